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
    else if (before) cuts.push(removal(origin, name, before));
  }
  cuts.sort((a, b) => a.start - b.start || a.end - b.end);
  let out = '';
  let at = origin.start;
  for (const cut of cuts) {
    out += source.slice(at, cut.start) + cut.text;
    at = cut.end;
  }
  return out + source.slice(at, origin.end);
}

const isSame = (before: SyntaxNode | null, after: SyntaxNode | null): boolean =>
  before === after || (before !== null && after?.origin === before && after.origin !== after && !isNew(before, after));

/** A copy made for another place has the text of its origin, but is no continuation of it. */
const isNew = (before: SyntaxNode, after: SyntaxNode): boolean => before.locus !== '' && before.locus !== after.locus;

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
  if (parent.shorthand && name === 'value') text = `${parent.shorthandName}: ${text}`;
  cuts.push({ start: before.start, end: before.end, text });
}

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
    return needsSemicolon(node) && !/;\s*$/.test(text) ? `${text};` : text;
  }
  return !inParentheses && needsParentheses(node, parent, name, text.trimStart()) ? `(${text})` : text;
}

const needsSemicolon = (node: SyntaxNode): boolean =>
  /^(Expression|Return|Throw|Break|Continue|DoWhile|Debugger)Statement$/.test(node.type) ||
  node.type === 'VariableDeclaration';

function removal(origin: SyntaxNode, name: string, gone: SyntaxNode): Cut {
  switch (`${origin.type}.${name}`) {
    case 'ReturnStatement.argument':
      return { start: origin.start + 'return'.length, end: origin.end, text: ';' };
    case 'IfStatement.alternate':
      return { start: origin.consequent.end, end: gone.end, text: '' };
    case 'VariableDeclarator.init':
      return { start: origin.id.end, end: origin.end, text: '' };
    default:
      return { start: gone.start, end: gone.end, text: '' };
  }
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
  if (before.length === after.length && before.every((item, i) => (item === null) === (after[i] === null))) {
    const unmoved = before.every((item, i) => isSame(item, after[i]!) || !after.some((other) => isSame(item, other)));
    if (unmoved) {
      for (const [i, item] of before.entries())
        if (item && item !== after[i]) cutOne(parent, name, item, after[i]!, cuts, reading, layout);
      return;
    }
  }
  if (STATEMENT_LISTS.has(`${origin.type}.${name}`)) {
    cutStatements(parent, origin, name, before as SyntaxNode[], after as SyntaxNode[], cuts, reading, layout);
    return;
  }
  const first = before.find((item) => item !== null);
  const last = before.findLast((item) => item !== null);
  const indent = indentAt(origin.from.text, (first ?? origin).start);
  const parts = after.map((item) =>
    item === null
      ? ''
      : before.some((old) => isSame(old, item))
        ? parenthesized(item, emit(item, reading, layout, indent))
        : replacement(parent, name, item, reading, layout, indent),
  );
  const joined = parts.join(name === 'cases' || name === 'body' ? '\n' : ', ');
  if (first && last) {
    const source = origin.from.text;
    let end = last.end;
    let start = first.start;
    if (first.parenthesized) start = source.lastIndexOf('(', start - 1);
    if (last.parenthesized) end = source.indexOf(')', end) + 1;
    if (parts.length === 0) end += /^\s*,?/.exec(source.slice(end))![0].length;
    cuts.push({ start, end, text: joined });
  } else {
    const open = insertionPoint(origin, name);
    cuts.push({ start: open, end: open, text: joined });
  }
}

const parenthesized = (node: SyntaxNode, text: string): string => (node.parenthesized ? `(${text})` : text);

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
  const kept = before.map((item) => after.findIndex((other) => isSame(item, other)));
  const text = origin.from.text;
  const write = (items: SyntaxNode[], indent: string): string =>
    items
      .map((item) => guardStart(replacement(parent, name, item, reading, layout, indent)))
      .join(layout.lineEnd + indent);
  const inner = before[0]
    ? indentAt(text, before[0].start)
    : `${indentAt(text, origin.start)}${layout.tidy ? layout.unit : ''}`;
  let written = 0; // members of `after` that are placed
  let previous: SyntaxNode | undefined;
  for (let i = 0; i < before.length; i++) {
    const at = kept[i]!;
    const old = before[i]!;
    if (at >= written) {
      const fresh = after.slice(written, at);
      const indent = indentAt(text, old.start);
      if (fresh.length > 0)
        cuts.push({ start: old.start, end: old.start, text: `${write(fresh, indent)}${layout.lineEnd}${indent}` });
      if (after[at] !== old) cutOne(parent, name, old, after[at]!, cuts, reading, layout);
      written = at + 1;
      previous = old;
      continue;
    }
    // `old` is gone: what stands between here and the next kept one takes its place.
    const next = kept.findIndex((k, j) => j > i && k >= written);
    const fresh = after.slice(written, next < 0 ? after.length : kept[next]!);
    if (fresh.length > 0) {
      cuts.push({ start: old.start, end: old.end, text: write(fresh, indentAt(text, old.start)) });
      written += fresh.length;
    } else cuts.push(layout.tidy ? wholeLines(text, old) : { start: old.start, end: old.end, text: '' });
    previous = old;
  }
  const rest = after.slice(written);
  if (rest.length === 0) return;
  if (previous) {
    cuts.push({
      start: previous.end,
      end: previous.end,
      text: `${endGuard(text, previous)}${layout.lineEnd}${inner}${write(rest, inner)}`,
    });
  } else {
    const open = afterDirectives(origin);
    const close = layout.tidy ? layout.lineEnd + indentAt(text, origin.start) : '';
    cuts.push({ start: open, end: open, text: `${layout.lineEnd}${inner}${write(rest, inner)}${close}` });
  }
}

/** A statement that begins with a bracket would continue the one before where that has no semicolon. */
const guardStart = (text: string): string => (/^[([`/+-]/.test(text) ? `;${text}` : text);

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
  const body = (node.body as SyntaxNode[]).map((item) =>
    replacement(node, 'body', item, reading, layout, `${indent}  `),
  );
  return body.length === 0 ? '{}' : `{\n${indent}  ${body.join(`\n${indent}  `)}\n${indent}}`;
}
