/** Calls with a regular expression that is known, and what its matches have in common. */
import { type AST, RegExpParser } from '@eslint-community/regexpp';
import type { Place } from '../genome/edit.ts';
import { freeNames, hasEffects, nameUse } from '../genome/scope.ts';
import { isFunction, isLoop, type SyntaxNode, slotOf } from '../genome/syntax.ts';
import { heldForGood } from './held.ts';
import { isCallOf, isContained } from './rule.ts';
import { freshName, localNames, topStatement, type View } from './view.ts';

/** A call that can be left out where the text shows that there is no match. */
export interface PatternCall {
  readonly node: SyntaxNode;
  readonly heat: number;
  readonly pattern: AST.Pattern;
  readonly text: SyntaxNode;
  /** What the call names the pattern by, and the pattern itself. */
  readonly asked: SyntaxNode;
  readonly literal: SyntaxNode;
  /** What a text without any match gives. */
  readonly none: string;
}

/** Calls by name, and whether the text is the argument. */
const CALLS = [
  { name: 'replace', count: 2, ofPattern: false, none: '$text' },
  { name: 'match', count: 1, ofPattern: false, none: 'null' },
  { name: 'search', count: 1, ofPattern: false, none: '-1' },
  { name: 'split', count: 1, ofPattern: false, none: '[$text]' },
  { name: 'test', count: 1, ofPattern: true, none: 'false' },
  { name: 'exec', count: 1, ofPattern: true, none: 'null' },
];

/** Calls that may be guarded, but for those that one of these rules has guarded already. */
export function patternCalls(view: View, rule: string): PatternCall[] {
  const guarded = new Set(
    view.edits
      .filter(({ operator }) => operator === `rule:${rule}`)
      .flatMap(({ places }) => places.map(({ at }) => at)),
  );
  const out: PatternCall[] = [];
  for (const { node, heat } of view.byType.get('CallExpression') ?? []) {
    const call = CALLS.find(({ name, count }) => isCallOf(node, name, count));
    if (!call || guarded.has(node.locus) || node.locus.includes('.')) continue;
    const { object } = node.callee as { object: SyntaxNode };
    const first = node.arguments[0] as SyntaxNode;
    const [asked, text] = call.ofPattern ? [object, first] : [first, object];
    const rest = [asked, ...(node.arguments as SyntaxNode[]).filter((one) => one !== asked && one !== text)];
    if (rest.some(hasEffects)) continue;
    const literal = literalOf(view, asked);
    if (!literal) continue;
    // Where the text has no name, a function of the module's makes the call, with a pattern of its own.
    if (text.type !== 'Identifier' && rest.some((one) => one !== asked && readsLocal(view, one))) continue;
    const flags: string = literal.flags ?? '';
    // One that remembers where it was is another one after a call that finds nothing.
    if (/[ivmy]/.test(flags) || (flags.includes('g') && (call.ofPattern || isAsked(view, asked)))) continue;
    const pattern = parsed(literal.pattern, flags);
    if (pattern) out.push({ node, heat, pattern, text, asked, literal, none: call.none });
  }
  return out;
}

function readsLocal(view: View, node: SyntaxNode): boolean {
  const locals = localNames(view, node);
  return freeNames(node).some((name) => locals.has(name)) || !isContained(node);
}

/** Places that leave a call out where a test of its text, in `$text`, says that there is no match. */
export function guardedCall(view: View, { node, text, asked, literal, none }: PatternCall, test: string): Place[] {
  if (text.type === 'Identifier')
    return [{ at: node.locus, code: `(${test} ? $call : ${none})`, holes: { $text: text.locus, $call: node.locus } }];
  const top = topStatement(view, node);
  if (!top) return [];
  const name = freshName('guarded', node.locus);
  const parts = [node.callee.object, ...node.arguments] as SyntaxNode[];
  const [object, ...given] = parts.map((one, k) => (one === text ? 'text' : `$part${k}`));
  const call = `${object}.${node.callee.property.name}(${given.join(', ')})`;
  const code = `function ${name}(text) { return ${test} ? ${call} : ${none}; }`.replaceAll('$text', 'text');
  const own = (one: SyntaxNode): SyntaxNode => (one === asked && readsLocal(view, one) ? literal : one);
  const holes = Object.fromEntries(parts.flatMap((one, k) => (one === text ? [] : [[`$part${k}`, own(one).locus]])));
  return [
    { at: `before:${top.locus}`, code, holes },
    { at: node.locus, code: `${name}($text)`, holes: { $text: text.locus } },
  ];
}

