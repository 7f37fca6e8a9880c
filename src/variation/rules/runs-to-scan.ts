/** Runs of a class of characters replaced by a text, cut off at the ends, cut at or picked out, without a regular expression. */
import type { AST } from '@eslint-community/regexpp';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { type Run, runEnd, runOf, runsOf, scanned } from '../class-scan.ts';
import { literalAt } from '../held.ts';
import { elementsOf, parsed } from '../regexps.ts';
import { broughtIn, isCallOf, type Match, type Rule } from '../rule.ts';
import type { View } from '../view.ts';

/** The helper that a call asks instead, `%scanned`, and the run that it looks for; undefined where it is no such call. */
type Helper = (pattern: SyntaxNode, rest: readonly SyntaxNode[]) => { run: Run; code: string } | undefined;

/** A rule for a method that texts are asked by a pattern. */
function runRule(name: string, why: string, method: string, count: number, helperOf: Helper): Rule {
  return {
    name,
    why,
    claims: 'everywhere',
    matches: (view: View) => {
      const isOwn = broughtIn(view, name);
      return (view.byType.get('CallExpression') ?? []).flatMap((site): Match[] => {
        const { node } = site;
        if (!isCallOf(node, method, count) || isOwn(node)) return [];
        const [first, ...rest] = node.arguments as [SyntaxNode, ...SyntaxNode[]];
        const pattern = literalAt(view, first, 'RegExpLiteral');
        const helper = pattern && helperOf(pattern, rest);
        if (!helper) return [];
        const call = ['%scanned($text)', { $text: node.callee.object.locus }] as const;
        return scanned(view, site, pattern, { isOf: helper.run }, helper.code, call);
      });
    },
  };
}

/** What stands for each run, where that is a plain text. */
const plainText = (by: SyntaxNode | undefined): string | undefined =>
  by?.type === 'StringLiteral' && !by.value.includes('$') ? JSON.stringify(by.value) : undefined;

export const runsReplacedByScan = runRule(
  'runs-replaced-by-scan',
  'what is not replaced is taken in whole pieces, without starting a regular expression',
  'replace',
  2,
  (pattern, [by]) => {
    const run = runsOf(pattern);
    const text = plainText(by);
    if (!run || text === undefined) return undefined;
    const code = `function %scanned(text) {
  if (typeof text !== 'string') return text.replace($re, ${text});
  let out = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (!%isOf(text, i)) continue;
    ${runEnd(run)}
    out += text.slice(from, i)${text === '""' ? '' : ` + ${text}`};
    from = end;
    i = end - 1;
  }
  return from === 0 ? text : out + text.slice(from);
}`;
    return { run, code };
  },
);

/** The runs at the ends that a pattern stands for. */
function endsOf({ pattern, flags }: SyntaxNode): { start?: Run; end?: Run } | undefined {
  const alternatives = parsed(pattern)?.alternatives ?? [];
  if (alternatives.length === 0 || alternatives.length > 2 || !/^[gi]*$/.test(flags ?? '')) return undefined;
  if (alternatives.length === 2 && !/g/.test(flags ?? '')) return undefined;
  const ends: { start?: Run; end?: Run } = {};
  for (const { elements } of alternatives) {
    const isEdge = (element: AST.Element | undefined, kind: string): boolean =>
      element?.type === 'Assertion' && element.kind === kind;
    if (isEdge(elements[0], 'start')) ends.start = runOf(elements.slice(1));
    else if (isEdge(elements.at(-1), 'end')) ends.end = runOf(elements.slice(0, -1));
    else return undefined;
  }
  const runs = [ends.start, ends.end].filter((run) => run !== undefined);
  const isSame = runs.every(({ one, min }) => one === runs[0]!.one && min === 1);
  return runs.length === alternatives.length && isSame ? ends : undefined;
}

export const endsByScan = runRule(
  'ends-by-scan',
  'characters are cut off where they are, and the rest is not looked at',
  'replace',
  2,
  (pattern, [by]) => {
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
    return { run, code };
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

export const splitByScan = runRule(
  'split-by-scan',
  'pieces are cut out one after the other, without a regular expression between',
  'split',
  1,
  (pattern) => {
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
    return { run, code };
  },
);

export const matchByScan = runRule(
  'match-by-scan',
  'runs are picked out one after the other, without a regular expression between',
  'match',
  1,
  (pattern) => {
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
    return { run, code };
  },
);
