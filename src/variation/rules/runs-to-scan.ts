/** Runs of a class of characters replaced by a text, cut off at the ends, cut at or picked out, without a regular expression. */
import type { AST } from '@eslint-community/regexpp';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { exchanging, type Run, runEnd, runOf, runsOf, type Scan, scanRule } from '../class-scan.ts';
import { elementsOf, isEdge, parsed } from '../regexps.ts';

/** What stands for each run, where that is a plain text. */
const plainText = (by: SyntaxNode | undefined): string | undefined =>
  by?.type === 'StringLiteral' && !by.value.includes('$') ? JSON.stringify(by.value) : undefined;

const scan = (run: Run, helper: string): Scan => ({ asked: { isOf: run }, helper, call: '%scanned($text)' });

export const runsReplacedByScan = scanRule(
  {
    name: 'runs-replaced-by-scan',
    why: 'what is not replaced is taken in whole pieces, without starting a regular expression',
  },
  ['replace', 2],
  (_, pattern, [by]) => {
    const run = runsOf(pattern);
    const text = plainText(by);
    if (!run || text === undefined) return undefined;
    const other = `text.replace($re, ${text})`;
    return scan(run, exchanging('%scanned(text)', other, run, text === '""' ? '' : ` + ${text}`));
  },
);

/** The runs at the ends that a pattern stands for. */
function endsOf({ pattern, flags }: SyntaxNode): { start?: Run; end?: Run } | undefined {
  const alternatives = parsed(pattern)?.alternatives ?? [];
  if (alternatives.length === 0 || alternatives.length > 2 || !/^[gi]*$/.test(flags ?? '')) return undefined;
  if (alternatives.length === 2 && !/g/.test(flags ?? '')) return undefined;
  const ends: { start?: Run; end?: Run } = {};
  for (const { elements } of alternatives) {
    if (isEdge(elements[0], 'start')) ends.start = runOf(elements.slice(1));
    else if (isEdge(elements.at(-1), 'end')) ends.end = runOf(elements.slice(0, -1));
    else return undefined;
  }
  const runs = [ends.start, ends.end].filter((run) => run !== undefined);
  const isSame = runs.every(({ one, min }) => one === runs[0]!.one && min === 1);
  return runs.length === alternatives.length && isSame ? ends : undefined;
}

export const endsByScan = scanRule(
  { name: 'ends-by-scan', why: 'characters are cut off where they are, and the rest is not looked at' },
  ['replace', 2],
  (_, pattern, [by]) => {
    const ends = plainText(by) === '""' ? endsOf(pattern) : undefined;
    const run = ends?.start ?? ends?.end;
    if (!ends || !run) return undefined;
    const step = (one: Run | undefined, test: string, then: string): string =>
      one ? `${one.isOne ? 'if' : 'while'} (start < end && ${test}) ${then};` : '';
    const code = `function %scanned(text) {
  if (typeof text !== 'string') return text.replace($re, '');
  let start = 0;
  let end = text.length;
  ${step(ends.start, '%isOf(text, start)', 'start++')}
  ${step(ends.end, '%isOf(text, end - 1)', 'end--')}
  return end - start === text.length ? text : text.slice(start, end);
}`;
    return scan(run, code);
  },
);

/** `\s*,\s*`, with what stands around the one character before it, behind it, or both. */
function separatorOf(
  elements: readonly AST.Element[],
): { run: Run; code: number; before: boolean; after: boolean } | undefined {
  const at = elements.findIndex(({ type }) => type === 'Character');
  const [before, separator, after] = [elements.slice(0, at), elements[at], elements.slice(at + 1)];
  const around = [...before, ...after];
  const isAny = (element: AST.Element): boolean =>
    element.type === 'Quantifier' && element.greedy && element.min === 0 && element.max === Number.POSITIVE_INFINITY;
  if (separator?.type !== 'Character' || before.length > 1 || after.length > 1 || around.length === 0) return undefined;
  const [one, other] = around.map((element) =>
    isAny(element) ? runOf([(element as AST.Quantifier).element]) : undefined,
  );
  if (!one || (around.length > 1 && other?.one !== one.one)) return undefined;
  return { run: one, code: separator.value, before: before.length > 0, after: after.length > 0 };
}

export const splitByScan = scanRule(
  { name: 'split-by-scan', why: 'pieces are cut out one after the other, without a regular expression between' },
  ['split', 1],
  (_, pattern) => {
    const elements = /^[gi]*$/.test(pattern.flags ?? '') ? elementsOf(pattern.pattern) : [];
    const separator = separatorOf(elements);
    const run = separator?.run ?? runOf(elements);
    if (!run || (separator && pattern.flags?.includes('i'))) return undefined;
    const ends = separator
      ? `let start = i;
    ${separator.before ? 'while (start > from && %isOf(text, start - 1)) start--;' : ''}
    let end = i + 1;
    ${separator.after ? 'while (end < text.length && %isOf(text, end)) end++;' : ''}`
      : runEnd(run);
    const isOther = separator ? `text.charCodeAt(i) !== ${separator.code}` : '!%isOf(text, i)';
    const code = `function %scanned(text) {
  if (typeof text !== 'string') return text.split($re);
  const pieces = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (${isOther}) continue;
    ${ends}
    pieces.push(text.slice(from, ${separator ? 'start' : 'i'}));
    from = end;
    i = end - 1;
  }
  pieces.push(text.slice(from));
  return pieces;
}`;
    return scan(run, code);
  },
);

export const matchByScan = scanRule(
  { name: 'match-by-scan', why: 'runs are picked out one after the other, without a regular expression between' },
  ['match', 1],
  (_, pattern) => {
    const run = runsOf(pattern);
    if (!run) return undefined;
    const code = `function %scanned(text) {
  if (typeof text !== 'string') return text.match($re);
  const runs = [];
  for (let i = 0; i < text.length; i++) {
    if (!%isOf(text, i)) continue;
    ${runEnd(run)}
    runs.push(text.slice(i, end));
    i = end - 1;
  }
  return runs.length > 0 ? runs : null;
}`;
    return scan(run, code);
  },
);
