/** Splicing: a phenotype as text, in which every unchanged stretch is the ancestor's own. No printer is involved. */
import type { Phenotype } from './phenotype.ts';
import { needsParentheses } from './precedence.ts';
import { isStatementType, type SyntaxNode, slotNames } from './syntax.ts';

/** Which text of a source is wanted: as written, or to be run. */
export type Reading = 'text' | 'run';

/** The whole module's text. No edits give the ancestor's text back, byte for byte. */
export function splice(phenotype: Phenotype, reading: Reading, layout: Layout = PLAIN): string {
  const { root, ancestor } = phenotype;
  const whole = ancestor.source[reading];
  if (!root.origin) return whole;
  const body = emit(root, reading, layout, '');
  return whole.slice(0, ancestor.program.start) + body + whole.slice(ancestor.program.end);
}

/** How new lines are laid out; the plain layout does not care. */
export interface Layout {
  /** Text of a subtree that comes from another place or from a template, fitted to the indentation of its new one. */
  fit(text: string, node: SyntaxNode, indent: string): string;
  /** Whether lines left empty are removed. */
  readonly tidy: boolean;
  readonly lineEnd: string;
  /** One step of indentation. */
  readonly unit: string;
}

export const PLAIN: Layout = { fit: (text) => text, tidy: false, lineEnd: '\n', unit: '  ' };

interface Cut {
  start: number;
  end: number;
  text: string;
}

/** A subtree's text without parentheses of its own. */
export function emit(node: SyntaxNode, reading: Reading, layout: Layout, indent: string): string {
  const origin = node.origin;
  if (!origin) return node.from[reading].slice(node.start, node.end);
  if (origin === node) return emitTextless(node, reading, layout, indent);
  const source = origin.from[reading];
  const cuts: Cut[] = [];
  for (const name of slotNames(origin.type)) {
    const before = origin[name] as SyntaxNode | (SyntaxNode | null)[] | null | undefined;
    const after = node[name] as SyntaxNode | (SyntaxNode | null)[] | null | undefined;
    if (before === after) continue;
    if (Array.isArray(before))
      cutList(node, origin, name, before, after as (SyntaxNode | null)[], cuts, reading, layout);
    else if (before && after) cutOne(node, name, before, after as SyntaxNode, cuts, reading, layout);
    else if (before) cuts.push(removal(node, origin, name, before));
  }
  cuts.sort((a, b) => a.start - b.start || a.end - b.end);
  let out = '';
  let at = origin.start;
  const join = origin.type === 'TemplateLiteral' ? (left: string, right: string) => left + right : joined;
  for (const cut of cuts) {
    out = join(join(out, source.slice(at, cut.start)), cut.text);
    at = cut.end;
  }
  return join(out, source.slice(at, origin.end));
}

/** Two stretches of text, apart where they would run into one token: `return` and `x`, `a-` and `-b`, `a/` and a regular expression. */
function joined(left: string, right: string): string {
  const seam = (left.at(-1) ?? '') + (right[0] ?? '');
  return /^(?:[\w$\u0080-\uffff]{2}|\+\+|--|\/\/|\/\*|<!)$/.test(seam) ? `${left} ${right}` : left + right;
}

/** Whether what stands now is what stood before, or a copy of it: its text is that of its origin, changes apart. */
const isSame = (before: SyntaxNode | null, after: SyntaxNode | null): boolean =>
  before === after || (before !== null && after?.origin === before && after.origin !== after);

function cutOne(
  parent: SyntaxNode,
  name: string,
  before: SyntaxNode,
  after: SyntaxNode,
  cuts: Cut[],
  reading: Reading,
  layout: Layout,
): void {
  const indent = indentAt(before.from.text, before.start);
  let text = isSame(before, after)
    ? emit(after, reading, layout, indent)
    : replacement(parent, name, after, reading, layout, indent, before.parenthesized);
  if (parent.shorthand && name === 'value' && nameOf(after) !== parent.shorthandName) {
    text = `${parent.shorthandName}: ${text}`;
  }
  cuts.push({ start: before.start, end: before.end, text });
}

/** The variable that the value of `{ a }` or `{ a = 1 }` names. */
const nameOf = (value: SyntaxNode): string | undefined =>
  value.type === 'AssignmentPattern' ? value.left.name : value.type === 'Identifier' ? value.name : undefined;

