/** Asks for the plain text that a regular expression cannot do without, before it is run. */
import { patternCalls, requiredText } from '../regexps.ts';
import type { Rule } from '../rule.ts';

export const guardByRequiredText: Rule = {
  name: 'guard-by-required-text',
  why: 'no match is without this text, which is found faster',
  claims: 'on texts',
  matches: (view) =>
    patternCalls(view, 'guard-by-required-text').flatMap(({ node, heat, pattern, text, none }) => {
      const wanted = requiredText(pattern);
      if (wanted === '' || [...wanted].some((character) => character.charCodeAt(0) > 127)) return [];
      const code = `($text.indexOf(${JSON.stringify(wanted)}) < 0 ? ${none} : $call)`;
      const places = () => [{ at: node.locus, code, holes: { $text: text.locus, $call: node.locus } }];
      return [{ at: node.locus, heat, places }];
    }),
};
