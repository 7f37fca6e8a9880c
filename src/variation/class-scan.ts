/** Characters of one class: a text is gone through by codes and a table, where a regular expression is started anew each time. */
import type { AST } from '@eslint-community/regexpp';
import type { Place } from '../genome/edit.ts';
import type { SyntaxNode } from '../genome/syntax.ts';
import { literalAt } from './held.ts';
import { elementsOf } from './regexps.ts';
import { broughtIn, isCallOf, type Match, named, type Rule } from './rule.ts';
import { type Site, topStatement, type View } from './view.ts';

export const isClass = ({ type }: AST.Element): boolean => type === 'CharacterClass' || type === 'CharacterSet';

/** Characters of one class, or all the same, one behind the other: so many at least, or just one. */
export interface Run {
  /** The class, as it stands in the pattern. */
  readonly one: string;
  /** The code of the character, where it is one. */
  readonly code?: number;
  readonly min: number;
  readonly isOne: boolean;
}

/** The run that elements of a pattern stand for; undefined where they stand for anything else. */
export function runOf(elements: readonly AST.Element[]): Run | undefined {
  const last = elements.at(-1);
  if (!last) return undefined;
  const open = last.type === 'Quantifier' && last.greedy && last.max === Number.POSITIVE_INFINITY ? last : undefined;
  const one = open ? open.element : last;
  if (!isClass(one) && one.type !== 'Character') return undefined;
  if (elements.slice(0, -1).some(({ raw }) => raw !== one.raw)) return undefined;
  const min = elements.length - 1 + (open ? open.min : 1);
  if (min < 1 || (!open && min > 1)) return undefined;
  return { one: one.raw, min, isOne: !open, ...(one.type === 'Character' ? { code: one.value } : {}) };
}

/** Whether a pattern looks for all that it matches, and does nothing else out of the ordinary. */
export const isForAll = ({ type, flags }: SyntaxNode): boolean =>
  type === 'RegExpLiteral' && /^(g|gi|ig)$/.test(flags ?? '');

/** The run that all matches of a pattern are, where it looks for all of them. */
export const runsOf = (node: SyntaxNode): Run | undefined =>
  isForAll(node) ? runOf(elementsOf(node.pattern)) : undefined;

/** In a loop over `i`: where the run that begins there ends; on to the next turn where it is too short. */
export const runEnd = ({ min, isOne }: Run): string => `${isOne ? 'const' : 'let'} end = i + 1;
    ${isOne ? '' : 'while (end < text.length && %isOf(text, end)) end++;'}
    ${min > 1 ? `if (end - i < ${min}) { i = end - 1; continue; }` : ''}`;

/** A class, or a character, that is asked for. */
export type Asked = Pick<Run, 'one' | 'code'>;

/** The question `%name(text, i)` for one character: by a table that `$one` fills, or by the one code. */
const question = (name: string, { code }: Asked, isCased: boolean): string =>
  code !== undefined && code < 0x10000 && isCased
    ? `function %${name}(text, i) {
  return text.charCodeAt(i) === ${code};
}
`
    : `const %one = $one;
const %of = new Uint8Array(128);
for (let code = 0; code < 128; code++) if (%one.test(String.fromCharCode(code))) %of[code] = 1;
function %${name}(text, i) {
  const code = text.charCodeAt(i);
  return code < 128 ? %of[code] === 1 : %one.test(text.charAt(i));
}
`;

/**
 * A function that goes through a text, with the questions it asks by `%name(text, i)`, before the module's statement; and
 * a call of it instead. In the helper `$re` stands for the pattern.
 */
export function scanned(
  view: View,
  { node, heat }: Site,
  { pattern, flags }: SyntaxNode,
  asked: Readonly<Record<string, Asked>>,
  helper: string,
  [call, holes]: readonly [code: string, holes: Readonly<Record<string, string>>],
): Match[] {
  const top = topStatement(view, node);
  if (!top) return [];
  const questions = Object.entries(asked).map(([name, one], k) => {
    const own = question(name, one, !flags.includes('i')).replaceAll('%one', `%one${k || ''}`);
    // A class may well hold what looks like a name.
    return named(own.replaceAll('%of', `%of${k || ''}`), node).replace(
      '$one',
      () => `/^${one.one}$/${flags.replace('g', '')}`,
    );
  });
  const code = questions.join('') + named(helper, node).replaceAll('$re', () => `/${pattern}/${flags}`);
  const places = (): Place[] => [
    { at: `before:${top.locus}`, code },
    { at: node.locus, code: named(call, node), holes },
  ];
  return [{ at: node.locus, heat, places }];
}

/** What is asked of a text instead of a pattern: a helper, and a call of it with the text, and with what else it takes. */
export interface Scan {
  readonly asked: Readonly<Record<string, Asked>>;
  readonly helper: string;
  /** With `$text` for the text. */
  readonly call: string;
  readonly holes?: Readonly<Record<string, string>>;
}

/** A rule for a method of texts that a known pattern is the first argument of, and `rest` the others. */
export function scanRule(
  { name, why, claims = 'everywhere' }: { readonly name: string; readonly why: string; readonly claims?: string },
  [method, count]: readonly [method: string, count: number],
  scanOf: (view: View, pattern: SyntaxNode, rest: readonly SyntaxNode[]) => Scan | undefined,
): Rule {
  return {
    name,
    why,
    claims,
    matches(view) {
      const isOwn = broughtIn(view, name);
      return (view.byType.get('CallExpression') ?? []).flatMap((site): Match[] => {
        const { node } = site;
        if (!isCallOf(node, method, count) || isOwn(node)) return [];
        const [first, ...rest] = node.arguments as [SyntaxNode, ...SyntaxNode[]];
        const pattern = literalAt(view, first, 'RegExpLiteral');
        const scan = pattern && scanOf(view, pattern, rest);
        if (!scan) return [];
        const holes = { $text: node.callee.object.locus, ...scan.holes };
        return scanned(view, site, pattern, scan.asked, scan.helper, [scan.call, holes]);
      });
    },
  };
}

/**
 * A function of a text that puts something in the place of each run in it.
 * @param head its name and parameters
 * @param other what it gives of what is no text
 * @param by what comes in a run's place, after what stands before it: `+ ...`, or nothing
 */
export const exchanging = (head: string, other: string, run: Run, by: string): string => `function ${head} {
  if (typeof text !== 'string') return ${other};
  let out = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (!%isOf(text, i)) continue;
    ${runEnd(run)}
    out += text.slice(from, i)${by};
    from = end;
    i = end - 1;
  }
  return from === 0 ? text : out + text.slice(from);
}`;
