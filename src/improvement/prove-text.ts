/** One text proved against the ancestor's, on each Node that the user named. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { StressReading } from '../evaluation/protocol.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { makeOverlay } from '../experiment/overlay.ts';
import type { Runtime } from '../experiment/runtime.ts';
import { type Claim, claim } from '../verdict/claim.ts';
import { type ProofPlan, proofPlan } from '../verdict/plan.ts';
import { differing, type Proof, type ProofSubject, prove, twoAtATime } from '../verdict/prove.ts';
import type { RuntimeClaim } from '../verdict/run-result.ts';
import type { ImproveContext } from './context.ts';
import type { Subject } from './subject.ts';

export interface Proven {
  /** Of the Node on which it gained least, or on which it could not be claimed. */
  readonly proof: Proof;
  readonly claimed: Claim;
  /** Each Node's own claim, in the order in which they were named; empty where none was. */
  readonly runtimes: readonly RuntimeClaim[];
}

/** Seconds for the proof on each further Node: that of the first has had what the search left. */
const FURTHER = 22;

type Proved = Pick<Experiment, 'module' | 'objective' | 'threshold' | 'minAccuracy' | 'minStability' | 'tolerance'>;

/** Both texts are loaded from overlays of the module's own place. `improved` is what is improved on every Node. */
export async function proveText(
  subject: Subject,
  experiment: Proved,
  text: string,
  stress: StressReading,
  plan: ProofPlan,
  context: Pick<ImproveContext, 'signal' | 'onEvent'>,
): Promise<Proven> {
  const { objective: asked, threshold, minAccuracy, minStability } = experiment;
  const claimOf = (proof: Proof): Claim => claim(proof, stress, { asked, threshold, minAccuracy, minStability });
  const { files, remove } = placed(subject, experiment, text);
  const proven: { runtime: Runtime | null; proof: Proof; claimed: Claim }[] = [];
  try {
    for (const [k, runtime] of subject.runtimes.entries()) {
      const proof = await prove({ ...files, runtime }, k === 0 ? plan : proofPlan(FURTHER, plan.seed + k, plan.alpha), {
        signal: context.signal,
        progress: (done, of) => context.onEvent?.({ type: 'stage', stage: 'proof', done, of }),
        open: (sofar) => claimOf(sofar).open,
      });
      proven.push({ runtime, proof, claimed: claimOf(proof) });
      if (proven[k]!.claimed.verdict !== 'improved') break;
    }
  } catch (error) {
    throw new Error(`${basename(experiment.module)} could not be proved: ${(error as Error).message}`);
  } finally {
    remove();
  }
  const failed = proven.find(({ claimed }) => claimed.verdict !== 'improved');
  const weakest = failed ?? proven.reduce((least, one) => (lowOf(one.claimed) < lowOf(least.claimed) ? one : least));
  const named = (failed ? [failed] : proven).map(({ runtime, claimed }) =>
    runtime ? `${claimed.reason} on Node ${runtime.version}` : claimed.reason,
  );
  return {
    proof: weakest.proof,
    claimed: { ...weakest.claimed, reason: named.join('; ') },
    runtimes: proven.flatMap(({ runtime, claimed: { verdict, fitness } }) =>
      runtime ? [{ version: runtime.version, v8: runtime.v8, verdict, fitness }] : [],
    ),
  };

  /** The cautious end of what was asked for, of several the best. */
  function lowOf({ fitness }: Claim): number {
    const lows = asked.flatMap((name) => (name === 'speed' || name === 'memory' ? [fitness[name].low] : []));
    return lows.length > 0 ? Math.max(...lows) : fitness.speed.low;
  }
}

/**
 * Of some texts the share of results that are not the original's on the inputs, of a process of a proof, on which another
 * text was wrong; the largest of all Nodes.
 */
export function wrongShares(
  subject: Subject,
  experiment: Proved,
  texts: readonly string[],
  { plan, process }: { readonly plan: ProofPlan; readonly process: number },
  signal: AbortSignal | undefined,
): Promise<number[]> {
  return twoAtATime(texts.length, async (k) => {
    const { files, remove } = placed(subject, experiment, texts[k]!);
    try {
      let most = 0;
      for (const runtime of subject.runtimes)
        most = Math.max(most, await differing({ ...files, runtime }, plan, process, signal));
      return most;
    } finally {
      remove();
    }
  });
}

/** The files of a proof, until they are removed. */
function placed(
  subject: Subject,
  { module, tolerance }: Proved,
  text: string,
): { readonly files: Omit<ProofSubject, 'runtime'>; readonly remove: () => void } {
  const left = makeOverlay(module, subject.ancestor.text);
  const right = makeOverlay(module, text);
  // The bundled text: whatever the file is written in, every Node can load it.
  const inputs = join(mkdtempSync(join(tmpdir(), 'integron-inputs-')), 'inputs.cjs');
  writeFileSync(inputs, subject.payload.inputs);
  return {
    files: {
      left: left.file,
      right: right.file,
      esm: subject.ancestor.form.kind === 'esm',
      exports: subject.exports,
      inputs,
      tolerance,
      messages: subject.payload.messages,
    },
    remove: () => {
      left.remove();
      right.remove();
      rmSync(dirname(inputs), { recursive: true, force: true });
    },
  };
}