const parser = new RegExpParser();

/** Undefined where it is none. */
export function parsed(source: string, flags = ''): AST.Pattern | undefined {
  try {
    return parser.parsePattern(source, 0, source.length, { unicode: flags.includes('u') });
  } catch {
    return undefined;
  }
}

/** What a pattern without alternatives is made of; nothing where there are some, or it is none. */
export function elementsOf(source: string): readonly AST.Element[] {
  const [only, ...more] = parsed(source)?.alternatives ?? [];
  return only && more.length === 0 ? only.elements : [];
}

/** Whether an element is the beginning or the end of the text. */
export const isEdge = (element: AST.Element | undefined, kind: 'start' | 'end'): boolean =>
  element?.type === 'Assertion' && element.kind === kind;

/** The regular expression that a node is, or that a variable holds there. */
function literalOf(view: View, node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'RegExpLiteral') return node;
  if (node.type !== 'Identifier') return undefined;
  const value = heldForGood(view, node.name) ?? assignedBefore(view, node);
  return value?.type === 'RegExpLiteral' ? value : undefined;
}

/** What the nearest statement before a place gave a variable, if nothing between them can have given it another value. */
function assignedBefore(view: View, use: SyntaxNode): SyntaxNode | undefined {
  const { name } = use;
  let at = use;
  for (let up = view.phenotype.parentOf(at); up && !isFunction(up); up = view.phenotype.parentOf(at)) {
    if (isLoop(up) && nameUse(up).assigned.has(name)) return undefined;
    const slot = slotOf(up, at);
    if (slot && slot.index >= 0 && /^(Program|BlockStatement|SwitchCase)$/.test(up.type)) {
      for (const before of (up[slot.name] as SyntaxNode[]).slice(0, slot.index).reverse()) {
        const value = valueGiven(before, name);
        if (value) return value;
        const { assigned, declared } = nameUse(before);
        if (assigned.has(name) || declared.has(name)) return undefined;
      }
    } else if (up.type === 'IfStatement' && at !== up.test && nameUse(up.test).assigned.has(name)) return undefined;
    at = up;
  }
  return undefined;
}

/** What a statement that does nothing else gives a variable. */
function valueGiven(statement: SyntaxNode, name: string): SyntaxNode | undefined {
  if (statement.type === 'VariableDeclaration')
    return (statement.declarations as SyntaxNode[]).find(({ id }) => id.name === name)?.init;
  const { expression } = statement;
  return expression?.type === 'AssignmentExpression' && expression.operator === '=' && expression.left.name === name
    ? expression.right
    : undefined;
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

/** The longest text that each match holds, or an empty one. */
export function requiredText({ alternatives }: Pick<AST.Pattern, 'alternatives'>): string {
  const runs = [''];
  collectOnly(alternatives, runs);
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest));
}

/** Of several alternatives no text is in each match. */
function collectOnly(alternatives: readonly AST.Alternative[], runs: string[]): void {
  if (alternatives.length === 1) collect(alternatives[0]!.elements, runs);
  else runs.push('');
}

/** Texts that stand in each match, the last of which goes on. */
function collect(elements: readonly AST.Element[], runs: string[]): void {
  for (const element of elements) {
    if (element.type === 'Character') runs[runs.length - 1] += String.fromCodePoint(element.value);
    else if (element.type === 'Group' || element.type === 'CapturingGroup') collectOnly(element.alternatives, runs);
    else if (element.type === 'Quantifier' && element.min > 0) {
      collect([element.element], runs);
      if (element.max > 1) runs.push('');
    } else runs.push('');
  }
}

