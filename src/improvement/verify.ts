/** Verification: a finished run's claim proved anew, or the whole search made again from its records. */

import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { StressReading } from '../evaluation/protocol.ts';
import { Nursery } from '../evolution/offspring.ts';
import { firstGeneration } from '../evolution/step.ts';
import { BadInput } from '../experiment/bad-input.ts';
import { canonicalHash } from '../genome/canonical.ts';
import { express } from '../genome/phenotype.ts';
import { loadIntegrator } from '../integrator/load.ts';
import { RunStore } from '../population/store.ts';
import { runText, stressReading } from '../verdict/confirm.ts';
import { allowance, proofPlan } from '../verdict/plan.ts';
import type { RunDetail } from '../verdict/run-result.ts';
import type { ImproveContext } from './context.ts';
import { settingsOf } from './improve.ts';
import { proveText } from './prove-text.ts';
import { readSubject, supervise } from './subject.ts';
import { failureOf, testChanged } from './user-tests.ts';

export interface Verification {
  readonly run: string;
  readonly confirmed: boolean;
  readonly reason: string;
  readonly claimed: { readonly ratio: number; readonly low: number; readonly high: number };
  readonly measured: { readonly ratio: number; readonly low: number; readonly high: number };
  readonly seed: number;
}

/** Proves a run's best again, from the file that was handed out, on other inputs in other processes. @throws BadInput */
export async function verify(name: string, context: ImproveContext, seed = randomInt(2 ** 31)): Promise<Verification> {
  const { record } = await RunStore.open<RunDetail>(context.populations, name);
  const detail = record.result;
  const best = detail?.result.best;
  if (!best || !detail.candidate)
    throw new BadInput(`run ${name} claims nothing that could be verified: ${detail?.result.verdict ?? record.status}`);
  if (!existsSync(best.file)) throw new BadInput(`run ${name} handed out ${best.file}, which is not there any more`);
  const text = readFileSync(best.file, 'utf8');
  const { experiment } = record;
  const subject = await readSubject(experiment, { ...record.ancestor, inputs: record.inputs });
  const payload = { ...subject.payload, cost: 'time' as const, seed, extension: record.judging.extension };
  const supervisor = supervise(payload, 1);
  supervisor.knows(record.facts);
  let stress: StressReading;
  try {
    stress = await stressReading(supervisor, runText(subject.ancestor, detail.candidate.edits));
  } finally {
    await supervisor.close();
  }
  const plan = proofPlan(allowance(experiment.budget), seed);
  const { claimed } = await proveText(subject, experiment, text, stress, plan, context);
  const { ratio, low, high } = claimed.fitness.speed;
  const same = text === detail.candidate.text;
  const { test, module } = experiment;
  const tests = test === null ? null : await testChanged(test, module, text, Number.POSITIVE_INFINITY, context.signal);
  const failed = failureOf(tests);
  return {
    run: name,
    confirmed: claimed.verdict === 'improved' && same && failed === undefined,
    reason: same ? (failed ?? claimed.reason) : 'the file is not the one that was handed out',
    claimed: best.fitness.speed,
    measured: { ratio, low, high },
    seed,
  };
}

export interface Replay {
  readonly run: string;
  readonly confirmed: boolean;
  readonly reason: string;
  readonly generations: number;
  readonly individuals: number;
}

/** Makes every individual again from the seed and the recorded outcomes. @throws BadInput */
export async function replay(name: string, context: Pick<ImproveContext, 'populations'>): Promise<Replay> {
  const store = await RunStore.open<RunDetail>(context.populations, name);
  const { record } = store;
  const subject = await readSubject(record.experiment, { ...record.ancestor, inputs: record.inputs });
  const settings = settingsOf(record.experiment, subject, record.facts, record.judging, {
    integrator: await loadIntegrator(record.policy.source),
    learnt: record.policy.learnt,
    rules: record.policy.rules,
    seeds: record.policy.seeds ?? [],
  });
  let before = firstGeneration(settings, canonicalHash(express(settings.ancestor, [])));
  const known = new Set(before.forms);
  const made = { generations: 0, individuals: 0 };
  const differs = (reason: string): Replay => ({ run: name, confirmed: false, reason, ...made });
  for (const generation of store.generations()) {
    const nursery = new Nursery(settings, before, known);
    const forms: string[] = [];
    const now = new Set<string>();
    const edits = new Map<string, string>();
    for (let slot = 0; slot < nursery.count; slot++) {
      const offspring = nursery.make(slot);
      if (offspring.kind !== 'offspring' || now.has(offspring.form)) continue;
      now.add(offspring.form);
      forms.push(offspring.form);
      edits.set(offspring.id, JSON.stringify(offspring.edits));
      made.individuals++;
    }
    if (JSON.stringify(forms) !== JSON.stringify(generation.forms))
      return differs(`generation ${generation.index} comes out otherwise`);
    for (const individual of generation.population) {
      if (individual.born !== generation.index) continue;
      if (edits.get(individual.id) !== JSON.stringify(individual.edits))
        return differs(`individual ${individual.id} comes out otherwise`);
    }
    for (const form of generation.forms) known.add(form);
    before = generation;
    made.generations++;
  }
  return { run: name, confirmed: true, reason: 'every individual was made again', ...made };
}
