/** The largest and the smallest of a list: one way for both. Fixtures: `test/fixtures/rules/<name>/`. */
import type { RuleData } from '../../rule.ts';

interface Extreme {
  readonly name: 'largest' | 'smallest';
  readonly method: 'Math.max' | 'Math.min';
  readonly least: string;
  /** How what is further out compares. */
  readonly beyond: string;
  /** Of two zeros, the one that the method gives. */
  readonly ofZeros: string;
}

function rulesFor({ name, method, least, beyond, ofZeros }: Extreme): RuleData[] {
  const calls = (argument: string): string[] => [
    `${method}(...${argument})`,
    `${method}.apply(null, ${argument})`,
    `${method}.apply(Math, ${argument})`,
  ];
  const helper = (head: string, member: string, asBefore: string): string => `function ${head} {
      if (!Array.isArray(list)) return ${asBefore};
      let best = ${least};
      for (let i = 0; i < list.length; i++) {
        const x = ${member};
        if (typeof x !== 'number' || x !== x) return ${asBefore};
        if (x ${beyond} best) best = x;
        else if (x === 0 && best === 0) ${ofZeros};
      }
      return best;
    }`;
  return [
    {
      name: `${name}-to-loop`,
      why: `a loop finds the ${name} without passing a list as arguments`,
      find: calls('$list'),
      replace: `%${name}($list)`,
      helper: helper(`%${name}(list)`, 'list[i]', `${method}(...list)`),
      claims: 'on lists of numbers',
    },
    {
      name: `${name}-of-all-to-loop`,
      why: `a loop finds the ${name} of what a function makes of the members, without a list of all of it`,
      find: calls('$list.map($f)'),
      replace: `%${name}Of($list, $f)`,
      helper: helper(`%${name}Of(list, of)`, 'of(list[i], i, list)', `${method}(...list.map(of))`),
      claims: 'on lists without holes, with a function that gives numbers and has no effect',
    },
    {
      name: `${name}-of-map`,
      why: `a loop finds the ${name} without a list of all`,
      find: calls('$list.map(($x) => $e)'),
      replace: `(() => { let %best = ${least}; const %list = $list; for (let %i = 0; %i < %list.length; %i++) { const %y = (($x) => $e)(%list[%i]); if (%y ${beyond} %best || %y !== %y) %best = %y; } return %best; })()`,
      where: { $e: { contained: true } },
      claims: 'where each value is a number, and no zero is negative',
    },
  ];
}

export const extremes: readonly RuleData[] = [
  ...rulesFor({ name: 'largest', method: 'Math.max', least: '-Infinity', beyond: '>', ofZeros: 'best += x' }),
  ...rulesFor({ name: 'smallest', method: 'Math.min', least: 'Infinity', beyond: '<', ofZeros: 'best = -(-best - x)' }),
];
