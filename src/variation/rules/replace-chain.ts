/** Several replacements of single characters, one behind the other, done in one pass. */
import type { Place } from '../../genome/edit.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { broughtIn, type Match, type Rule } from '../rule.ts';
import { freshName, topStatement, type View } from '../view.ts';

interface Chain {
  /** The outermost call, and what the first replacement works on. */
  readonly call: SyntaxNode;
  readonly base: SyntaxNode;
  /** What stands for each character, in the order of the calls. */
  readonly by: ReadonlyMap<string, string>;
}

/** `base.replace(/a/g, 'x').replace(/b/g, 'y')`, of two and more; only whole chains. */
function chainAt(call: SyntaxNode, parent: SyntaxNode): Chain | undefined {
  if (parent.type === 'MemberExpression' && parent.object === call && parent.property.name === 'replace')
    return undefined;
  const by = new Map<string, string>();
  const links: [string, string][] = [];
  let base = call;
  for (let link = linkAt(base); link; link = linkAt(base)) {
    links.unshift([link.character, link.by]);
    base = link.object;
  }
  for (const [character, text] of links) if (!by.has(character)) by.set(character, text);
  return links.length >= 2 ? { call, base, by } : undefined;
}

/** One replacement of all occurrences of one character by a plain text. */
function linkAt(node: SyntaxNode): { object: SyntaxNode; character: string; by: string } | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || node.callee.computed)
    return undefined;
  const [pattern, by] = node.arguments as SyntaxNode[];
  if (node.arguments.length !== 2 || by?.type !== 'StringLiteral' || by.value.includes('$')) return undefined;
  const { name } = node.callee.property;
  let character: string | undefined;
  if (name === 'replaceAll' && pattern?.type === 'StringLiteral') character = pattern.value;
  if (/^replace(All)?$/.test(name) && pattern?.type === 'RegExpLiteral' && pattern.flags === 'g')
    character = plainCharacter(pattern.pattern);
  return character?.length === 1 ? { object: node.callee.object, character, by: by.value } : undefined;
}

/** The character that a pattern matches, where it is one. */
function plainCharacter(pattern: string): string | undefined {
  if (/^[^\\^$.*+?()[\]{}|]$/.test(pattern)) return pattern;
  if (/^\\[^a-zA-Z0-9]$/.test(pattern)) return pattern[1];
  if (/^\[[^\\^\]]\]$/.test(pattern)) return pattern[1];
  return ({ '\\n': '\n', '\\r': '\r', '\\t': '\t' } as Record<string, string>)[pattern];
}

const classOf = ({ by }: Chain): string =>
  `[${[...by.keys()].map((character) => (/[\n\r\t]/.test(character) ? JSON.stringify(character).slice(1, -1) : character.replace(/[\\\]^-]/, '\\$&'))).join('')}]`;

/** Chains but those that the rule itself has brought in. */
function chains(view: View, rule: string): { chain: Chain; heat: number }[] {
  const isOwn = broughtIn(view, rule);
  return (view.byType.get('CallExpression') ?? []).flatMap(({ node, parent, heat }) => {
    if (isOwn(node)) return [];
    const chain = chainAt(node, parent);
    return chain ? [{ chain, heat }] : [];
  });
}

function chainRule(name: string, why: string, places: (view: View, chain: Chain) => Place[]): Rule {
  return {
    name,
    why,
    matches: (view) =>
      chains(view, name).map(
        ({ chain, heat }): Match => ({ at: chain.call.locus, heat, places: () => places(view, chain) }),
      ),
  };
}

const cases = ({ by }: Chain, of: (text: string) => string): string =>
  [...by].map(([character, text]) => `case ${character.charCodeAt(0)}: ${of(JSON.stringify(text))}`).join(' ');

export const replacesToOne = chainRule('replaces-to-one', 'one pass over the text instead of several', (_, chain) => {
  const inner = cases(chain, (text) => `return ${text};`);
  const code = `$s.replace(/${classOf(chain)}/g, (c) => { switch (c.charCodeAt(0)) { ${inner} default: return c; } })`;
  return [{ at: chain.call.locus, code, holes: { $s: chain.base.locus } }];
});

/** A function of the module's own takes the text. */
function helped(view: View, chain: Chain, base: string, helper: (name: string) => string): Place[] {
  const top = topStatement(view, chain.call);
  if (!top) return [];
  const name = freshName(base, chain.call.locus);
  return [
    { at: `before:${top.locus}`, code: helper(name) },
    { at: chain.call.locus, code: `${name}($s)`, holes: { $s: chain.base.locus } },
  ];
}

export const replacesToScan = chainRule(
  'replaces-to-scan',
  'one look at each character, and what is not replaced is taken in whole pieces',
  (view, chain) =>
    helped(
      view,
      chain,
      'replaced',
      (name) => `function ${name}(text) {
        let out = ''; let from = 0;
        for (let i = 0; i < text.length; i++) {
          let by;
          switch (text.charCodeAt(i)) { ${cases(chain, (text) => `by = ${text}; break;`)} default: continue; }
          if (from !== i) out += text.slice(from, i);
          out += by; from = i + 1;
        }
        return from === 0 ? text : from === text.length ? out : out + text.slice(from);
      }`,
    ),
);

export const replacesBehindTest = chainRule(
  'replaces-behind-test',
  'most texts hold nothing to replace, and one search tells',
  (view, chain) =>
    helped(view, chain, 'replaced', (name) => {
      const links = [...chain.by].map(
        ([character, text]) =>
          `.replace(/${classOf({ ...chain, by: new Map([[character, text]]) })}/g, ${JSON.stringify(text)})`,
      );
      return `function ${name}(text) { return /${classOf(chain)}/.test(text) ? text${links.join('')} : text; }`;
    }),
);
