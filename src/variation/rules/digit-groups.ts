/** Digits parted in threes by a regular expression that looks ahead from each of them are parted by their number. */
import type { Place } from '../../genome/edit.ts';
import { hasEffects } from '../../genome/scope.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { literalAt } from '../held.ts';
import { broughtIn, isCallOf, type Match, named, type Rule } from '../rule.ts';
import { topStatement } from '../view.ts';

/** How one stretch of digits is cut, from `i` to `end`: where first, and then every three. */
interface Grouping {
  readonly first: string;
  /** The stretch at the end of the text alone. */
  readonly atEnd?: true;
  /** What is replaced is a digit, or three, that comes back as `$1`. */
  readonly keeps?: true;
}

const FROM_RIGHT = 'i + ((end - i) % 3 || 3)';

/** The ways in which people write it, as they stand in a pattern. */
const WAYS: Readonly<Record<string, Grouping>> = {
  // Behind a letter there is no edge of a word.
  '\\B(?=(\\d{3})+(?!\\d))': { first: `(end - i) % 3 === 0 && i > 0 && /\\w/.test(text[i - 1]) ? i : ${FROM_RIGHT}` },
  '(\\d)(?=(\\d{3})+(?!\\d))': { first: FROM_RIGHT, keeps: true },
  '(\\d)(?=(?:\\d{3})+(?!\\d))': { first: FROM_RIGHT, keeps: true },
  '(\\d)(?=(\\d{3})+$)': { first: FROM_RIGHT, atEnd: true, keeps: true },
  '(\\d)(?=(?:\\d{3})+$)': { first: FROM_RIGHT, atEnd: true, keeps: true },
  '(\\d{3})(?=\\d)': { first: 'i + 3', keeps: true },
};

const helper = ({ first, atEnd }: Grouping): string => `function %grouped(text, by) {
  let out = '';
  let from = 0;
  ${atEnd ? 'let last = text.length; while (last > 0 && %isDigit(text, last - 1)) last--;' : ''}
  for (let i = ${atEnd ? 'last' : '0'}; i < text.length; i++) {
    if (!%isDigit(text, i)) continue;
    let end = i + 1;
    while (end < text.length && %isDigit(text, end)) end++;
    for (let cut = ${first}; cut < end; cut += 3) {
      out += text.slice(from, cut) + by;
      from = cut;
    }
    i = end;
  }
  return from === 0 && out === '' ? text : out + text.slice(from);
}
function %isDigit(text, i) {
  const code = text.charCodeAt(i);
  return code > 47 && code < 58;
}`;

/** What is put between, as code with a hole for it where it is no literal. */
function between(by: SyntaxNode, keeps: boolean): { code: string; holes: Record<string, string> } | undefined {
  const isPlain = (text: string): boolean => !text.includes('$');
  if (by.type === 'StringLiteral') {
    const text = by.value as string;
    const own = keeps ? (text.startsWith('$1') ? text.slice(2) : undefined) : text;
    // A digit behind `$1` would be of another number.
    if (own === undefined || !isPlain(own) || (keeps && /^\d/.test(own))) return undefined;
    return { code: JSON.stringify(own), holes: {} };
  }
  if (hasEffects(by)) return undefined;
  if (!keeps) return { code: '$by', holes: { $by: by.locus } };
  const isAfter = by.type === 'BinaryExpression' && by.operator === '+' && by.left.value === '$1';
  return isAfter ? { code: '$by', holes: { $by: by.right.locus } } : undefined;
}

export const digitGroups: Rule = {
  name: 'digit-groups',
  why: 'digits are parted by how many there are, without looking ahead from each of them',
  claims: 'on texts, by a text without $',
  matches(view) {
    const isOwn = broughtIn(view, 'digit-groups');
    return (view.byType.get('CallExpression') ?? []).flatMap(({ node, heat }): Match[] => {
      if (!isCallOf(node, 'replace', 2) || isOwn(node)) return [];
      const [first, by] = node.arguments as [SyntaxNode, SyntaxNode];
      const pattern = literalAt(view, first, 'RegExpLiteral');
      const way = pattern?.flags === 'g' && Object.hasOwn(WAYS, pattern.pattern) ? WAYS[pattern.pattern] : undefined;
      const text = way && between(by, way.keeps === true);
      const top = text && topStatement(view, node);
      if (!top) return [];
      const places = (): Place[] => [
        { at: `before:${top.locus}`, code: named(helper(way), node) },
        {
          at: node.locus,
          code: named(`%grouped($text, ${text.code})`, node),
          holes: { $text: node.callee.object.locus, ...text.holes },
        },
      ];
      return [{ at: node.locus, heat: heat * 2, places }];
    });
  },
};
