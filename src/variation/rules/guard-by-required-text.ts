/** Asks for the plain text that a regular expression cannot do without, before it is run. */
import { hasEffects, parameterName } from '../../genome/scope.ts';
import { isFunction, type SyntaxNode } from '../../genome/syntax.ts';
import { isCallOf, type Match, type Rule } from '../rule.ts';
import type { View } from '../view.ts';

/** Escapes that stand for more than the character behind them, with what belongs to them. */
const ESCAPE = /^\\(?:u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[pP]\{[^}]*\}|k<[^>]*>|c[A-Za-z]|\d+|[A-Za-z])/;
const CLASS = /^\[(?:\\.|[^\]\\])*\]/;
const QUANTIFIER = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/;

/** The longest text that each match of the pattern holds, or an empty one. */
export function requiredText(pattern: string): string {
  const runs = [''];
  let rest = pattern;
  while (rest !== '') {
    if (rest[0] === '|') return '';
    const special = ESCAPE.exec(rest)?.[0] ?? CLASS.exec(rest)?.[0] ?? (rest[0] === '(' ? groupOf(rest) : undefined);
    if (rest[0] === '(' && special === undefined) return '';
    const plain = special === undefined && !'.^$'.includes(rest[0]!);
    const atom = special ?? (rest[0] === '\\' ? rest.slice(0, 2) : rest[0]!);
    rest = rest.slice(atom.length);
    const [quantifier = '', least] = QUANTIFIER.exec(rest) ?? [];
    rest = rest.slice(quantifier.length);
    const required = plain && !/^[*?]/.test(quantifier) && least !== '0';
    if (required) runs[runs.length - 1] += atom.at(-1)!;
    if (!required || quantifier !== '') runs.push('');
  }
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest));
}

/** A group with all that is in it; undefined where it does not end. */
function groupOf(text: string): string | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const set = CLASS.exec(text.slice(i));
    if (set) i += set[0].length - 1;
    else if (text[i] === '\\') i++;
    else if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return text.slice(0, i + 1);
  }
  return undefined;
}

/** The regular expression that a node is, or that a variable holds for good. */
function literalOf(view: View, node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'RegExpLiteral') return node;
  if (node.type !== 'Identifier') return undefined;
  const of = (type: string, slot: string): SyntaxNode[] =>
    view.ancestor.nodes.filter((other) => other.type === type && other[slot]?.name === node.name);
  const [declared, ...others] = of('VariableDeclarator', 'id');
  if (!declared || others.length > 0 || of('AssignmentExpression', 'left').length > 0) return undefined;
  // Elsewhere the name may be another thing.
  const isParameter = ({ params }: SyntaxNode): boolean =>
    (params as SyntaxNode[]).some((parameter) => parameterName(parameter) === node.name);
  if (view.ancestor.nodes.some((other) => isFunction(other) && isParameter(other))) return undefined;
  return declared.init?.type === 'RegExpLiteral' ? declared.init : undefined;
}

/** Whether somebody may read where a regular expression of this name was. */
const isAsked = (view: View, { type, name }: SyntaxNode): boolean =>
  type === 'Identifier' &&
  view.ancestor.nodes.some(
    (node) =>
      node.type === 'MemberExpression' &&
      node.object.name === name &&
      /^(exec|test|lastIndex)$/.test(node.property.name ?? ''),
  );

/** Calls by name: whether the text is the argument, and what a text without any match gives. */
const CALLS = [
  { name: 'replace', count: 2, ofPattern: false, none: '$text' },
  { name: 'match', count: 1, ofPattern: false, none: 'null' },
  { name: 'test', count: 1, ofPattern: true, none: 'false' },
  { name: 'exec', count: 1, ofPattern: true, none: 'null' },
];

export const guardByRequiredText: Rule = {
  name: 'guard-by-required-text',
  why: 'no match is without this text, which is found faster',
  claims: 'on texts',
  matches(view) {
    const guarded = new Set(
      view.edits
        .filter(({ operator }) => operator === 'rule:guard-by-required-text')
        .flatMap(({ places }) => places.map(({ at }) => at)),
    );
    const out: Match[] = [];
    for (const { node, heat } of view.byType.get('CallExpression') ?? []) {
      const call = CALLS.find(({ name, count }) => isCallOf(node, name, count));
      if (!call || guarded.has(node.locus) || node.locus.includes('.')) continue;
      const { object } = node.callee as { object: SyntaxNode };
      const first = node.arguments[0] as SyntaxNode;
      const [pattern, text] = call.ofPattern ? [object, first] : [first, object];
      if (text.type !== 'Identifier' || (node.arguments as SyntaxNode[]).some(hasEffects)) continue;
      const literal = literalOf(view, pattern);
      if (!literal) continue;
      const flags: string = literal.flags ?? '';
      // One that remembers where it was is another one after a call that finds nothing.
      if (/[ivy]/.test(flags) || (flags.includes('g') && (call.ofPattern || isAsked(view, pattern)))) continue;
      const wanted = requiredText(literal.pattern);
      if (wanted === '' || !/^[ -~]+$/.test(wanted)) continue;
      out.push({
        at: node.locus,
        heat,
        places: () => [
          {
            at: node.locus,
            code: `($text.indexOf(${JSON.stringify(wanted)}) < 0 ? ${call.none} : $call)`,
            holes: { $text: text.locus, $call: node.locus },
          },
        ],
      });
    }
    return out;
  },
};
