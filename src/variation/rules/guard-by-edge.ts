/** Asks for the character with which each match of a regular expression begins or ends the text, before it is run. */
import { edgeCodes, guardedCall, patternCalls } from '../regexps.ts';
import { named, type Rule } from '../rule.ts';
import { topStatement } from '../view.ts';

const helper = (codes: readonly number[], name: string, at: string): string => `function %${name}(text) {
  switch (text.charCodeAt(${at})) {
${codes.map((code) => `    case ${code}:`).join('\n')}
      return true;
    default:
      return false;
  }
}`;

const guardByEdge = (edge: 'start' | 'end', name: string, own: string, why: string): Rule => ({
  name,
  why,
  claims: 'on texts',
  matches: (view) =>
    patternCalls(view, name).flatMap((call) => {
      const { node, heat, pattern } = call;
      const codes = edgeCodes(pattern, edge);
      const top = topStatement(view, node);
      if (!codes || !top) return [];
      const code = helper(codes, own, edge === 'start' ? '0' : 'text.length - 1');
      const places = () => [
        { at: `before:${top.locus}`, code: named(code, node) },
        ...guardedCall(view, call, named(`%${own}($text)`, node)),
      ];
      return [{ at: node.locus, heat, places }];
    }),
});

export const guardByLastCharacter = guardByEdge(
  'end',
  'guard-by-last-character',
  'endsSo',
  'each match ends the text with one of a few characters, which are told by a look',
);

export const guardByFirstCharacter = guardByEdge(
  'start',
  'guard-by-first-character',
  'beginsSo',
  'each match begins the text with one of a few characters, which are told by a look',
);
