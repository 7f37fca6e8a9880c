/** Laws that every operator of the registry keeps. */
import { describe, expect, it } from 'vitest';
import { canonicalForm } from '../../src/genome/canonical.ts';
import { type Edit, editSchema, makeEdit } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { stream } from '../../src/statistics/random.ts';
import type { Operator } from '../../src/variation/operator.ts';
import { operators } from '../../src/variation/operators/operators.ts';
import type { View } from '../../src/variation/view.ts';
import { refusal, subjectOf, subjects, viewOfSubject } from '../subjects.ts';

/** Here all operators have places, and each place has a second choice that fits: all names are seen everywhere. */
const small = subjectOf(
  `var half = 0.5;
module.exports = function score(list, limit) {
  var total = 0, best = limit > 0 && list.length > 1, i;
  var found = [limit, 1, 'low', 'high'];
  for (i = 0; i < list.length; i++) {
    total += list[i];
    found.push(total);
    if (total > limit && best) {
      total = total * 2;
      limit--;
    } else {
      total = total - 1;
      best = !best;
    }
  }
  while (total > 100) {
    total = total * half;
    best = false;
  }
  return best ? total : -limit;
};
`,
  'small.js',
);

const registry = Object.entries(operators) as [string, Operator][];

/** All edits that come of these many streams. */
function proposals(operator: Operator, view: View, count: number): Edit[] {
  const out: Edit[] = [];
  for (let seed = 0; seed < count; seed++) {
    const edit = operator.propose(view, stream(seed, operator.name));
    if (edit) out.push(edit);
  }
  return out;
}

const lociOf = ({ places }: Edit): string[] =>
  places.flatMap(({ at, holes }) => [at.replace(/^(before|after):/, ''), ...Object.values(holes ?? {}).flat()]);

describe.each(registry)('%s', (name, operator) => {
  it('is registered under its own name and says what it does', () => {
    expect(operator.name).toBe(name);
    expect(operator.does).toMatch(/^[a-z].*[^.]$/);
  });

  it('proposes the same edit from the same stream', () => {
    for (const subject of subjects) {
      const [once, again] = [viewOfSubject(subject), viewOfSubject(subject)];
      expect(proposals(operator, once, 10)).toEqual(proposals(operator, once, 10));
      expect(proposals(operator, again, 10)).toEqual(proposals(operator, once, 10));
    }
    expect(new Set(proposals(operator, viewOfSubject(small), 40).map(({ id }) => id)).size).toBeGreaterThan(1);
  });

  it('proposes edits that survive JSON', () => {
    for (const edit of proposals(operator, viewOfSubject(small), 50)) {
      const read = editSchema.parse(JSON.parse(JSON.stringify(edit)));
      expect(read).toEqual(edit);
      expect(makeEdit(read.operator, read.places)).toEqual(edit);
    }
  });

  it('leaves the view and its edits as they are', () => {
    const first = proposals(operators['delete-statement'], viewOfSubject(small), 1);
    const view = viewOfSubject(small, deepFreeze(first));
    const before = [...view.all];
    const form = canonicalForm(view.phenotype);
    expect(proposals(operator, view, 50).length).toBeGreaterThan(0);
    expect(canonicalForm(view.phenotype)).toBe(form);
    expect(view.all).toEqual(before);
    expect(splice(express(small.ancestor, []), 'text')).toBe(small.ancestor.text);
  });

  it('proposes what applies, parses and, nearly always, changes something', () => {
    let tried = 0;
    let changed = 0;
    for (const { ancestor, profile, name: module } of subjects) {
      const cjs = { ...ancestor, form: { ...ancestor.form, kind: 'cjs' as const } };
      for (const edit of proposals(operator, viewOfSubject({ ancestor, profile, name: module }), 25)) {
        const phenotype = express(ancestor, [edit]);
        const text = splice(phenotype, 'run');
        expect({ edit, applied: phenotype.applied[0] }).toEqual({ edit, applied: { done: true } });
        expect({ edit, refusal: refusal(text, cjs) }).toEqual({ edit, refusal: undefined });
        if (text !== ancestor.source.run) changed++;
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(20);
    expect(changed / tried).toBeGreaterThan(0.9);
  });

  it('proposes edits that say why where they no longer apply, and never throw', () => {
    const removals = proposals(operators['delete-statement'], viewOfSubject(small), 12);
    for (const edit of proposals(operator, viewOfSubject(small), 30)) {
      const [, applied] = express(small.ancestor, [removals[edit.id.charCodeAt(0) % 12]!, edit]).applied;
      if (applied!.done) continue;
      expect(applied!.why).toMatch(/\w+ \w+/);
    }
    const view = viewOfSubject(small, removals.slice(0, 1));
    for (const edit of proposals(operator, view, 30)) expect(express(small.ancestor, [edit]).applied).toHaveLength(1);
  });

  it('reaches all its places', () => {
    const view = viewOfSubject(small);
    const edits = proposals(operator, view, 3000);
    // A rule's edit acts where the rule says, not always where it matched.
    const wanted = name === 'apply-rule' ? operator.all!(view).map(({ id }) => id) : operator.places(view);
    const reached = new Set(edits.flatMap((edit) => (name === 'apply-rule' ? [edit.id] : lociOf(edit))));
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.filter((place) => !reached.has(place))).toEqual([]);
  });

  it('lists all its edits, hottest first, where it lists them', () => {
    const view = viewOfSubject(small);
    if (!operator.all) return expect(operator.all).toBe(undefined);
    const edits = operator.all(view);
    const ids = new Set(edits.map(({ id }) => id));
    for (const edit of proposals(operator, view, 200)) expect(ids.has(edit.id)).toBe(true);
    for (const edit of edits) expect(express(small.ancestor, [edit]).applied).toEqual([{ done: true }]);
  });
});

describe('the choice of a place', () => {
  /** Those that draw one place, and always find an edit for it here. */
  const byPlace = [
    'delete-statement',
    'force-condition',
    'drop-operand',
    'change-operator',
    'replace-name',
    'swap-operands',
    'early-return',
  ] as const;

  const cases = [...byPlace.map((name) => [name, Math.sqrt] as const), ['change-literal', () => 1] as const];

  it.each(cases)('of %s goes with the square root of heat, of literals with even chances', (name, weigh) => {
    const view = viewOfSubject(small);
    const heats = new Map(view.all.map(({ node, heat }) => [node.locus, heat]));
    const places = operators[name].places(view);
    const draws = 4000;
    const counts = new Map<string, number>();
    for (const {
      places: [place],
    } of proposals(operators[name], view, draws)) {
      const locus = place!.at.replace(/^before:/, '');
      counts.set(locus, (counts.get(locus) ?? 0) + 1);
    }
    const weights = places.map((place) => weigh(heats.get(place)!));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    expect(new Set(places.map((place) => heats.get(place))).size).toBeGreaterThan(1);
    let chiSquare = 0;
    for (const [i, place] of places.entries()) {
      const expected = (draws * weights[i]!) / total;
      chiSquare += ((counts.get(place) ?? 0) - expected) ** 2 / expected;
    }
    const degrees = places.length - 1;
    expect(chiSquare).toBeLessThan(degrees + 5 * Math.sqrt(2 * degrees));
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) deepFreeze(item);
    Object.freeze(value);
  }
  return value;
}
