/** Values of a costly function of `Math` are kept by the whole number that they depend on. */

import { KINDS, NUMBERS } from '../../analysis/values.ts';
import type { Place } from '../../genome/edit.ts';
import { hasEffects } from '../../genome/scope.ts';
import { children, type SyntaxNode } from '../../genome/syntax.ts';
import { broughtIn, type Match, type Rule } from '../rule.ts';
import { enclosingLoop, freshName, isInvariant, topStatement, type View } from '../view.ts';

const COSTLY = /^(exp|expm1|pow|log|log2|log10|log1p|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot)$/;
const LARGEST = 65535;
/** Names beside the number that may be in it: where one changes, the table is made anew. */
const MOST_NAMES = 3;

const WHOLE = KINDS.small | KINDS.negative;

const isMath = ({ type, object, computed }: SyntaxNode): boolean =>
  type === 'MemberExpression' && computed !== true && object.type === 'Identifier' && object.name === 'Math';

const isMathCall = ({ type, callee }: SyntaxNode): boolean => type === 'CallExpression' && isMath(callee);

/** Code, and how tightly it binds. */
interface Code {
  readonly text: string;
  readonly strength: number;
}
const STRENGTH: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2, '**': 3 };
const UNARY = 4;
const PRIMARY = 5;

const primary = (text: string): Code => ({ text, strength: PRIMARY });
const within = ({ text, strength }: Code, least: number): string => (strength < least ? `(${text})` : text);

/** Arithmetic over names and numbers, with `$k` for one part of it; undefined where it is more than that. */
function arithmetic(node: SyntaxNode, part: SyntaxNode | undefined, names: Map<string, SyntaxNode>): Code | undefined {
  const of = (inner: SyntaxNode): Code | undefined => arithmetic(inner, part, names);
  if (node === part) return primary('$k');
  switch (node.type) {
    case 'NumericLiteral':
      return primary(String(node.value));
    case 'Identifier':
      names.set(node.name, node);
      return primary(node.name);
    case 'MemberExpression':
      return isMath(node) ? primary(`Math.${node.property.name}`) : undefined;
    case 'UnaryExpression': {
      const argument = node.operator === '-' ? of(node.argument) : undefined;
      return argument && { text: `-${within(argument, PRIMARY)}`, strength: UNARY };
    }
    case 'BinaryExpression': {
      const strength = STRENGTH[node.operator];
      const [left, right] = strength === undefined ? [] : [of(node.left), of(node.right)];
      if (!left || !right || strength === undefined) return undefined;
      const [first, second] = node.operator === '**' ? [PRIMARY, strength] : [strength, strength + 1];
      return { text: `${within(left, first)} ${node.operator} ${within(right, second)}`, strength };
    }
    case 'CallExpression': {
      const given = isMathCall(node) ? (node.arguments as SyntaxNode[]).map(of) : [undefined];
      const texts = given.flatMap((one) => (one ? [one.text] : []));
      if (texts.length < given.length) return undefined;
      return primary(`Math.${node.callee.property.name}(${texts.join(', ')})`);
    }
    default:
      return undefined;
  }
}

/** The largest parts of an expression that are whole numbers of a moderate size, as far as is seen. */
function wholeParts(view: View, node: SyntaxNode): SyntaxNode[] {
  const seen = view.valuesAt(node);
  const isWhole = seen
    ? seen.kinds !== 0 && (seen.kinds & ~WHOLE) === 0 && seen.most <= LARGEST
    : node.type === 'Identifier' || (isMathCall(node) && /^(abs|floor|round|trunc)$/.test(node.callee.property.name));
  if (isWhole && node.type !== 'NumericLiteral' && hasNoEffect(node)) return [node];
  return isMath(node) ? [] : children(node).flatMap((child) => wholeParts(view, child));
}

/** Calls of `Math` have none. */
const hasNoEffect = (node: SyntaxNode): boolean =>
  !hasEffects(node) || arithmetic(node, undefined, new Map()) !== undefined;

/** As far as is seen. */
const isNumber = (view: View, node: SyntaxNode): boolean => ((view.valuesAt(node)?.kinds ?? 0) & ~NUMBERS) === 0;

export const functionTable: Rule = {
  name: 'function-table',
  why: 'a costly function is asked once for each whole number',
  claims: 'where the names in it are numbers',
  matches(view) {
    const isOwn = broughtIn(view, 'function-table');
    return (view.byType.get('CallExpression') ?? []).flatMap(({ node, heat }): Match[] => {
      if (!isMathCall(node) || !COSTLY.test(node.callee.property.name) || isOwn(node)) return [];
      const top = topStatement(view, node);
      const loop = enclosingLoop(view, node);
      if (!top) return [];
      return (node.arguments as SyntaxNode[])
        .flatMap((argument) => wholeParts(view, argument))
        .flatMap((part): Match[] => {
          const names = new Map<string, SyntaxNode>();
          const code = arithmetic(node, part, names);
          const others = [...names.values()];
          if (!code || others.length > MOST_NAMES) return [];
          if (!others.every((other) => isNumber(view, other) && (!loop || isInvariant(other, loop)))) return [];
          if (loop && isInvariant(part, loop)) return [];
          return [{ at: node.locus, heat, places: () => placesOf(node, part, names, code.text, top) }];
        });
    });
  },
};

function placesOf(
  node: SyntaxNode,
  part: SyntaxNode,
  others: ReadonlyMap<string, SyntaxNode>,
  code: string,
  top: SyntaxNode,
): Place[] {
  const names = [...others.keys()];
  const fresh = (base: string): string => freshName(base, node.locus);
  const [values, kept, k, place, known] = ['values', 'valueFor', 'k', 'place', 'known'].map(fresh) as [
    string,
    ...string[],
  ];
  const before = names.map((name) => fresh(`${name}Before`));
  const changed = names.map((name, i) => `${name} !== ${before[i]}`).join(' || ');
  const value = code.replace(/\$k\b/, k!);
  // Zeros of both signs have one place, and what is NaN is worked out anew.
  const helper = `let ${values} = new Float64Array(64).fill(NaN);
${before.map((name) => `let ${name} = NaN;\n`).join('')}function ${kept}(${[k, ...names].join(', ')}) {
  const ${place} = ${k} < 0 ? -1 - 2 * ${k} : 2 * ${k};
  if (${place} >>> 0 !== ${place} || ${k} === 0 || ${place} > ${2 * LARGEST}) return ${value};
  ${names.length === 0 ? '' : `if (${changed}) { ${values}.fill(NaN); ${names.map((name, i) => `${before[i]} = ${name};`).join(' ')} }`}
  if (${place} >= ${values}.length) {
    const longer = new Float64Array(2 * ${place}).fill(NaN);
    longer.set(${values});
    ${values} = longer;
  }
  const ${known} = ${values}[${place}];
  if (${known} === ${known}) return ${known};
  return (${values}[${place}] = ${value});
}`;
  const holes = Object.fromEntries(names.map((name, i) => [`$n${i}`, others.get(name)!.locus]));
  return [
    { at: `before:${top.locus}`, code: helper },
    {
      at: node.locus,
      code: `${kept}(${['$k', ...Object.keys(holes)].join(', ')})`,
      holes: { $k: part.locus, ...holes },
    },
  ];
}
