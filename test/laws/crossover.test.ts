/** Laws that every crossover of the registry keeps. */
import { describe, expect, it } from 'vitest';
import type { Edit } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { pick, stream } from '../../src/statistics/random.ts';
import type { Crossover } from '../../src/variation/crossover/crossover.ts';
import { crossovers } from '../../src/variation/crossover/crossovers.ts';
import { operators } from '../../src/variation/operators/operators.ts';
import { subjects, viewOfSubject } from '../subjects.ts';

const subject = subjects[0]!;
const { ancestor } = subject;

/** A genome of some edits, each proposed for the genome so far. */
function genome(seed: number, length: number): readonly Edit[] {
  const random = stream(seed, 'genome');
  const edits: Edit[] = [];
  for (let attempt = 0; edits.length < length && attempt < 50; attempt++) {
    const edit = pick(random, Object.values(operators)).propose(viewOfSubject(subject, edits), random);
    if (edit && !edits.some(({ id }) => id === edit.id)) edits.push(Object.freeze(edit));
  }
  return Object.freeze(edits);
}

/** Relatives share edits: the father begins as the mother did. */
const couples = Array.from({ length: 30 }, (_, seed) => {
  const mother = genome(seed, 5);
  const father = [...mother.slice(0, seed % 4), ...genome(seed + 1000, 4)];
  return [mother, Object.freeze(father)] as const;
});

describe.each(Object.entries(crossovers) as [string, Crossover][])('%s', (name, crossover) => {
  const children = couples.flatMap(([mother, father], i) =>
    Array.from({ length: 10 }, (_, k) => ({
      mother,
      father,
      child: crossover.cross(ancestor, mother, father, stream(i, k)),
    })),
  );

  it('is registered under its own name', () => {
    expect(crossover.name).toBe(name);
  });

  it('takes the edits of a child from its parents, each once, in the order of the parents', () => {
    for (const { mother, father, child } of children) {
      const all = [...mother, ...father];
      expect(new Set(child.map(({ id }) => id)).size).toBe(child.length);
      for (const edit of child) expect(all).toContain(edit);
      for (const parent of [mother, father]) {
        const hers = child.filter((edit) => parent.includes(edit)).map((edit) => parent.indexOf(edit));
        if (parent === mother) expect(hers).toEqual([...hers].sort((a, b) => a - b));
      }
    }
  });

  it('keeps what both parents have', () => {
    for (const { mother, father, child } of children) {
      const shared = mother.filter(({ id }) => father.some((other) => other.id === id));
      expect(child).toEqual(expect.arrayContaining(shared));
    }
    expect(couples.some(([mother, father]) => mother.some((edit) => father.includes(edit)))).toBe(true);
  });

  it('mixes: some children are neither parent', () => {
    const key = (edits: readonly Edit[]): string => edits.map(({ id }) => id).join();
    const mixed = children.filter(({ mother, father, child }) => ![key(mother), key(father)].includes(key(child)));
    expect(mixed.length).toBeGreaterThan(children.length / 4);
  });

  it('of a genome with itself gives itself', () => {
    for (const [mother] of couples) {
      for (let seed = 0; seed < 5; seed++) {
        expect(crossover.cross(ancestor, mother, [...mother], stream(seed))).toEqual(mother);
      }
    }
  });

  it('gives the same child from the same stream and leaves the parents as they are', () => {
    for (const [i, [mother, father]] of couples.entries()) {
      const before = JSON.stringify([mother, father]);
      const child = crossover.cross(ancestor, mother, father, stream(i, 0));
      expect(crossover.cross(ancestor, mother, father, stream(i, 0))).toEqual(child);
      expect(JSON.stringify([mother, father])).toBe(before);
    }
  });

  it('gives a child in which a locus names the node that it named in the parent, or none', () => {
    let named = 0;
    for (const { mother, father, child } of children) {
      const phenotype = express(ancestor, child);
      for (const parent of [mother, father]) {
        const before = express(ancestor, parent);
        for (const { places } of parent) {
          for (const { at } of places) {
            const locus = at.replace(/^(before|after):/, '');
            const [now, then] = [phenotype.node(locus), before.node(locus)];
            if (!now || !then) continue;
            expect(now.type).toBe(then.type);
            named++;
          }
        }
      }
    }
    expect(named).toBeGreaterThan(100);
  });
});
