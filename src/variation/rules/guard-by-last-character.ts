/** Asks for the character with which each match of a regular expression ends the text, before it is run. */
import { lastCodes, patternCalls } from '../regexps.ts';
import { named, type Rule } from '../rule.ts';
import { topStatement } from '../view.ts';

const helper = (codes: readonly number[]): string => `function %endsSo(text) {
  switch (text.charCodeAt(text.length - 1)) {
${codes.map((code) => `    case ${code}:`).join('\n')}
      return true;
    default:
      return false;
  }
}`;

export const guardByLastCharacter: Rule = {
  name: 'guard-by-last-character',
  why: 'each match ends the text with one of a few characters, which are told by a look',
  claims: 'on texts',
  matches: (view) =>
    patternCalls(view, 'guard-by-last-character').flatMap(({ node, heat, pattern, text, none }) => {
      const codes = lastCodes(pattern);
      const top = topStatement(view, node);
      if (!codes || !top) return [];
      const places = () => [
        { at: `before:${top.locus}`, code: named(helper(codes), node) },
        {
          at: node.locus,
          code: named(`(%endsSo($text) ? $call : ${none})`, node),
          holes: { $text: text.locus, $call: node.locus },
        },
      ];
      return [{ at: node.locus, heat, places }];
    }),
};
