/** A small subject and a pool that judges variants of it. */
import type { Plan, TrialResult } from '../../src/evaluation/protocol.ts';
import { Supervisor } from '../../src/evaluation/supervisor.ts';
import { bundleInputs, type SubjectPayload } from '../../src/experiment/subject.ts';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { project } from '../e2e/command.ts';

export const DOUBLED = `module.exports = function doubled(list) {
  const out = [];
  for (let i = 0; i < list.length; i++) out.push(list[i] * 2);
  return out;
};
`;

const INPUTS = `export const inputs = (random, count) => Array.from({ length: count }, () => [
  Array.from({ length: 1 + Math.floor(random() * 12) }, () => Math.floor(random() * 50)),
]);
`;

/** Cases, and nothing that takes a clock. */
export const CASES: Plan = { cases: true, pairs: 0, morePairs: 0, floor: 0, memory: false, stress: 0 };
export const STRESS: Plan = { ...CASES, stress: 12 };
export const TIMED: Plan = { ...CASES, pairs: 6, memory: true, stress: 4 };

export async function payloadOf(
  text: string,
  inputs = INPUTS,
  change: Partial<SubjectPayload> = {},
): Promise<SubjectPayload> {
  const folder = project({ 'module.inputs.js': inputs });
  const ancestor = parseAncestor(text, `${folder}/module.js`);
  const { kind, head, tail } = ancestor.form;
  return {
    file: ancestor.file,
    form: { kind, head, tail },
    ancestor: ancestor.source.run,
    exports: ['module.exports'],
    imports: null,
    inputs: await bundleInputs(`${folder}/module.inputs.js`),
    inputsName: 'module.inputs.js',
    globals: [],
    messages: [],
    tolerance: 0,
    seed: 1,
    cost: 'time',
    runtime: null,
    extension: [],
    minAccuracy: null,
    ...change,
  };
}

/** @param timeLimit milliseconds of one trial: much, so that a busy machine makes nothing a hang */
export const poolOf = (payload: SubjectPayload, workers = 2, timeLimit = 20_000): Supervisor =>
  new Supervisor({ payload, workers, memoryLimit: 1024, timeLimit, batch: 3 });

export const judged = (pool: Supervisor, texts: readonly string[], plan: Plan): Promise<TrialResult[]> =>
  Promise.all(texts.map((text, slot) => pool.trial({ slot, text, plan })));
