/** A regular expression that begins at the beginning of the text, followed by codes in a function of its own. */
import type { SyntaxNode } from '../../genome/syntax.ts';
import { literalAt } from '../held.ts';
import { codeOf, indented, type Wanted } from '../regexp-code.ts';
import { parsed } from '../regexps.ts';
import { broughtIn, isCallOf, type Match, named, type Rule } from '../rule.ts';
import { topStatement, type View } from '../view.ts';

/** A call with a pattern: what is wanted of it, and what stands for it where `text` is no text. */
interface Asking {
  readonly pattern: SyntaxNode;
  readonly text: SyntaxNode;
  readonly wanted: Wanted;
  readonly otherwise: string;
  /** What comes in the match's place. */
  readonly by?: string;
}

/** Whether nothing is asked of a value but whether it is one. */
function isCondition(view: View, node: SyntaxNode): boolean {
  const parent = view.phenotype.parentOf(node);
  switch (parent?.type) {
    case 'IfStatement':
    case 'WhileStatement':
    case 'ConditionalExpression':
      return parent.test === node;
    case 'UnaryExpression':
      return parent.operator === '!';
    case 'LogicalExpression':
      return isCondition(view, parent);
    default:
      return false;
  }
}

function askingOf(view: View, node: SyntaxNode): Asking | undefined {
  const { callee, arguments: given } = node as SyntaxNode & { arguments: SyntaxNode[] };
  const [first, second] = given;
  if (isCallOf(node, 'test', 1))
    return { pattern: callee.object, text: first!, wanted: 'whether', otherwise: '$re.test(text)' };
  if (isCallOf(node, 'exec', 1) || isCallOf(node, 'match', 1)) {
    const [pattern, text] = callee.property.name === 'exec' ? [callee.object, first!] : [first!, callee.object];
    const call = callee.property.name === 'exec' ? '$re.exec(text)' : 'text.match($re)';
    return isCondition(view, node)
      ? { pattern, text, wanted: 'whether', otherwise: `${call} !== null` }
      : { pattern, text, wanted: 'parts', otherwise: call };
  }
  const by = isCallOf(node, 'replace', 2) && second!.type === 'StringLiteral' ? (second!.value as string) : '$';
  if (by.includes('$')) return undefined;
  const put = JSON.stringify(by);
  return { pattern: first!, text: callee.object, wanted: 'end', otherwise: `text.replace($re, ${put})`, by: put };
}

const NAMES: Readonly<Record<Wanted, string>> = { whether: 'isSo', end: 'endOf', parts: 'partsOf' };

export const patternByCodes: Rule = {
  name: 'pattern-by-codes',
  why: 'what the beginning of a text has to be is followed code by code, without starting a regular expression',
  claims: 'where of a match nothing is asked for but its parts',
  matches(view) {
    const isOwn = broughtIn(view, 'pattern-by-codes');
    return (view.byType.get('CallExpression') ?? []).flatMap(({ node, heat }): Match[] => {
      const asking = isOwn(node) ? undefined : askingOf(view, node);
      const literal = asking && literalAt(view, asking.pattern, 'RegExpLiteral');
      const pattern = literal && parsed(literal.pattern, literal.flags);
      const body = pattern && codeOf(pattern, literal.flags ?? '', asking.wanted);
      const top = topStatement(view, node);
      if (!asking || !body || !top) return [];
      const own = `%${NAMES[asking.wanted]}`;
      // A pattern may well hold what looks like a name.
      const re = `/${literal.pattern}/${literal.flags ?? ''}`;
      const head = (name: string): string =>
        `function ${name}(text) {\nif (typeof text !== 'string') return ${asking.otherwise};\n`;
      const replaced = `${head('%put')}const end = ${own}(text);\nreturn end < 0 ? text : ${asking.by === '""' ? '' : `${asking.by} + `}text.slice(end);\n}`;
      const code =
        asking.by === undefined ? `${head(own)}${body}\n}` : `function ${own}(text) {\n${body}\n}\n${replaced}`;
      const call = `${asking.by === undefined ? own : '%put'}($text)`;
      return [
        {
          at: node.locus,
          heat,
          places: () => [
            { at: `before:${top.locus}`, code: named(indented(code), node).replaceAll('$re', () => re) },
            { at: node.locus, code: named(call, node), holes: { $text: asking.text.locus } },
          ],
        },
      ];
    });
  },
};
