/** Four bytes, or eight, at a time through the table of a checksum: tables for each of them are worked out of the one. */
import type { Place } from '../../genome/edit.ts';
import { isLoop, mentionsOf, type SyntaxNode, sameCode, slotOf, walk } from '../../genome/syntax.ts';
import { matchPattern, parsePattern } from '../pattern.ts';
import { broughtIn, type Match, named, type Rule } from '../rule.ts';
import { above, freshName, inList, isInvariant, topStatement, type View } from '../view.ts';

/** Bytes that one step takes together: eight are more at a time, and more tables in the cache. */
const SIZES = [4, 8];

/**
 * Slicing (Kounavis & Berry 2005): a step is linear over GF(2) where the table is, and four steps are then the sum of
 * what each byte adds. What is no such table is told by its members.
 */
const helper = (together: number): string => `const %known = new WeakMap();
function %sliced(table) {
  if (table === null || typeof table !== 'object') return null;
  let slices = %known.get(table);
  if (slices !== undefined) return slices;
  slices = new Int32Array(${256 * together});
  for (let i = 0; i < 256; i++) {
    let sum = 0;
    for (let bit = 1; bit < 256; bit *= 2) if (i & bit) sum ^= table[bit];
    if ((table[i] | 0) !== sum || typeof table[i] !== 'number') slices = null;
    if (slices === null) break;
    slices[i] = sum;
  }
  for (let i = 256; slices !== null && i < ${256 * together}; i++) {
    const before = slices[i - 256];
    slices[i] = (before >>> 8) ^ slices[before & 255];
  }
  %known.set(table, slices);
  return slices;
}`;

/** One byte's step: what is left of the sum, and what the table has for its lowest byte and the new one. */
const STEPS = ['($c ^ $x) & 255', '($x ^ $c) & 255']
  .flatMap((at) => [`$c = ($c >>> 8) ^ $t[${at}];`, `$c = $t[${at}] ^ ($c >>> 8);`])
  .map(parsePattern);

interface Step {
  readonly statement: SyntaxNode;
  readonly sum: SyntaxNode;
  readonly table: SyntaxNode;
  readonly byte: SyntaxNode;
}

function stepOf(statement: SyntaxNode): Step | undefined {
  for (const pattern of STEPS) {
    const bindings = matchPattern(pattern, statement);
    if (!bindings) continue;
    const [sum, table, byte] = ['$c', '$t', '$x'].map((hole) => bindings.get(hole)![0]!) as [
      SyntaxNode,
      SyntaxNode,
      SyntaxNode,
    ];
    const plain = sum.type === 'Identifier' && table.type === 'Identifier';
    return plain && mentionsOf(byte, sum.name) === 0 ? { statement, sum, table, byte } : undefined;
  }
  return undefined;
}

const alike = (a: Step, b: Step): boolean => sameCode(a.sum, b.sum) && sameCode(a.table, b.table);

/** What one of the bytes adds, by the table of its place: the first one goes through all steps, the last through one. */
const added = (slices: string, together: number, place: number, byte: string): string => {
  // The sum has four bytes.
  const part = place > 3 ? '' : place > 0 ? `($c >>> ${8 * place}) ^ ` : '$c ^ ';
  const at = `(${part}${byte}) & 255`;
  return `${slices}[${place < together - 1 ? `${256 * (together - 1 - place)} + (${at})` : at}]`;
};

/** Steps that stand one after the other, from one of them on. */
function following(view: View, first: Step): Step[] {
  const parent = view.phenotype.parentOf(first.statement);
  const slot = parent && slotOf(parent, first.statement);
  if (!slot || slot.index < 0) return [first];
  const steps: Step[] = [];
  for (const statement of (parent![slot.name] as SyntaxNode[]).slice(slot.index)) {
    const step = stepOf(statement);
    if (!step || !alike(first, step)) break;
    steps.push(step);
  }
  return steps;
}

/** Steps that are written out, so many of them as one. */
function writtenOut(steps: readonly Step[], slices: string, together: number): Place[] {
  const places: Place[] = [];
  for (let k = 0; k + together <= steps.length; k += together) {
    const those = steps.slice(k, k + together);
    const [{ statement, sum, table }] = those as [Step];
    const sums = those.map((_, i) => added(slices, together, i, `$x${i}`)).join(' ^ ');
    const each = those.map((_, i) => `$c = ($c >>> 8) ^ $t[($c ^ $x${i}) & 255];`).join(' ');
    places.push({
      at: statement.locus,
      code: `if (${slices} !== null) { $c = ${sums}; } else { ${each} }`,
      holes: {
        $c: sum.locus,
        $t: table.locus,
        ...Object.fromEntries(those.map(({ byte }, i) => [`$x${i}`, byte.locus])),
      },
    });
    for (const other of those.slice(1)) places.push({ at: other.statement.locus, code: '' });
  }
  return places;
}

