/** One module analysed: run on its inputs where there are some, judged by its text alone where not. A task of the pool. */
import { extname } from 'node:path';
import { BadInput } from '../experiment/bad-input.ts';
import { type ExperimentOptions, resolveExperiment } from '../experiment/experiment.ts';
import { findInputs, readText } from '../experiment/subject.ts';
import { type Ancestor, parseAncestor } from '../genome/ancestor.ts';
import { SyntaxRefused } from '../genome/parse.ts';
import { factsOf, type Seen, unseen } from '../integrator/facts.ts';
import type { Opportunity } from '../integrator/integrator.ts';
import { loadIntegrator } from '../integrator/load.ts';
import { preflight, readSubject, supervise } from './subject.ts';

export interface AnalysisTask {
  readonly options: ExperimentOptions;
  /** Source of the integrator that analyses. */
  readonly integrator: string;
}

export interface Analysis {
  readonly module: string;
  /** Whether its code was run, so that counts are exact; else why not. */
  readonly ran: boolean;
  readonly note: string | null;
  readonly microsPerCall: number;
  readonly opportunities: readonly Opportunity[];
}

export default async function analyzeModule({ options, integrator }: AnalysisTask): Promise<Analysis> {
  const { module } = options;
  const [{ ancestor, seen, note }, { analyze }] = await Promise.all([look(options), loadIntegrator(integrator)]);
  const opportunities = analyze(factsOf(ancestor, seen));
  return { module, ran: seen.micros > 0, note, microsPerCall: seen.micros, opportunities };
}

async function look(options: ExperimentOptions): Promise<{ ancestor: Ancestor; seen: Seen; note: string | null }> {
  const { module } = options;
  if (!/\.[cm]?[jt]sx?$/.test(extname(module))) throw new BadInput(`${module} is no JavaScript or TypeScript module`);
  const experiment = resolveExperiment({ ...options, workers: 1 }, process.cwd());
  let note: string;
  try {
    findInputs(module, options.inputs);
    const subject = await readSubject(experiment);
    const supervisor = supervise(subject.payload, 1);
    try {
      const { profile, values, microsPerCall, bytesPerCall } = await preflight(supervisor, subject.payload);
      const seen = { profile: new Map(profile), values: new Map(values), micros: microsPerCall, bytes: bytesPerCall };
      return { ancestor: subject.ancestor, seen, note: null };
    } finally {
      await supervisor.close();
    }
  } catch (error) {
    // Inputs that were asked for must do; those that happen to lie beside it, or none, need not.
    if (!(error instanceof BadInput) || options.inputs !== undefined) throw error;
    note = error.message;
  }
  try {
    const ancestor = parseAncestor(readText(module, 'module'), module);
    return { ancestor, seen: unseen(ancestor), note };
  } catch (error) {
    if (error instanceof SyntaxRefused) throw new BadInput(error.message);
    throw error;
  }
}