/** Text of a node that is new in its place. */
function replacement(
  parent: SyntaxNode,
  name: string,
  node: SyntaxNode,
  reading: Reading,
  layout: Layout,
  indent: string,
  inParentheses = false,
): string {
  const text = layout.fit(emit(node, reading, layout, baseIndent(node)), node, indent);
  if (isStatementType(node.type)) {
    const inHead = parent.type.startsWith('For') && (name === 'init' || name === 'left');
    if (inHead) return text.replace(/;\s*$/, '');
    const whole = needsSemicolon(lastOf(node)) && !/;\s*$/.test(text) ? `${text};` : text;
    return endsOpen(node) && isBeforeElse(parent, name) ? `{ ${whole} }` : whole;
  }
  return !inParentheses && needsParentheses(node, parent, name, text.trimStart()) ? `(${text})` : text;
}

/** The statement that a statement's text ends with. */
function lastOf(node: SyntaxNode): SyntaxNode {
  if (node.type === 'IfStatement') return lastOf(node.alternate ?? node.consequent);
  return /^(For|ForIn|ForOf|While|Labeled)Statement$/.test(node.type) ? lastOf(node.body) : node;
}

const needsSemicolon = (node: SyntaxNode): boolean =>
  /^(Expression|Return|Throw|Break|Continue|DoWhile|Debugger)Statement$/.test(node.type) ||
  node.type === 'VariableDeclaration';

/** Whether an `else` that follows the statement would become its own. */
function endsOpen(node: SyntaxNode): boolean {
  if (node.type === 'IfStatement') return !node.alternate || endsOpen(node.alternate);
  return /^(For|ForIn|ForOf|While|Labeled|With)Statement$/.test(node.type) && endsOpen(node.body);
}

/** Whether an `else` follows the last statement of what stands in this slot. */
function isBeforeElse(parent: SyntaxNode, name: string): boolean {
  if (parent.type === 'IfStatement' && name === 'consequent' && parent.alternate) return true;
  const isLast = name === 'alternate' || name === 'consequent' || (name === 'body' && isStatementType(parent.type));
  const above = parent.parent;
  if (!isLast || !above || /^(BlockStatement|DoWhileStatement)$/.test(parent.type)) return false;
  const slot = slotNames(above.type).find((slot) => above[slot] === parent);
  return slot !== undefined && isBeforeElse(above, slot);
}

function removal(node: SyntaxNode, origin: SyntaxNode, name: string, gone: SyntaxNode): Cut {
  switch (`${origin.type}.${name}`) {
    case 'ReturnStatement.argument':
      return { start: origin.start + 'return'.length, end: origin.end, text: ';' };
    case 'IfStatement.alternate':
      return { start: origin.consequent.end, end: gone.end, text: isNestedBeforeElse(node) ? ' else {}' : '' };
    case 'VariableDeclarator.init':
      return { start: origin.id.end, end: origin.end, text: '' };
    default:
      return withParentheses(origin.from.text, gone);
  }
}

function isNestedBeforeElse(node: SyntaxNode): boolean {
  const above = node.parent;
  const slot = above && slotNames(above.type).find((slot) => above[slot] === node);
  return Boolean(above && slot && isBeforeElse(above, slot));
}

/** The node with the parentheses that stand round it alone. */
function withParentheses(text: string, node: SyntaxNode): Cut {
  let { start, end } = node;
  while (node.parenthesized) {
    const left = /\(\s*$/.exec(text.slice(0, start));
    const right = /^\s*\)/.exec(text.slice(end));
    if (!left || !right) break;
    start = left.index;
    end += right[0].length;
  }
  return { start, end, text: '' };
}

function cutList(
  parent: SyntaxNode,
  origin: SyntaxNode,
  name: string,
  before: (SyntaxNode | null)[],
  after: (SyntaxNode | null)[],
  cuts: Cut[],
  reading: Reading,
  layout: Layout,
): void {
  if (STATEMENT_LISTS.has(`${origin.type}.${name}`)) {
    cutStatements(parent, origin, name, before as SyntaxNode[], after as SyntaxNode[], cuts, reading, layout);
    return;
  }
  if (before.length === after.length && before.every((item, i) => (item === null) === (after[i] === null))) {
    const unmoved = before.every((item, i) => isSame(item, after[i]!) || !after.some((other) => isSame(item, other)));
    if (unmoved) {
      for (const [i, item] of before.entries())
        if (item && item !== after[i]) cutOne(parent, name, item, after[i]!, cuts, reading, layout);
      return;
    }
  }
  const first = before.find((item) => item !== null);
  const last = before.findLast((item) => item !== null);
  const indent = indentAt(origin.from.text, (first ?? origin).start);
  const parts = after.map((item) => {
    if (item === null) return '';
    const text = before.some((old) => isSame(old, item))
      ? parenthesized(item, emit(item, reading, layout, indent))
      : replacement(parent, name, item, reading, layout, indent);
    // A field of a class without a semicolon would go on in a member that begins with a bracket or a star.
    return /^Class\w*Property$/.test(item.type) && !/;\s*$/.test(text) ? `${text};` : text;
  });
  // An element that is left out at the end needs a comma of its own.
  const text = parts.join(name === 'cases' || name === 'body' ? '\n' : ', ') + (after.at(-1) === null ? ',' : '');
  if (first && last) {
    const { start, end } = bracketed(origin, name) ?? { start: first.start, end: last.end };
    cuts.push({ start, end, text });
  } else {
    const open = insertionPoint(origin, name);
    cuts.push({ start: open, end: open, text });
  }
}

