/** Texts asked for a class of characters, and functions called for each of its runs, without a regular expression. */
import { textOf } from '../../genome/pieces.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { exchanging, isClass, runsOf, scanned, scanRule } from '../class-scan.ts';
import { functionAt, literalAt } from '../held.ts';
import { elementsOf, isEdge } from '../regexps.ts';
import { broughtIn, isCallOf, type Match, type Rule } from '../rule.ts';
import type { View } from '../view.ts';

/** What a regular expression asks of the characters of a text. */
interface Asked {
  /** The class, as it stands in the pattern. */
  readonly one: string;
  /** Whether all characters have to be of it, or any. */
  readonly all: boolean;
  /** What an empty text gives. */
  readonly empty: boolean;
}

function askedBy(pattern: SyntaxNode): Asked | undefined {
  if (!/^i?$/.test(pattern.flags ?? '')) return undefined;
  const [first, second, third, ...rest] = elementsOf(pattern.pattern);
  if (first && !second) return isClass(first) ? { one: first.raw, all: false, empty: false } : undefined;
  if (!isEdge(first, 'start') || !isEdge(third, 'end') || rest.length > 0) return undefined;
  if (second?.type !== 'Quantifier' || second.max !== Number.POSITIVE_INFINITY || second.min > 1) return undefined;
  return isClass(second.element) ? { one: second.element.raw, all: true, empty: second.min === 0 } : undefined;
}

const scanOf = ({ all, empty }: Asked): string => `function %scanned(text) {
  if (typeof text !== 'string') return $re.test(text);
  for (let i = 0; i < text.length; i++) if (${all ? '!' : ''}%isOf(text, i)) return ${!all};
  return ${all ? (empty ? 'true' : "text !== ''") : 'false'};
}`;

export const classTestToScan: Rule = {
  name: 'class-test-to-scan',
  why: 'codes are looked up in a table, without starting a regular expression',
  claims: 'everywhere',
  matches: (view) => {
    const isOwn = broughtIn(view, 'class-test-to-scan');
    return (view.byType.get('CallExpression') ?? []).flatMap((site): Match[] => {
      const { node } = site;
      if (!isCallOf(node, 'test', 1) || isOwn(node)) return [];
      const pattern = literalAt(view, node.callee.object, 'RegExpLiteral');
      const asked = pattern && askedBy(pattern);
      if (!asked) return [];
      const call = ['%scanned($text)', { $text: node.arguments[0].locus }] as const;
      return scanned(view, site, pattern, { isOf: asked }, scanOf(asked), call);
    });
  },
};

export const classReplaceToScan = scanRule(
  {
    name: 'class-replace-to-scan',
    why: 'a function is called for each character of the class, or each run of them, without a regular expression between',
    claims: 'where the function asks for what was found alone',
  },
  ['replace', 2],
  (view, pattern, [by]) => {
    const run = runsOf(pattern);
    if (!run || !takesOne(view, by!)) return undefined;
    const helper = exchanging('%exchanged(text, by)', 'text.replace($re, by)', run, ' + by(text.slice(i, end))');
    return { asked: { isOf: run }, helper, call: '%exchanged($text, $by)', holes: { $by: by!.locus } };
  },
);

/** Whether a function can see no more than its first argument. */
function takesOne(view: View, by: SyntaxNode): boolean {
  const scope = functionAt(view, by);
  if (!scope || scope.params.length > 1) return false;
  return (
    (scope.params as SyntaxNode[]).every(({ type }) => type === 'Identifier') && !/\barguments\b/.test(textOf(scope))
  );
}

const COUNT = `function %counted(text) {
  if (typeof text !== 'string') return $other;
  let count = 0;
  for (let i = 0; i < text.length; i++) if (%isOf(text, i)) count++;
  return $count;
}`;

export const classCountToScan: Rule = {
  name: 'class-count-to-scan',
  why: 'characters are counted where they are, without a list or a text of them',
  claims: 'everywhere',
  matches: (view) => {
    const isOwn = broughtIn(view, 'class-count-to-scan');
    return (view.byType.get('MemberExpression') ?? []).flatMap((site): Match[] => {
      const { node } = site;
      const counted = node.computed || node.property.name !== 'length' ? undefined : countedBy(node.object);
      const run = counted && runsOf(counted.pattern);
      if (!counted || !run?.isOne || isOwn(node)) return [];
      const { pattern, text, others } = counted;
      const helper = COUNT.replace(
        '$other',
        others ? "text.replace($re, '').length" : '(text.match($re) || []).length',
      ).replace('$count', others ? 'text.length - count' : 'count');
      return scanned(view, site, pattern, { isOf: run }, helper, ['%counted($text)', { $text: text.locus }]);
    });
  },
};

/** `(text.match(pattern) || [])`, and `text.replace(pattern, '')`, whose length is the number of all others. */
function countedBy(node: SyntaxNode): { pattern: SyntaxNode; text: SyntaxNode; others: boolean } | undefined {
  if (node.type === 'LogicalExpression' && /^(\|\||\?\?)$/.test(node.operator)) {
    const { left, right } = node;
    const isEmpty = right.type === 'ArrayExpression' ? right.elements.length === 0 : right.value === '';
    if (!isEmpty || !isCallOf(left, 'match', 1)) return undefined;
    return { pattern: left.arguments[0], text: left.callee.object, others: false };
  }
  if (!isCallOf(node, 'replace', 2)) return undefined;
  const [pattern, by] = node.arguments as [SyntaxNode, SyntaxNode];
  return by.type === 'StringLiteral' && by.value === ''
    ? { pattern, text: node.callee.object as SyntaxNode, others: true }
    : undefined;
}