/** More characters than this are no set to ask for. */
const MOST = 64;

/**
 * Codes of which one begins, or ends, each match, where all matches go from the beginning of the text, or up to its end;
 * undefined where any may.
 */
export function edgeCodes(
  { alternatives }: Pick<AST.Pattern, 'alternatives'>,
  edge: 'start' | 'end',
): number[] | undefined {
  const codes = new Set<number>();
  for (const { elements } of alternatives) {
    const outermost = elements.at(edge === 'start' ? 0 : -1);
    if (!isEdge(outermost, edge)) return undefined;
    const found = edgeOf(edge === 'start' ? elements.slice(1) : elements.slice(0, -1), edge);
    if (!found || found.empty) return undefined;
    for (const code of found.codes) codes.add(code);
  }
  return codes.size === 0 || codes.size > MOST ? undefined : [...codes].sort((a, b) => a - b);
}

/** Codes at an edge of what matches, and whether it may be empty; undefined where any code may be. */
interface Edge {
  readonly codes: readonly number[];
  readonly empty: boolean;
}

function edgeOf(elements: readonly AST.Element[], edge: 'start' | 'end'): Edge | undefined {
  const codes: number[] = [];
  for (const element of edge === 'start' ? elements : [...elements].reverse()) {
    const own = edgeOfOne(element, edge);
    if (!own) return undefined;
    codes.push(...own.codes);
    if (!own.empty) return { codes, empty: false };
  }
  return { codes, empty: true };
}

function edgeOfOne(element: AST.Element, edge: 'start' | 'end'): Edge | undefined {
  switch (element.type) {
    case 'Character':
      return element.value < 0x10000 ? { codes: [element.value], empty: false } : undefined;
    case 'CharacterSet':
    case 'CharacterClass':
      return classCodes(element);
    case 'Quantifier': {
      const own = edgeOfOne(element.element, edge);
      return own && { codes: own.codes, empty: own.empty || element.min === 0 };
    }
    case 'Group':
    case 'CapturingGroup': {
      const all = element.alternatives.map(({ elements }) => edgeOf(elements, edge));
      if (all.includes(undefined)) return undefined;
      return { codes: all.flatMap((own) => own!.codes), empty: all.some((own) => own!.empty) };
    }
    case 'Assertion':
      return { codes: [], empty: true };
    default:
      return undefined;
  }
}

/** What `\d`, `\s` and `\w` stand for (ECMAScript, 22.2.2.9). */
export const SETS: Readonly<Record<string, readonly (readonly [from: number, to: number])[]>> = {
  digit: [[48, 57]],
  space: [
    [9, 13],
    [32, 32],
    [0xa0, 0xa0],
    [0x1680, 0x1680],
    [0x2000, 0x200a],
    [0x2028, 0x2029],
    [0x202f, 0x202f],
    [0x205f, 0x205f],
    [0x3000, 0x3000],
    [0xfeff, 0xfeff],
  ],
  word: [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
  ],
};

function classCodes(element: AST.CharacterSet | AST.CharacterClass): Edge | undefined {
  if (element.type === 'CharacterClass' && element.negate) return undefined;
  const codes: number[] = [];
  for (const member of element.type === 'CharacterClass' ? element.elements : [element]) {
    const ranges =
      member.type === 'Character'
        ? [[member.value, member.value] as const]
        : member.type === 'CharacterClassRange'
          ? [[member.min.value, member.max.value] as const]
          : member.type === 'CharacterSet' && !('negate' in member && member.negate)
            ? SETS[member.kind]
            : undefined;
    if (!ranges || ranges.some(([from, to]) => to - from >= MOST || to >= 0x10000)) return undefined;
    for (const [from, to] of ranges) for (let code = from; code <= to; code++) codes.push(code);
  }
  return { codes, empty: false };
}
