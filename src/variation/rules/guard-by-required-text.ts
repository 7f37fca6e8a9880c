/** Asks for the plain text that a regular expression cannot do without, before it is run. */
import { guardedCall, patternCalls, requiredText } from '../regexps.ts';
import type { Rule } from '../rule.ts';

export const guardByRequiredText: Rule = {
  name: 'guard-by-required-text',
  why: 'no match is without this text, which is found faster',
  claims: 'on texts',
  matches: (view) =>
    patternCalls(view, 'guard-by-required-text').flatMap((call) => {
      const { node, heat, pattern } = call;
      const wanted = requiredText(pattern);
      if (wanted === '' || [...wanted].some((character) => character.charCodeAt(0) > 127)) return [];
      const places = () => guardedCall(view, call, `$text.indexOf(${JSON.stringify(wanted)}) >= 0`);
      return [{ at: node.locus, heat, places }];
    }),
};
