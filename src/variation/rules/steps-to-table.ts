/**
 * Steps that shift a number's bits out one at a time become one look into a table of what they make of all of them, as
 * checksums have it (Sarwate 1988, "Computation of cyclic redundancy checks via table look-up").
 */
import type { Place } from '../../genome/edit.ts';
import { nameUse } from '../../genome/scope.ts';
import { mentionsOf, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { heldForGood } from '../held.ts';
import { broughtIn, type Match, type Rule } from '../rule.ts';
import { freshName, inList, topStatement, type View } from '../view.ts';

/** Steps that a table may stand for: it has a member for each way that so many bits may be. */
const FEWEST = 4;
const MOST = 8;

interface Steps {
  readonly loop: SyntaxNode;
  readonly count: number;
  /** The number that is shifted, and the loop's own counter. */
  readonly name: string;
  readonly counter: string;
  /** Numbers that the steps read, by name, as they are written. */
  readonly numbers: ReadonlyMap<string, string>;
  readonly way: Way;
}

/** To the right by an operator, or to the left in so many bits, of which those above may be cut off. */
type Way = { readonly right: '>>' | '>>>' } | { readonly width: number; readonly cut: boolean };

export const stepsToTable: Rule = {
  name: 'steps-to-table',
  why: 'a table knows what all of these steps make of the bits that they shift out',
  claims: 'where what the steps make of two numbers together is what they make of each, as in checksums',
  matches(view) {
    const isOwn = broughtIn(view, 'steps-to-table');
    return (view.byType.get('ForStatement') ?? []).flatMap(({ node, heat }): Match[] => {
      const steps = inList(view, node) && !isOwn(node) ? stepsOf(view, node) : undefined;
      const top = steps && topStatement(view, node);
      return top ? [{ at: node.locus, heat: heat * steps.count, places: () => placesOf(steps, top) }] : [];
    });
  },
};

function stepsOf(view: View, loop: SyntaxNode): Steps | undefined {
  const counted = turnsOf(loop);
  if (!counted || counted.turns < FEWEST || counted.turns > MOST) return undefined;
  const body = loop.body as SyntaxNode;
  const { read, assigned, declared } = nameUse(body);
  const [name, ...more] = [...assigned].filter((one) => !declared.has(one));
  if (name === undefined || more.length > 0 || mentionsOf(body, counted.counter) > 0) return undefined;
  const numbers = new Map<string, string>();
  for (const other of read) {
    if (other === name || declared.has(other)) continue;
    const held = heldForGood(view, other);
    if (held?.type !== 'NumericLiteral') return undefined;
    numbers.set(other, view.ancestor.text.slice(held.start, held.end));
  }
  const way = isPlain(body) ? wayOf(body, name) : undefined;
  return way && { loop, count: counted.turns, name, counter: counted.counter, numbers, way };
}

/** How often a loop from one literal to another turns. */
function turnsOf({ init, test, update }: SyntaxNode): { turns: number; counter: string } | undefined {
  const [declarator, second] = init?.type === 'VariableDeclaration' ? (init.declarations as SyntaxNode[]) : [];
  const begun = declarator
    ? { at: declarator.id as SyntaxNode, from: declarator.init as SyntaxNode | null }
    : init?.type === 'AssignmentExpression' && init.operator === '='
      ? { at: init.left as SyntaxNode, from: init.right as SyntaxNode }
      : undefined;
  if (!begun || second || begun.at.type !== 'Identifier' || begun.from?.type !== 'NumericLiteral') return undefined;
  const counter = begun.at.name as string;
  if (test?.type !== 'BinaryExpression' || test.left.name !== counter || test.right.type !== 'NumericLiteral')
    return undefined;
  if (update?.type !== 'UpdateExpression' || update.argument.name !== counter) return undefined;
  const [from, to] = [begun.from.value as number, test.right.value as number];
  const turns: Readonly<Record<string, number>> = {
    '++<': to - from,
    '++<=': to - from + 1,
    '++!==': to - from,
    '-->': from - to,
    '-->=': from - to + 1,
    '--!==': from - to,
  };
  const count = turns[`${update.operator}${test.operator}`];
  return count === undefined ? undefined : { turns: count, counter };
}

/** Whether nothing is called, read from an object, or left early: bits and numbers alone. */
function isPlain(body: SyntaxNode): boolean {
  let plain = true;
  walk(body, ({ type }) => {
    if (/^(Call|New|Member|Object|Array|Function|Arrow|Template|Regexp|String|Await|Yield)/.test(type)) plain = false;
    if (/^(Break|Continue|Return|Throw|For|While|DoWhile|Try|Switch)/.test(type)) plain = false;
  });
  return plain;
}

/** Which way the steps shift a number: by one bit, always the same way. */
function wayOf(body: SyntaxNode, name: string): Way | undefined {
  const shifts = new Set<string>();
  const masks = new Set<number>();
  let negative = false;
  walk(body, ({ type, operator, left, right }) => {
    const value = right?.type === 'NumericLiteral' ? (right.value as number) : undefined;
    const other = left?.type === 'NumericLiteral' ? (left.value as number) : undefined;
    if (/^(<<|>>>?)=?$/.test(operator ?? '')) shifts.add(value === 1 ? (operator as string).replace('=', '') : '?');
    if (/^&=?$/.test(operator ?? '')) for (const mask of [value, other]) if (mask !== undefined) masks.add(mask >>> 0);
    if (type === 'BinaryExpression' && operator === '<' && left.name === name && value === 0) negative = true;
  });
  const [shift, ...more] = shifts;
  if (more.length > 0) return undefined;
  if (shift === '>>' || shift === '>>>') return { right: shift };
  if (shift !== '<<') return undefined;
  const highest = negative ? 0x80000000 : [...masks].find((mask) => (mask & (mask - 1)) === 0 && mask >= 0x80);
  if (highest === undefined) return undefined;
  const width = Math.log2(highest) + 1;
  return { width, cut: masks.has(2 ** width - 1) };
}

function placesOf({ loop, count, name, counter, numbers, way }: Steps, top: SyntaxNode): Place[] {
  const [table, made, bits] = ['table', 'tableOf', 'bits'].map((base) => freshName(base, loop.locus)) as [
    string,
    string,
    string,
  ];
  const size = 2 ** count;
  const known = [...numbers].map(([other, value]) => `const ${other} = ${value};`).join(' ');
  const declared = loop.init.type === 'VariableDeclaration' ? '' : `let ${counter};`;
  const above = 'width' in way ? way.width - count : 0;
  const first = above > 0 ? `${bits} << ${above}` : bits;
  // Bits that are shifted beyond the others stay where nothing cuts them off.
  const left = 'width' in way && way.width < 32 ? ` ^ (${bits} << ${way.width})` : '';
  const helper = `function ${made}() {
  const ${table} = new Int32Array(${size});
  ${known}
  for (let ${bits} = 0; ${bits} < ${size}; ${bits}++) {
    let ${name} = ${first};
    ${declared}
    $loop
    ${table}[${bits}] = ${name}${left};
  }
  return ${table};
}
const ${table} = ${made}();`;
  const low = size - 1;
  const looked =
    'right' in way
      ? `${table}[${name} & ${low}] ^ (${name} ${way.right} ${count})`
      : `(${name} << ${count}) ^ ${table}[${above > 0 ? `(${name} >>> ${above})` : name} & ${low}]`;
  const cut = 'width' in way && way.cut && way.width < 32 ? `(${looked}) & ${2 ** way.width - 1}` : looked;
  return [
    { at: `before:${top.locus}`, code: helper, holes: { $loop: loop.locus } },
    { at: loop.locus, code: `${name} = ${cut};` },
  ];
}
