/** A character behind another, or behind a run, found without a regular expression: words parted at capitals, and put together. */
import type { AST } from '@eslint-community/regexpp';
import { hasEffects } from '../../genome/scope.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { isForAll, type Run, runOf, scanRule } from '../class-scan.ts';
import { elementsOf } from '../regexps.ts';

/** The one character that a group takes. */
function groupOf(element: AST.Element | undefined): Run | undefined {
  if (element?.type !== 'CapturingGroup' || element.alternatives.length !== 1) return undefined;
  const run = runOf(element.alternatives[0]!.elements);
  return run?.isOne ? run : undefined;
}

/** What is put between `$1` and `$2`. */
function between(by: SyntaxNode): { code: string; holes: Record<string, string> } | undefined {
  if (by.type === 'StringLiteral') {
    const found = /^\$1([^$\d][^$]*)\$2$/.exec(by.value);
    return found ? { code: JSON.stringify(found[1]), holes: {} } : undefined;
  }
  const isSum = by.type === 'BinaryExpression' && by.operator === '+' && by.right.value === '$2';
  const left = isSum ? (by.left as SyntaxNode) : undefined;
  if (left?.type !== 'BinaryExpression' || left.operator !== '+' || left.left.value !== '$1') return undefined;
  return hasEffects(left.right) ? undefined : { code: '$by', holes: { $by: left.right.locus } };
}

const PARTED = `function %parted(text, by) {
  if (typeof text !== 'string') return text.replace($re, '$1' + by + '$2');
  let out = '';
  let from = 0;
  for (let i = 0; i + 1 < text.length; i++) {
    if (!%isFirst(text, i) || !%isSecond(text, i + 1)) continue;
    out += text.slice(from, i + 1) + by;
    from = i + 1;
    i++;
  }
  return from === 0 ? text : out + text.slice(from);
}`;

export const partedByScan = scanRule(
  {
    name: 'parted-by-scan',
    why: 'two characters that stand beside each other are looked for by codes, without a regular expression',
    claims: 'by a text without $',
  },
  ['replace', 2],
  (_, pattern, [by]) => {
    const elements = isForAll(pattern) ? elementsOf(pattern.pattern) : [];
    const [isFirst, isSecond] = elements.map(groupOf);
    const what = between(by!);
    if (elements.length !== 2 || !isFirst || !isSecond || !what) return undefined;
    return { asked: { isFirst, isSecond }, helper: PARTED, call: `%parted($text, ${what.code})`, holes: what.holes };
  },
);

/** A run and the one character behind it, which may be missing: `[-_]+(.)?`. */
function tailed(elements: readonly AST.Element[]): { run: Run; next: Run; optional: boolean } | undefined {
  const last = elements.at(-1);
  const optional = last?.type === 'Quantifier' && last.greedy && last.min === 0 && last.max === 1;
  const next = groupOf(optional ? last.element : last);
  const run = runOf(elements.slice(0, -1));
  return run && run.min === 1 && next ? { run, next, optional } : undefined;
}

/** A run gives up its last character where only so something stands behind it. */
const foundOf = ({ run, optional }: NonNullable<ReturnType<typeof tailed>>): string => `function %exchanged(text, by) {
  if (typeof text !== 'string') return text.replace($re, by);
  let out = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (!%isOf(text, i)) continue;
    let end = i + 1;
    ${run.isOne ? '' : 'while (end < text.length && %isOf(text, end)) end++;'}
    let next;
    if (end < text.length && %isNext(text, end)) next = text.charAt(end++);
    ${optional || run.isOne ? '' : 'else { let at = end - 1; while (at > i && !%isNext(text, at)) at--; if (at > i) { next = text.charAt(at); end = at + 1; } }'}
    ${optional ? '' : `if (next === undefined) ${run.isOne ? 'continue;' : '{ i = end - 1; continue; }'}`}
    out += text.slice(from, i) + by(text.slice(i, end), next);
    from = end;
    i = end - 1;
  }
  return from === 0 ? text : out + text.slice(from);
}`;

export const tailsToScan = scanRule(
  {
    name: 'tails-to-scan',
    why: 'a function is called for each character behind a run without a regular expression between',
    claims: 'where the function asks for what was found alone',
  },
  ['replace', 2],
  (_, pattern, rest) => {
    const [by] = rest as [SyntaxNode];
    const found = isForAll(pattern) ? tailed(elementsOf(pattern.pattern)) : undefined;
    const isTaken = /^(Arrow)?FunctionExpression$/.test(by.type) && by.params.length <= 2;
    if (!found || !isTaken || (by.params as SyntaxNode[]).some(({ type }) => type !== 'Identifier')) return undefined;
    const asked = { isOf: found.run, isNext: found.next };
    return { asked, helper: foundOf(found), call: '%exchanged($text, $by)', holes: { $by: by.locus } };
  },
);
