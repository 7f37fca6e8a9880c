/** Laws that every rewrite rule of the registry keeps. Fixtures: a folder a rule, with pairs `<case>.js`, `<case>-fix.js`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Equality, type Outcome } from '../../src/experiment/equality.ts';
import { canonicalForm } from '../../src/genome/canonical.ts';
import { type Edit, editSchema, makeEdit } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { type RandomStream, stream } from '../../src/statistics/random.ts';
import { ruleOperator } from '../../src/variation/operators/apply-rule.ts';
import type { Rule } from '../../src/variation/rule.ts';
import { ruleData, rules } from '../../src/variation/rules/rules.ts';
import { refusal, type Subject, subjectOf, subjects, viewOfSubject } from '../subjects.ts';

const folder = (rule: Rule): string => fileURLToPath(new URL(`../fixtures/rules/${rule.name}`, import.meta.url));
const read = (rule: Rule, file: string): Subject => subjectOf(readFileSync(`${folder(rule)}/${file}`, 'utf8'), file);

interface Case {
  readonly name: string;
  readonly before: Subject;
  readonly after: Subject;
  /** What the first match of the rule makes of the module. */
  readonly edit: Edit;
  readonly at: string;
}

function casesOf(rule: Rule): Case[] {
  if (!existsSync(folder(rule))) return [];
  const names = readdirSync(folder(rule)).flatMap((file) => /^(.*)-fix\.js$/.exec(file)?.[1] ?? []);
  return names.map((name) => {
    const before = read(rule, `${name}.js`);
    const match = rule.matches(viewOfSubject(before))[0];
    if (!match) throw new Error(`${rule.name} does not match ${name}.js`);
    const edit = makeEdit(ruleOperator(rule), match.places());
    return { name, before, after: read(rule, `${name}-fix.js`), edit, at: match.at };
  });
}

type Inputs = (random: RandomStream) => unknown[];

const inputsOf = async (rule: Rule, name: string): Promise<Inputs> =>
  ((await import(pathToFileURL(`${folder(rule)}/${name}.inputs.js`).href)) as { inputs: Inputs }).inputs;

const dataNames = new Set(ruleData.map(({ name }) => name));

it('rules have names of their own, and no folder of fixtures is left over', () => {
  const names = rules.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const folders = readdirSync(fileURLToPath(new URL('../fixtures/rules', import.meta.url)));
  expect(folders.filter((name) => !names.includes(name))).toEqual([]);
});

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  const cases = casesOf(rule);

  it('makes of its fixtures what they say', () => {
    expect(cases.length).toBeGreaterThan(0);
    for (const { before, after, edit } of cases) {
      const phenotype = express(before.ancestor, [edit]);
      expect(phenotype.applied).toEqual([{ done: true }]);
      const wanted = canonicalForm(express(after.ancestor, []));
      // Where they differ, two texts say more than two forms.
      if (canonicalForm(phenotype) !== wanted) expect(splice(phenotype, 'text')).toBe(after.ancestor.text);
      expect(canonicalForm(phenotype)).toBe(wanted);
    }
  });

  it('finds nothing more in its own output', () => {
    for (const { before, edit, at } of cases) {
      const again = rule.matches(viewOfSubject(before, [edit]));
      expect(again.filter((match) => match.at === at || match.at.startsWith(edit.id)).map((match) => match.at)).toEqual(
        [],
      );
    }
  });

  it('gives an edit that applies and parses, wherever it matches', () => {
    for (const subject of [...subjects, ...cases.map(({ before }) => before)]) {
      const { ancestor } = subject;
      for (const match of rule.matches(viewOfSubject(subject))) {
        const places = match.places();
        if (places.length === 0) continue;
        const edit = editSchema.parse(JSON.parse(JSON.stringify(makeEdit(ruleOperator(rule), places))));
        const phenotype = express(ancestor, [edit]);
        const where = `${subject.name} ${JSON.stringify(places)}`;
        expect({ where, applied: phenotype.applied[0] }).toEqual({ where, applied: { done: true } });
        const cjs = { ...ancestor, form: { ...ancestor.form, kind: 'cjs' as const } };
        expect({ where, refusal: refusal(splice(phenotype, 'run'), cjs) }).toEqual({ where, refusal: undefined });
      }
    }
  });

  if (rule.claims === undefined) return;
  it(`changes no answer ${rule.claims}`, async () => {
    const equality = new Equality({ tolerance: 0, messages: [], prototypes: new Map() });
    for (const { name: fixture, before, edit } of cases) {
      const inputs = await inputsOf(rule, fixture);
      const [left, right] = [before.ancestor.text, splice(express(before.ancestor, [edit]), 'run')].map(load);
      const results = new Set<string>();
      for (let seed = 0; seed < 200; seed++) {
        const [a, b] = [left!, right!].map((call) => outcome(call, inputs(stream(seed, name)))) as [Outcome, Outcome];
        expect({ seed, difference: equality.difference(a, b) }).toEqual({ seed, difference: undefined });
        expect(a.threw).toBe(false);
        results.add(JSON.stringify(a));
      }
      expect(results.size).toBeGreaterThan(1);
    }
  });
});

