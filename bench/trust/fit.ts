/** The noise of real block times on this machine: files measured against themselves by the verdict's own processes. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { resolveExperiment } from '../../src/experiment/experiment.ts';
import { makeOverlay } from '../../src/experiment/overlay.ts';
import { readSubject } from '../../src/improvement/subject.ts';
import { deviation, mean, median } from '../../src/statistics/summary.ts';
import { proofPlan } from '../../src/verdict/plan.ts';
import { aloneLog, type Proof, prove } from '../../src/verdict/prove.ts';
import type { Noise } from './simulated.ts';

/** Logarithms of one file against itself, as in a proof. */
export type SelfReadings = Pick<Proof, 'logs' | 'turns'>;

const PROCESSES = 16;

/** Measures a module against itself. */
export async function selfReadings(
  options: { readonly module: string; readonly inputs: string; readonly export?: string },
  root: string,
  seed: number,
): Promise<SelfReadings> {
  const experiment = resolveExperiment(options, root);
  const subject = await readSubject(experiment);
  const text = readFileSync(resolve(experiment.module), 'utf8');
  const [left, right] = [makeOverlay(experiment.module, text), makeOverlay(experiment.module, text)];
  try {
    return await prove(
      {
        left: left.file,
        right: right.file,
        esm: subject.ancestor.form.kind === 'esm',
        exports: subject.exports,
        inputs: subject.inputs,
        tolerance: 0,
        messages: subject.payload.messages,
        runtime: null,
      },
      { ...proofPlan(60, seed), looks: [PROCESSES], checks: 200 },
    );
  } finally {
    left.remove();
    right.remove();
  }
}

/** Deviations this many times the usual one count as bursts, or as a second mode. */
const FAR = 4;

/** Robust standard deviation: 1.4826 times the median distance from the median. */
const robust = (values: readonly number[]): number => {
  const middle = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)));
};

/** A noise model with the scatter of these readings. */
export function fitted(readings: readonly SelfReadings[]): Noise {
  const processes = readings.flatMap(({ logs }) => logs);
  const residuals = processes.map((logs) => logs.map((log) => log - median(logs)));
  const all = residuals.flat();
  const pairSpread = robust(all);
  const near = all.filter((value) => Math.abs(value) <= FAR * pairSpread);
  const bursts = all.filter((value) => Math.abs(value) > FAR * pairSpread);
  const products = residuals.flatMap((list) =>
    list.slice(1).flatMap((value, i) => {
      const before = list[i]!;
      return Math.max(Math.abs(value), Math.abs(before)) > FAR * pairSpread ? [] : [value * before];
    }),
  );
  const medians = processes.map(median);
  const processSpread = robust(medians);
  const modes = medians.filter((value) => Math.abs(value) > FAR * processSpread);
  const turns = readings.flatMap(({ turns: list }) => list);
  const turnResiduals = turns.flatMap((pair) => {
    const middle = aloneLog(pair);
    return pair.left.map((log, turn) => log - pair.right[turn]! - middle);
  });
  return {
    processSpread,
    aloneSpread: deviation(turns.map(aloneLog)),
    modeShare: modes.length / medians.length,
    modeShift: modes.length === 0 ? 0 : mean(modes.map(Math.abs)),
    pairSpread: deviation(near),
    turnSpread: deviation(turnResiduals),
    autocorrelation: Math.max(0, mean(products) / deviation(near) ** 2),
    spikeShare: bursts.length / all.length / 2,
    spikeSize: bursts.length === 0 ? 0 : mean(bursts.map(Math.abs)),
    drift: mean(turns.flatMap(({ left, right }) => [left, right].map((list) => Math.abs(slope(list))))),
  };
}

/** Least squares, by position. */
function slope(values: readonly number[]): number {
  const centre = (values.length - 1) / 2;
  const middle = mean(values);
  let [up, across] = [0, 0];
  for (const [i, value] of values.entries()) {
    up += (i - centre) * (value - middle);
    across += (i - centre) ** 2;
  }
  return up / across;
}
