/** Looks for plain text by what texts can do themselves, where a regular expression stands for no more than that. */
import type { Place } from '../../genome/edit.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { elementsOf } from '../regexps.ts';
import { broughtIn, isCallOf, type Match, type Rule } from '../rule.ts';
import { freshName, topStatement } from '../view.ts';

/** A regular expression that is plain text, perhaps at the beginning or the end, perhaps with all that follows in the line. */
interface Plain {
  readonly text: string;
  readonly start: boolean;
  readonly end: boolean;
  readonly rest: boolean;
}

const PLAIN = /^(\^?)((?:[^\\^$.|?*+()[\]{}/]|\\[\\^$.|?*+()[\]{}/-])+)((?:\.\*)?)(\$?)$/;

function plainOf(node: SyntaxNode): Plain | undefined {
  if (node.type !== 'RegExpLiteral' || !/^g?$/.test(node.flags ?? '')) return undefined;
  const [, start, text, rest, end] = PLAIN.exec(node.pattern) ?? [];
  if (text === undefined || (rest && (start || !end)) || (start && end)) return undefined;
  return { text: text.replace(/\\(.)/g, '$1'), start: start === '^', end: end === '$', rest: rest !== '' };
}

/** The text that a pattern stands for, wherever it is; a class of one character is one. */
function textOf(node: SyntaxNode): string | undefined {
  if (node.type !== 'RegExpLiteral' || !/^g?$/.test(node.flags ?? '')) return undefined;
  const elements = elementsOf(node.pattern);
  const codes = elements.map((element) => {
    const [one, ...others] = element.type === 'CharacterClass' && !element.negate ? element.elements : [element];
    return one?.type === 'Character' && others.length === 0 ? one.value : undefined;
  });
  return elements.length > 0 && codes.every((code) => code !== undefined) ? String.fromCodePoint(...codes) : undefined;
}

/** Statements of a function of `text` that says whether the pattern is in it. */
function asked({ text, start, end, rest }: Plain): string | undefined {
  const wanted = JSON.stringify(text);
  if (rest) return undefined;
  return `return text.${start ? 'startsWith' : end ? 'endsWith' : 'includes'}(${wanted});`;
}

/** Statements of a function of `text` that puts `by` in the pattern's place. */
function replaced({ text, start, end, rest }: Plain, by: string): string | undefined {
  const wanted = JSON.stringify(text);
  const put = by === '' ? '' : JSON.stringify(by);
  const around = (before: string, after: string): string =>
    [before, put, after].filter((part) => part !== '').join(' + ');
  if (start) return `return text.startsWith(${wanted}) ? ${around('', `text.slice(${text.length})`)} : text;`;
  if (rest)
    return `const at = text.indexOf(${wanted});
if (at < 0) return text;
if (/[\\n\\r\\u2028\\u2029]/.test(text)) return text.replace($pattern, $by);
return ${around('text.slice(0, at)', '')};`;
  if (end)
    return `return text.endsWith(${wanted}) ? ${around(`text.slice(0, text.length - ${text.length})`, '')} : text;`;
  return undefined;
}

export const regexpToText: Rule = {
  name: 'regexp-to-text',
  why: 'plain text is found without a regular expression',
  claims: 'on texts',
  matches(view) {
    const isOwn = broughtIn(view, 'regexp-to-text');
    const out: Match[] = [];
    for (const { node, heat } of view.byType.get('CallExpression') ?? []) {
      if (isOwn(node)) continue;
      const between = isCallOf(node, 'split', 1) ? textOf(node.arguments[0]) : undefined;
      if (between !== undefined) {
        const place: Place = { at: (node.arguments[0] as SyntaxNode).locus, code: JSON.stringify(between) };
        out.push({ at: node.locus, heat, places: () => [place] });
        continue;
      }
      const values = node.arguments as SyntaxNode[];
      const tests = isCallOf(node, 'test', 1);
      if (!tests && !isCallOf(node, 'replace', 2)) continue;
      const pattern = (tests ? node.callee.object : values[0]) as SyntaxNode;
      const plain = plainOf(pattern);
      const by = tests ? undefined : values[1]!;
      if (!plain || (by && (by.type !== 'StringLiteral' || by.value.includes('$')))) continue;
      const body = by ? replaced(plain, by.value) : asked(plain);
      const top = topStatement(view, node);
      if (body === undefined || !top) continue;
      const name = freshName(tests ? 'has' : 'replaced', node.locus);
      const text = tests ? values[0]! : (node.callee.object as SyntaxNode);
      const holes: Record<string, string> = {
        ...(body.includes('$pattern') ? { $pattern: pattern.locus } : {}),
        ...(by && body.includes('$by') ? { $by: by.locus } : {}),
      };
      out.push({
        at: node.locus,
        heat,
        places: (): Place[] => [
          { at: `before:${top.locus}`, code: `function ${name}(text) {\n${body}\n}`, holes },
          { at: node.locus, code: `${name}($text)`, holes: { $text: text.locus } },
        ],
      });
    }
    return out;
  },
};