it('a rule says the same of loops whose counters were declared before, in strict code', async () => {
  const equality = new Equality({ tolerance: 0, messages: [], prototypes: new Map() });
  let seen = 0;
  for (const rule of rules.filter(({ claims }) => claims !== undefined)) {
    for (const { name, before } of casesOf(rule)) {
      const text = before.ancestor.text;
      const counters = [...new Set([...text.matchAll(/for \((?:let|var) (\w+) = /g)].map(([, counter]) => counter!))];
      const others = counters.filter((counter) => text.split(new RegExp(`(?:let|var) ${counter} =`)).length === 2);
      if (others.length === 0) continue;
      const earlier = others.reduce(
        (code, counter) =>
          code.replace(new RegExp(`for \\((?:let|var) ${counter} = `), `let ${counter}; for (${counter} = `),
        text,
      );
      const subject = subjectOf(`'use strict';\n${earlier}`, 'f.js');
      const match = rule.matches(viewOfSubject(subject))[0];
      if (!match) continue;
      seen++;
      const edit = makeEdit(ruleOperator(rule), match.places());
      const inputs = await inputsOf(rule, name);
      const [left, right] = [subject.ancestor.text, splice(express(subject.ancestor, [edit]), 'run')].map(load);
      for (let seed = 0; seed < 20; seed++) {
        const [a, b] = [left!, right!].map((call) => outcome(call, inputs(stream(seed, name)))) as [Outcome, Outcome];
        const where = { rule: rule.name, name, seed };
        expect({ ...where, difference: equality.difference(a, b) }).toEqual({ ...where, difference: undefined });
      }
    }
  }
  expect(seen).toBeGreaterThan(20);
});

it('a rule applies to two loops with counters of one name in one list', () => {
  const twice = subjectOf(
    `module.exports = function (list) {
  let sum = 0;
  for (let i = 0; i < list.length; i++) { if (i > 0) sum += list[i]; }
  for (let i = 0; i < list.length; i++) { if (i > 0) sum += list[i] * 2; }
  return sum;
};
`,
    'f.js',
  );
  const both = rules.filter((rule) => rule.matches(viewOfSubject(twice)).length > 1);
  expect(both.map(({ name }) => name)).toContain('unroll-four');
  for (const rule of both) {
    const edits = rule.matches(viewOfSubject(twice)).map((match) => makeEdit(ruleOperator(rule), match.places()));
    const text = splice(express(twice.ancestor, edits), 'run');
    expect({ rule: rule.name, refusal: refusal(text, twice.ancestor) }).toEqual({
      rule: rule.name,
      refusal: undefined,
    });
  }
});

it('most rules are data', () => {
  expect(dataNames.size).toBeGreaterThan(rules.length / 2);
});

type Call = (...args: unknown[]) => unknown;

function load(text: string): Call {
  const module = { exports: {} };
  new Function('module', 'exports', text)(module, module.exports);
  return module.exports as Call;
}

function outcome(call: Call, args: unknown[]): Outcome {
  try {
    return { threw: false, value: call(...args), args };
  } catch (error) {
    return { threw: true, error, args };
  }
}
