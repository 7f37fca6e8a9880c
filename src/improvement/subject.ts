/** From an experiment to a subject that can be judged: everything that may be wrong with the input is found here. */
import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { ExportedMember, Preflight } from '../evaluation/protocol.ts';
import { Supervisor } from '../evaluation/supervisor.ts';
import { providedGlobals } from '../evaluation/worker/realm.ts';
import { BadInput } from '../experiment/bad-input.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { type Neighbours, neighboursOf } from '../experiment/neighbours.ts';
import { probeRuntime, type Runtime } from '../experiment/runtime.ts';
import {
  bundleImports,
  bundleInputs,
  errorTexts,
  findInputs,
  namedGlobals,
  readText,
  type SubjectPayload,
} from '../experiment/subject.ts';
import { type Ancestor, parseAncestor } from '../genome/ancestor.ts';
import { SyntaxRefused } from '../genome/parse.ts';

export interface Subject {
  readonly ancestor: Ancestor;
  readonly inputs: string;
  readonly exports: readonly string[];
  readonly neighbours: Neighbours;
  readonly payload: SubjectPayload;
  /** Nodes that the verdict must hold on; null is the one that runs the engine. The first is that of the search. */
  readonly runtimes: readonly (Runtime | null)[];
}

const HOST = { memoryLimit: 2048, batch: 4 };
/** Milliseconds; where work is counted a time-out may depend on nothing but a real hang. */
const TIME_LIMIT = { time: 4000, work: 10_000 };

/** A pool that judges variants of a subject. */
export const supervise = (payload: SubjectPayload, workers: number): Supervisor =>
  new Supervisor({ payload, workers, timeLimit: TIME_LIMIT[payload.cost], ...HOST });

/** Reads module and inputs and finds the exports. @throws BadInput */
export async function readSubject(
  experiment: Experiment,
  stored?: { text: string; inputs: string; neighbours: Neighbours },
): Promise<Subject> {
  const { module } = experiment;
  if (!/\.[cm]?[jt]sx?$/.test(extname(module)))
    throw new BadInput(`${basename(module)} is no JavaScript or TypeScript module`);
  const text = stored?.text ?? readText(module, 'module');
  let ancestor: Ancestor;
  try {
    ancestor = parseAncestor(text, module);
  } catch (error) {
    if (error instanceof SyntaxRefused) throw new BadInput(error.message);
    throw error;
  }
  const runtimes = runtimesOf(experiment, ancestor);
  const inputs = stored?.inputs ?? findInputs(module, experiment.inputs ?? undefined);
  if (!existsSync(inputs)) throw new BadInput(`no such inputs file: ${inputs}`);
  const inputsText = await bundleInputs(inputs);
  const imports = await bundleImports(ancestor);
  const { kind, head, tail } = ancestor.form;
  const payload: SubjectPayload = {
    file: module,
    form: { kind, head, tail },
    ancestor: ancestor.source.run,
    exports: [],
    imports,
    inputs: inputsText,
    inputsName: basename(inputs),
    globals: namedGlobals(ancestor, `${imports ?? ''}${inputsText}`, providedGlobals),
    messages: errorTexts(ancestor),
    tolerance: experiment.tolerance,
    seed: experiment.seed,
    cost: experiment.cost,
    minAccuracy: experiment.minAccuracy,
    runtime: runtimes[0]!,
    extension: [],
  };
  const exports = await chooseExports(payload, experiment.export);
  const neighbours = stored?.neighbours ?? neighboursOf(ancestor);
  return { ancestor, inputs, exports, neighbours, payload: { ...payload, exports }, runtimes };
}

function runtimesOf({ runtime }: Experiment, { typescript, file }: Ancestor): (Runtime | null)[] {
  if (runtime.length === 0) return [null];
  const runtimes = [...new Set(runtime)].map(probeRuntime);
  const plain = typescript && runtimes.find(({ stripsTypes }) => !stripsTypes);
  if (plain)
    throw new BadInput(
      `--runtime: Node ${plain.version} does not run TypeScript as it stands in ${basename(file)}; name 22.18 or newer, or improve the compiled module`,
    );
  return runtimes;
}

async function chooseExports(payload: SubjectPayload, wanted: string | null): Promise<string[]> {
  const supervisor = supervise(payload, 1);
  let members: readonly ExportedMember[];
  try {
    members = await supervisor.exported();
  } catch (error) {
    throw new BadInput(`${basename(payload.file)}: ${(error as Error).message}`);
  } finally {
    await supervisor.close();
  }
  const functions = members.filter(({ type }) => type === 'function').map(({ path }) => path);
  const name = basename(payload.file);
  if (wanted === null) {
    const whole = functions.find((path) => path === 'module.exports') ?? functions.find((path) => path === 'default');
    const chosen = whole === undefined ? functions.filter((path) => !path.includes('.')) : [whole];
    if (chosen.length === 0) throw new BadInput(`${name} exports no function`);
    return chosen;
  }
  const found = members.find(({ path }) => path === wanted);
  if (!found) {
    throw new BadInput(`${name} has no export ${wanted}; its functions are ${functions.join(', ') || 'none'}`);
  }
  if (found.type !== 'function')
    throw new BadInput(
      `export ${wanted} of ${name} is not a function but ${found.type}; its functions are ${functions.join(', ') || 'none'}`,
    );
  return [wanted];
}

/** Has the subject looked at. @throws BadInput where it cannot be judged. */
export async function preflight(supervisor: Supervisor, payload: SubjectPayload, whole = true): Promise<Preflight> {
  const facts = await supervisor.preflight(whole);
  if (facts.refusal !== null) throw new BadInput(`${basename(payload.file)}: ${facts.refusal}`);
  return facts;
}