/** What stands between the brackets of a list, without the white space round it; undefined where a list has none. */
function bracketed(origin: SyntaxNode, name: string): { start: number; end: number } | undefined {
  const { text } = origin.from;
  let open: number;
  let close = origin.end - 1;
  if (/^(Array|Object)Expression$|^ArrayPattern$/.test(origin.type)) {
    open = origin.start + 1;
    if (origin.typeAnnotation) close = text.lastIndexOf(']', origin.typeAnnotation.start);
  } else if (name === 'arguments') {
    const before = (origin.typeArguments ?? origin.typeParameters ?? origin.callee) as SyntaxNode;
    open = before.end + /^(?:[\s)]|\?\.|\/\*[\s\S]*?\*\/|\/\/.*)*\(/.exec(text.slice(before.end))![0].length;
  } else return undefined;
  const inner = text.slice(open, close);
  return { start: open + inner.length - inner.trimStart().length, end: open + inner.trimEnd().length };
}

const parenthesized = (node: SyntaxNode, text: string): string => (node.parenthesized ? `(${text})` : text);

const LICENCE = /^\/\*!|licen[cs]e|copyright|@preserve/i;

/** Where the comments begin that stand right above a statement, in lines of their own: they are about it. */
function withComments(text: string, start: number): number {
  let at = start;
  for (;;) {
    const above = /(?:^|\n)[ \t]*(\/\/[^\n]*|\/\*(?:(?!\*\/)[\s\S])*\*\/)[ \t]*\r?\n[ \t]*$/.exec(text.slice(0, at));
    if (!above || LICENCE.test(above[1]!)) return at;
    at = above.index + above[0].indexOf(above[1]!);
  }
}

/** Where the members of an empty list would stand. */
function insertionPoint(origin: SyntaxNode, name: string): number {
  if (name === 'arguments') return origin.end - 1;
  if (name === 'params') return origin.from.text.indexOf('(', origin.id ? origin.id.end : origin.start) + 1;
  if (origin.type === 'SwitchStatement') return origin.end - 1;
  return origin.start + 1;
}

const STATEMENT_LISTS = new Set(['Program.body', 'BlockStatement.body', 'StaticBlock.body', 'SwitchCase.consequent']);

