import { describe, expect, test } from 'vitest';
import type { StressReading } from '../../src/evaluation/protocol.ts';
import { claim } from '../../src/verdict/claim.ts';
import { proofPlan } from '../../src/verdict/plan.ts';
import type { Proof } from '../../src/verdict/prove.ts';

const ratioOf = (ratio: number) => ({ ratio, low: ratio - 0.01, high: ratio + 0.01 });
const proof: Proof = {
  paired: { ratio: 1.5, low: 1.45, high: 1.55 },
  alone: { ratio: 1.48, low: 1.4, high: 1.56 },
  logs: [],
  turns: [],
  looks: 1,
  confidence: 0.95,
  checked: 10_000,
  different: 0,
  mismatch: null,
  scores: null,
  hard: null,
  micros: { before: 3, after: 2 },
  memory: { ratio: ratioOf(1), bytesBefore: 100, bytesAfter: 100, retained: 0, growth: 0 },
  plan: proofPlan(30, 1),
};
const stress: StressReading = { checks: 100, score: 1, hard: null, failing: [] };
const options = { asked: ['speed'], threshold: 0.1, minAccuracy: null, minStability: 0.95 } as const;
const said = (
  change: Partial<Proof>,
  stressed: Partial<StressReading> = {},
  asked: Partial<Parameters<typeof claim>[2]> = {},
) => claim({ ...proof, ...change }, { ...stress, ...stressed }, { ...options, ...asked });

describe('claim', () => {
  test('takes the lower of the two low ends', () => {
    const { verdict, fitness } = said({});
    expect(verdict).toBe('improved');
    expect(fitness.speed).toEqual({ ratio: 1.5, low: 1.4, high: 1.55 });
  });

  test.each([
    ['could be what was wanted', { ratio: 1.15, low: 1.05, high: 1.25 }, true],
    ['could be, and could be a loss', { ratio: 1.05, low: 0.9, high: 1.2 }, true],
    ['cannot be', { ratio: 1, low: 0.93, high: 1.07 }, false],
    ['is surely', { ratio: 1.5, low: 1.4, high: 1.6 }, false],
  ])('more readings are wanted only where they could tell: it %s', (_, reading, open) => {
    expect(said({ paired: reading, alone: reading }).open).toBe(open);
  });

  test('readings of speed that disagree are of no account where memory is asked for', () => {
    const apart = {
      alone: { ratio: 1.1, low: 1.05, high: 1.2 },
      memory: { ...proof.memory, ratio: ratioOf(4), bytesAfter: 13 },
    };
    expect(said(apart, {}, { asked: ['memory'] }).verdict).toBe('improved');
    expect(said(apart, {}, { asked: ['speed', 'memory'] }).verdict).toBe('not-improved');
  });

  test('of readings that disagree and both show what was wanted the lower one is claimed, between the ends of both', () => {
    const { verdict, reason, fitness } = said({
      paired: { ratio: 3.2, low: 2.3, high: 4.3 },
      alone: { ratio: 1.9, low: 1.7, high: 2.1 },
    });
    expect(verdict).toBe('improved');
    expect(fitness.speed).toEqual({ ratio: 1.9, low: 1.7, high: 4.3 });
    expect(reason).toBe('speed 1.90 (1.70 to 4.30) (interleaved 3.20, alone 1.90: the lower one is claimed)');
  });

  test.each<[name: string, answer: ReturnType<typeof claim>, reason: RegExp]>([
    [
      'one wrong answer',
      said({ different: 1, mismatch: { export: 'f', input: '[1]', why: 'gives another result', process: 0 } }),
      /gives another result for \[1\]/,
    ],
    ['a hard stress failure', said({}, { hard: 'changes Math.imul' }), /changes Math\.imul/],
    [
      'too little stability',
      said({}, { score: 0.9, failing: [{ kind: 'zeros', passed: 0, outside: [] }] }),
      /stability 0\.900.*zeros/,
    ],
    [
      'a low end below the threshold',
      said({ alone: { ratio: 1.2, low: 1.09, high: 1.6 } }),
      /^too noisy to tell: .*low end had to be above 1\.10/,
    ],
    [
      'a gain that is surely too small',
      said({ paired: { ratio: 1.05, low: 1.04, high: 1.06 }, alone: { ratio: 1.05, low: 1.03, high: 1.07 } }),
      /^the best candidate's speed is 1\.050/,
    ],
    ['readings that disagree', said({ alone: { ratio: 1.1, low: 1.05, high: 1.2 } }), /disturb each other/],
    ['state that grows with every call', said({ memory: { ...proof.memory, growth: 80 } }), /keeps 80 bytes more/],
    [
      'twice the memory, unasked',
      said({ memory: { ...proof.memory, ratio: ratioOf(0.37), bytesAfter: 300 } }),
      /memory may be down/,
    ],
    [
      'a little more memory, asked',
      said({ memory: { ...proof.memory, ratio: ratioOf(0.85), bytesAfter: 120 } }, {}, { asked: ['speed', 'memory'] }),
      /memory may be down/,
    ],
    [
      'less accuracy than the original',
      said({ scores: { left: 0.8, right: 0.79 } }),
      /accuracy 0\.7900 is below 0\.8000/,
    ],
  ])('%s is not improved', (_, { verdict, reason }, wanted) => {
    expect(verdict).toBe('not-improved');
    expect(reason).toMatch(wanted);
  });

  test('at a hundred times as fast, readings a fifth apart agree', () => {
    expect(said({ paired: { ratio: 130, low: 110, high: 150 }, alone: { ratio: 90, low: 85, high: 95 } }).verdict).toBe(
      'improved',
    );
  });

  test('accuracy gains by its error', () => {
    const gained = said(
      {
        scores: { left: 0.8, right: 0.9 },
        paired: { ratio: 1, low: 0.99, high: 1.01 },
        alone: { ratio: 1, low: 0.98, high: 1.02 },
      },
      {},
      { asked: ['accuracy', 'speed'] },
    );
    expect(gained.verdict).toBe('improved');
    expect(gained.reason).toMatch(/^accuracy 2\.00/);
  });

  test('accuracy that was given up is said', () => {
    const traded = said({ scores: { left: 0.8, right: 0.7 } }, {}, { asked: ['speed', 'accuracy'], minAccuracy: 0.6 });
    expect(traded.verdict).toBe('improved');
    expect(traded.reason).toMatch(/^speed 1\.50 .*, with accuracy 0\.7000 instead of 0\.8000$/);
  });

  test('what is not stable everywhere says so in its first line', () => {
    const { verdict, reason } = said(
      {},
      { score: 0.97, failing: [{ kind: 'integers above 65,535', passed: 0.7, outside: [] }] },
    );
    expect(verdict).toBe('improved');
    expect(reason).toMatch(/but differs for integers above 65,535$/);
  });
});
