/** Matches anywhere in a text, found code by code in a function of its own. */
import { textOf } from '../../genome/pieces.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { runsOf } from '../class-scan.ts';
import { functionAt, literalAt } from '../held.ts';
import { indented, type Scan, scanOf } from '../regexp-code.ts';
import { elementsOf, parsed } from '../regexps.ts';
import { broughtIn, isCallOf, type Match, named, type Rule } from '../rule.ts';
import { topStatement, type View } from '../view.ts';

/** What stands for a call: a function of the text, and of another function where the call is given one. */
interface Asking {
  readonly name: string;
  /** What it gives where `text` is no text. */
  readonly otherwise: string;
  readonly before?: string;
  readonly done: string;
  readonly after: string;
  /** How many groups' parts are asked for. */
  readonly parts: number;
  readonly by?: SyntaxNode;
}

/** The call of `by` for a match, with no more of it than the function can see. */
function callOf(by: SyntaxNode, { groups, part }: Scan): { code: string; parts: number } {
  const all = ['text.slice(at, i)', ...Array.from({ length: groups }, (_, k) => part(k + 1)), 'at', 'text'];
  const seesAll = by.params.some(({ type }: SyntaxNode) => type === 'RestElement') || /\barguments\b/.test(textOf(by));
  const given = seesAll ? all : all.slice(0, by.params.length);
  return { code: `by(${given.join(', ')})`, parts: Math.max(0, Math.min(groups, given.length - 1)) };
}

/** What would end or change a template, a line of it, or look like a name that is made. */
const inTemplate = (text: string): string =>
  text.replace(/[`\\\n\r]|%(?=[a-zA-Z])/g, (one) => ESCAPES[one] ?? `\\${one}`);
const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '%': '\\x25' };

/** What a text with `$1` and the like puts in a match's place, as pieces of a template. */
function putBy(text: string, { groups, part }: Scan): { code: string; parts: number } | undefined {
  let parts = 0;
  let isKnown = true;
  const pieces = text.split(/(\$.?)/s).map((piece) => {
    const [, what] = /^\$(.?)$/s.exec(piece) ?? [];
    if (what === undefined) return inTemplate(piece);
    if (what === '$') return '\\$';
    if (what === '&') return '${text.slice(at, i)}';
    const k = Number(what);
    if (!(k >= 1 && k <= groups) || /\$\d\d/.test(text)) isKnown = false;
    else parts = Math.max(parts, k);
    return isKnown ? `\${${part(k, "''")}}` : '';
  });
  return isKnown ? { code: pieces.join(''), parts } : undefined;
}

/** `text.replace(pattern, by)`: by a function, or a text where that is no matter of a plain class or text. */
function replacingOf(view: View, node: SyntaxNode, scan: Scan, isGlobal: boolean, isRun: boolean): Asking | undefined {
  const by = (node.arguments as SyntaxNode[])[1]!;
  const taken = functionAt(view, by);
  const call = taken && callOf(taken, scan);
  const text = by.type === 'StringLiteral' && !isRun ? putBy(by.value, scan) : undefined;
  const put = call ? { ...call, code: `\${${call.code}}` } : text;
  if (!put) return undefined;
  const given = call ? 'by' : JSON.stringify(by.value).replace(/%(?=[a-zA-Z])/g, '\\x25');
  const shared = { otherwise: `text.replace($re, ${given})`, parts: put.parts, ...(call ? { by } : {}) };
  if (call && isGlobal && view.phenotype.parentOf(node)?.type === 'ExpressionStatement')
    return { ...shared, name: '%each', done: `${call.code};\nat = i - 1;`, after: '' };
  if (!isGlobal)
    return {
      ...shared,
      name: '%exchanged',
      done: `return \`\${text.slice(0, at)}${put.code}\${text.slice(i)}\`;`,
      after: 'return text;\n',
    };
  return {
    ...shared,
    name: '%exchanged',
    before: "let out = '';\nlet from = 0;\n",
    done: `out += \`\${text.slice(from, at)}${put.code}\`;\nfrom = i;\nat = i - 1;`,
    after: 'return from === 0 ? text : out + text.slice(from);\n',
  };
}

function askingOf(view: View, node: SyntaxNode, pattern: SyntaxNode, scan: Scan): Asking | undefined {
  const isGlobal = pattern.flags?.includes('g') ?? false;
  // Rules for classes of characters and for plain texts have these.
  const isRun = runsOf(pattern) !== undefined || elementsOf(pattern.pattern).length === 1;
  if (isCallOf(node, 'replace', 2)) return replacingOf(view, node, scan, isGlobal, isRun);
  if (isRun) return undefined;
  if (isCallOf(node, 'match', 1) && isGlobal)
    return {
      name: '%matches',
      otherwise: 'text.match($re)',
      before: 'const found = [];\n',
      done: 'found.push(text.slice(at, i));\nat = i - 1;',
      after: 'return found.length > 0 ? found : null;\n',
      parts: 0,
    };
  if (isCallOf(node, 'split', 1) && scan.groups === 0)
    return {
      name: '%pieces',
      otherwise: 'text.split($re)',
      before: 'const pieces = [];\nlet from = 0;\n',
      done: 'pieces.push(text.slice(from, at));\nfrom = i;\nat = i - 1;',
      after: 'pieces.push(text.slice(from));\nreturn pieces;\n',
      parts: 0,
    };
  if (isCallOf(node, 'search', 1))
    return { name: '%placeOf', otherwise: 'text.search($re)', done: 'return at;', after: 'return -1;\n', parts: 0 };
  if (isCallOf(node, 'test', 1) && !isGlobal)
    return { name: '%holds', otherwise: '$re.test(text)', done: 'return true;', after: 'return false;\n', parts: 0 };
  return undefined;
}

export const matchesByCodes: Rule = {
  name: 'matches-by-codes',
  why: 'matches are looked for code by code, without starting a regular expression for each of them',
  claims: 'everywhere but for what RegExp remembers of its last match',
  matches(view) {
    const isOwn = broughtIn(view, 'matches-by-codes');
    return (view.byType.get('CallExpression') ?? []).flatMap(({ node, heat }): Match[] => {
      if (node.callee.type !== 'MemberExpression' || isOwn(node)) return [];
      const isTest = isCallOf(node, 'test', 1);
      const [first] = node.arguments as SyntaxNode[];
      const literal = literalAt(view, isTest ? node.callee.object : first, 'RegExpLiteral');
      const pattern = literal && parsed(literal.pattern, literal.flags);
      const scan = pattern && scanOf(pattern, literal.flags ?? '');
      const asking = scan && askingOf(view, node, literal, scan);
      const top = topStatement(view, node);
      if (!asking || !top) return [];
      const { name, otherwise, before = '', done, after, parts, by } = asking;
      const begin = `function ${name}(text${by ? ', by' : ''}) {\nif (typeof text !== 'string') return ${otherwise};\n`;
      const code = indented(`${begin}${before}${scan.loop(parts, done)}\n${after}}`);
      // A pattern may well hold what looks like a name.
      const re = `/${literal.pattern}/${literal.flags ?? ''}`;
      const $text = (isTest ? first! : (node.callee.object as SyntaxNode)).locus;
      const places = () => [
        { at: `before:${top.locus}`, code: named(code, node).replaceAll('$re', () => re) },
        {
          at: node.locus,
          code: named(`${name}($text${by ? ', $by' : ''})`, node),
          holes: { $text, ...(by ? { $by: by.locus } : {}) },
        },
      ];
      return [{ at: node.locus, heat, places }];
    });
  },
};