function cutStatements(
  parent: SyntaxNode,
  origin: SyntaxNode,
  name: string,
  before: SyntaxNode[],
  after: SyntaxNode[],
  cuts: Cut[],
  reading: Reading,
  layout: Layout,
): void {
  // In a copied list the members are copies, too; elsewhere a copy is new code.
  const isCopy = parent.locus !== origin.locus;
  const kept = before.map((item) =>
    after.findIndex((other) => isSame(item, other) && (isCopy || item.locus === other.locus)),
  );
  const text = origin.from.text;
  /** Texts of members that are new or changed. */
  const texts = new Map<number, string>();
  const endsClosed = (k: number): boolean => {
    const item = after[k];
    if (!item) return ((origin.directives ?? []) as SyntaxNode[]).length === 0;
    if (SELF_CLOSED.has(item.type)) return true;
    return (texts.get(k) ?? origin.from[reading].slice(item.start, item.end)).endsWith(';');
  };
  /** A statement that begins with a bracket would continue the one before where that has no semicolon. */
  const guarded = (k: number, made: string): string => {
    const whole = /^[([`/+*-]/.test(made) && !endsClosed(k - 1) ? `;${made}` : made;
    texts.set(k, whole);
    return whole;
  };
  const write = (from: number, to: number, indent: string): string => {
    const made: string[] = [];
    for (let k = from; k < to; k++) {
      made.push(guarded(k, replacement(parent, name, after[k]!, reading, layout, indent)));
    }
    return made.join(layout.lineEnd + indent);
  };
  const inner = before[0]
    ? indentAt(text, before[0].start)
    : `${indentAt(text, origin.start)}${layout.tidy ? layout.unit : ''}`;
  let written = 0; // members of `after` that are placed
  let previous: SyntaxNode | undefined;
  for (let i = 0; i < before.length; i++) {
    const at = kept[i]!;
    const old = before[i]!;
    if (at >= written) {
      const indent = indentAt(text, old.start);
      if (at > written) {
        const fresh = `${write(written, at, indent)}${layout.lineEnd}${indent}`;
        const start = layout.tidy ? withComments(text, old.start) : old.start;
        cuts.push({ start, end: start, text: fresh });
      }
      if (after[at] !== old) {
        cuts.push({ start: old.start, end: old.end, text: guarded(at, emit(after[at]!, reading, layout, indent)) });
      } else if (i > 0 ? after[at - 1] !== before[i - 1] : at > 0) {
        if (guarded(at, text.slice(old.start, old.end))[0] === ';') {
          cuts.push({ start: old.start, end: old.start, text: ';' });
        }
      }
      written = at + 1;
      previous = old;
      continue;
    }
    // `old` is gone: what stands between here and the next kept one takes its place.
    const next = kept.findIndex((k, j) => j > i && k >= written);
    const stop = next < 0 ? after.length : kept[next]!;
    if (stop > written) {
      cuts.push({ start: old.start, end: old.end, text: write(written, stop, indentAt(text, old.start)) });
      written = stop;
    } else cuts.push(layout.tidy ? wholeLines(text, old) : { start: old.start, end: old.end, text: '' });
    previous = old;
  }
  if (written === after.length) return;
  const rest = (indent: string): string => write(written, after.length, indent);
  if (previous) {
    cuts.push({
      start: previous.end,
      end: previous.end,
      text: `${endGuard(text, previous)}${layout.lineEnd}${inner}${rest(inner)}`,
    });
  } else {
    const open = afterDirectives(origin);
    const close = layout.tidy ? layout.lineEnd + indentAt(text, origin.start) : '';
    cuts.push({ start: open, end: open, text: `${layout.lineEnd}${inner}${rest(inner)}${close}` });
  }
}

/** Statements that end with their bracket, whatever follows. */
const SELF_CLOSED = new Set([
  'BlockStatement',
  'FunctionDeclaration',
  'ClassDeclaration',
  'TryStatement',
  'SwitchStatement',
]);

/** A statement without its semicolon needs one before what follows on the same line. */
const endGuard = (text: string, node: SyntaxNode): string =>
  needsSemicolon(node) && !/[;}]/.test(text[node.end - 1] ?? '') ? ';' : '';

function afterDirectives(origin: SyntaxNode): number {
  const directives = origin.directives as SyntaxNode[] | undefined;
  const last = directives?.at(-1);
  if (last) return last.end;
  if (origin.type === 'Program') return origin.end;
  if (origin.type === 'SwitchCase') return origin.end;
  return origin.from.text.indexOf('{', origin.start) + 1;
}

/** The node with the lines that hold nothing else. */
function wholeLines(text: string, node: SyntaxNode): Cut {
  const start = text.lastIndexOf('\n', node.start - 1) + 1;
  const stop = text.indexOf('\n', node.end);
  const end = stop < 0 ? text.length : stop + 1;
  const alone = text.slice(start, node.start).trim() === '' && text.slice(node.end, end).trim() === '';
  return alone ? { start, end, text: '' } : { start: node.start, end: node.end, text: '' };
}

/** White space at the start of the line that holds an offset. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, Math.max(offset, start)))![0];
}

const baseIndent = (node: SyntaxNode): string => {
  const origin = node.origin ?? node;
  return origin.start < 0 ? '' : indentAt(origin.from.text, origin.start);
};

function emitTextless(node: SyntaxNode, reading: Reading, layout: Layout, indent: string): string {
  if (node.type === 'ExpressionStatement')
    return `${replacement(node, 'expression', node.expression, reading, layout, indent)};`;
  const body: string[] = [];
  for (const item of node.body as SyntaxNode[]) {
    const text = replacement(node, 'body', item, reading, layout, `${indent}  `);
    const open = /^[([`/+*-]/.test(text) && body.length > 0 && !body.at(-1)!.endsWith(';');
    body.push(open ? `;${text}` : text);
  }
  return body.length === 0 ? '{}' : `{\n${indent}  ${body.join(`\n${indent}  `)}\n${indent}}`;
}