/** A loop `$i < $n` whose whole body is one step: the name that counts, and whether the loop counts it or the byte does. */
function countOf(loop: SyntaxNode, { statement, byte }: Step): { test: SyntaxNode; inHead: boolean } | undefined {
  const { body, test, update, type } = loop;
  const whole = body === statement || (body.type === 'BlockStatement' && body.body.length === 1);
  if (!whole || (type !== 'ForStatement' && type !== 'WhileStatement')) return undefined;
  if (test?.type !== 'BinaryExpression' || test.operator !== '<' || test.left.type !== 'Identifier') return undefined;
  if (!isInvariant(test.right, body)) return undefined;
  const counts = (node: SyntaxNode): boolean =>
    node.type === 'UpdateExpression' && node.operator === '++' && node.argument.name === test.left.name;
  if (update) return counts(update) ? { test, inHead: true } : undefined;
  const asked = byte.type === 'MemberExpression' && byte.computed && counts(byte.property) && !byte.property.prefix;
  return asked ? { test, inHead: false } : undefined;
}

/** A step in a loop of its own: so many turns together before the last ones. */
function inTurns(
  { statement, sum, byte }: Step,
  { test, inHead }: { test: SyntaxNode; inHead: boolean },
  slices: string,
  together: number,
): Place[] {
  const name = freshName('those', statement.locus);
  const next = inHead ? '$i++; ' : '';
  const turn = Array.from(
    { length: together - 1 },
    (_, i) => `${name} ${i ? '^' : ''}= ${added(slices, together, i, '$x')}; ${next}`,
  ).join('');
  const last = `$c = ${name} ^ ${added(slices, together, together - 1, '$x')}; ${next}`;
  return [
    {
      at: statement.locus,
      code: `if (${slices} !== null) { for (; $i + ${together - 1} < $n; ) { let ${turn}${last}} if (!($i < $n)) break; } $s;`,
      holes: {
        $c: sum.locus,
        $x: byte.locus,
        $s: statement.locus,
        $i: (test.left as SyntaxNode).locus,
        $n: (test.right as SyntaxNode).locus,
      },
    },
  ];
}

/** Whether the rule has been to a loop: what is left of its steps is for the last bytes. */
function holdsOwn(loop: SyntaxNode, isOwn: (node: SyntaxNode) => boolean): boolean {
  let found = false;
  walk(loop, (node) => {
    found ||= isOwn(node);
    return !found;
  });
  return found;
}

export const tableSlices: Rule = {
  name: 'table-slices',
  why: 'four bytes, or eight, go through the tables together instead of each waiting for the one before',
  claims: 'where the table is linear, as those of cyclic checksums are, and does not change',
  matches(view) {
    const isOwn = broughtIn(view, 'table-slices');
    const done = new Set<SyntaxNode>();
    const out: Match[] = [];
    for (const { node, heat } of view.byType.get('ExpressionStatement') ?? []) {
      if (done.has(node) || isOwn(node)) continue;
      const step = stepOf(node);
      const loop = step && above(view, node, isLoop);
      const top = loop && topStatement(view, loop);
      if (!top || !inList(view, loop) || !isInvariant(step.table, loop) || holdsOwn(loop, isOwn)) continue;
      const steps = following(view, step);
      for (const { statement } of steps) done.add(statement);
      const slices = freshName('slices', loop.locus);
      const count = steps.length === 1 ? countOf(loop, step) : undefined;
      for (const together of SIZES) {
        // Steps that are written anew have lost what a type checker was told of their table.
        if (!count && (steps.length < together || view.ancestor.typescript)) continue;
        out.push({
          at: node.locus,
          heat,
          places: (): Place[] => [
            { at: `before:${top.locus}`, code: named(helper(together), loop) },
            {
              at: `before:${loop.locus}`,
              code: `const ${slices} = ${freshName('sliced', loop.locus)}($t);`,
              holes: { $t: step.table.locus },
            },
            ...(count ? inTurns(step, count, slices, together) : writtenOut(steps, slices, together)),
          ],
        });
      }
    }
    return out;
  },
};
