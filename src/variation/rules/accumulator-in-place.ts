/** What is gathered grows in place, where all of it was copied for each member. */
import type { Place } from '../../genome/edit.ts';
import { isFunction, mentionsOf, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { isCallOf, type Match, type Rule } from '../rule.ts';

/** Code that does to what is gathered what a copy with more in it shows; its holes are named as it goes. */
interface Growth {
  readonly code: readonly string[];
  readonly holes: Readonly<Record<string, string>>;
}

const isNamed = (node: SyntaxNode | null | undefined, name: string): boolean =>
  node?.type === 'Identifier' && node.name === name;

/** `[...all, x]`, `all.concat([x])`, `{ ...all, [k]: v }` or `Object.assign({}, all, { [k]: v })`; undefined for any other value. */
function growthOf(value: SyntaxNode, all: string): Growth | undefined {
  if (value.type === 'ArrayExpression') {
    const [first, ...more] = value.elements as (SyntaxNode | null)[];
    return first?.type === 'SpreadElement' && isNamed(first.argument, all) ? pushed(all, more) : undefined;
  }
  if (isCallOf(value, 'concat', 1) && isNamed(value.callee.object, all)) {
    const [list] = value.arguments as [SyntaxNode];
    if (list.type === 'SpreadElement') return undefined;
    if (list.type === 'ArrayExpression') return pushed(all, list.elements);
    return { code: [`${all}.push(...$x)`], holes: { $x: list.locus } };
  }
  if (value.type === 'ObjectExpression') {
    const [first, ...more] = value.properties as SyntaxNode[];
    return first?.type === 'SpreadElement' && isNamed(first.argument, all) ? assigned(all, more) : undefined;
  }
  if (value.type !== 'CallExpression' || !isCallOf(value, 'assign', value.arguments.length)) return undefined;
  const [target, source, ...more] = value.arguments as SyntaxNode[];
  const isCopy = target?.type === 'ObjectExpression' && target.properties.length === 0 && isNamed(source, all);
  if (!isCopy || !isNamed(value.callee.object, 'Object') || more.length !== 1) return undefined;
  const [object] = more as [SyntaxNode];
  if (object.type === 'ObjectExpression') return assigned(all, object.properties);
  return { code: [`Object.assign(${all}, $x)`], holes: { $x: object.locus } };
}

function pushed(all: string, members: readonly (SyntaxNode | null)[]): Growth | undefined {
  if (members.length === 0 || members.includes(null)) return undefined;
  const values = members.map((member, k) => (member!.type === 'SpreadElement' ? `...$x${k}` : `$x${k}`));
  const holes = members.map((member, k) => [
    `$x${k}`,
    (member!.type === 'SpreadElement' ? member!.argument : member!).locus,
  ]);
  return { code: [`${all}.push(${values.join(', ')})`], holes: Object.fromEntries(holes) };
}

function assigned(all: string, properties: readonly SyntaxNode[]): Growth | undefined {
  const code: string[] = [];
  const holes: Record<string, string> = {};
  for (const [k, property] of properties.entries()) {
    const [name, value] = [`$k${k}`, `$x${k}`];
    if (property.type === 'SpreadElement') {
      code.push(`Object.assign(${all}, ${value})`);
      holes[value] = property.argument.locus;
      continue;
    }
    if (property.type !== 'ObjectProperty') return undefined;
    const { key } = property;
    if (property.computed || key.type !== 'Identifier') {
      code.push(`${all}[${name}] = ${value}`);
      holes[name] = key.locus;
    } else code.push(`${all}.${key.name} = ${value}`);
    holes[value] = property.value.locus;
  }
  return code.length > 0 ? { code, holes } : undefined;
}

/** Places that make a function give what it was given, grown; none where it may give anything else. */
function growing(given: SyntaxNode, all: string): Place[] {
  const places: Place[] = [];
  let fits = true;
  const ends = (value: SyntaxNode | null, statement?: SyntaxNode): void => {
    if (isNamed(value, all)) return;
    if (value?.type === 'ConditionalExpression') {
      ends(value.consequent);
      ends(value.alternate);
      return;
    }
    const growth = value ? growthOf(value, all) : undefined;
    if (!growth) fits = false;
    else if (statement)
      places.push({ at: statement.locus, code: `{ ${growth.code.join('; ')}; return ${all}; }`, holes: growth.holes });
    else places.push({ at: value!.locus, code: `(${growth.code.join(', ')}, ${all})`, holes: growth.holes });
  };
  if (given.body.type !== 'BlockStatement') ends(given.body);
  else
    walk(given.body, (node) => {
      if (node.type === 'ReturnStatement') ends(node.argument, node);
      return !isFunction(node);
    });
  return fits ? places : [];
}

export const accumulatorInPlace: Rule = {
  name: 'accumulator-in-place',
  why: 'one more member is put into what is gathered, where all of it was copied for each',
  claims: 'where nothing keeps what was gathered so far',
  matches(view) {
    const out: Match[] = [];
    for (const { node, heat } of view.byType.get('CallExpression') ?? []) {
      if (!isCallOf(node, 'reduce', 2)) continue;
      const [given, from] = node.arguments as [SyntaxNode, SyntaxNode];
      const [all] = /^(Arrow)?FunctionExpression$/.test(given.type) ? (given.params as SyntaxNode[]) : [];
      if (all?.type !== 'Identifier' || !/^(Array|Object)Expression$/.test(from.type)) continue;
      const places = growing(given, all.name);
      if (places.length > 0) out.push({ at: node.locus, heat: heat * 2, places: () => places });
    }
    // An object that begins empty has no type for what is put into it.
    for (const { node, heat } of view.ancestor.typescript ? [] : (view.byType.get('AssignmentExpression') ?? [])) {
      if (node.operator !== '=' || node.left.type !== 'Identifier') continue;
      // Lists are `concat-to-push`'s.
      const growth = /^(Object|Call)Expression$/.test(node.right.type)
        ? growthOf(node.right, node.left.name)
        : undefined;
      if (!growth || isCallOf(node.right, 'concat', 1) || mentionsOf(node.right, node.left.name) > 2) continue;
      const code = growth.code.length === 1 ? growth.code[0]! : `(${growth.code.join(', ')})`;
      out.push({ at: node.locus, heat, places: () => [{ at: node.locus, code, holes: growth.holes }] });
    }
    return out;
  },
};
