/** A run laid open as text: its course, its front, where the best comes from, and what each operator did. */
import type { Individual } from '../evolution/generation.ts';
import type { ReportedRun } from '../report/format.ts';
import { medianEstimate } from '../statistics/summary.ts';

export interface Ancestry {
  readonly id: string;
  readonly operator: string;
  readonly parents: readonly string[];
  readonly edits: number;
  readonly ratio: number | null;
}

/** The inspection as data and as text. */
export function inspection(run: ReportedRun): { data: object; text: string } {
  const { record, generations, outcomes } = run;
  const last = generations.at(-1);
  const best = record.result?.candidate?.id ?? last?.champions[0]?.id;
  const lineage = best === undefined ? [] : lineageOf(run, best);
  const operators = Object.entries(last?.adaptive.operators ?? {}).sort(
    ([a, x], [b, y]) => y.won - x.won || y.passed - x.passed || (a < b ? -1 : 1),
  );
  const course = sampled(generations).map(({ index, evaluations, variants, best: value, population, again }) => ({
    generation: index,
    variants,
    evaluations,
    best: value,
    population: population.length,
    again: again?.ratio ?? null,
  }));
  const front = record.result?.front ?? [];
  const lines = [
    `run ${record.name}: ${record.result?.result.verdict ?? record.status}, seed ${record.experiment.seed}, ${record.experiment.module}`,
    `${last?.variants ?? 0} variants, ${last?.evaluations ?? 0} evaluations, ${outcomes.length} trials in the journal`,
    '',
    'generation  evaluations  best   original against itself',
    ...course.map(
      ({ generation, evaluations, best: value, again }) =>
        `${String(generation).padStart(10)}  ${String(evaluations).padStart(11)}  ${value.toFixed(2).padStart(5)}  ${again === null ? '' : again.toFixed(3)}`,
    ),
    '',
    'front (measured in the search)',
    ...front.map(
      ({ id, edits, speed, memory, accuracy }) =>
        `  ${id.padEnd(10)} ${edits} edits  speed ${speed.ratio.toFixed(2)} (${speed.low.toFixed(2)} to ${speed.high < 1e6 ? speed.high.toFixed(2) : '?'})${memory === null ? '' : `  memory ${memory.toFixed(2)}`}  accuracy ${accuracy.toFixed(4)}`,
    ),
    '',
    'lineage of the best, youngest first',
    ...lineage.map(
      ({ id, operator, parents, edits, ratio }) =>
        `  ${id.padEnd(10)} ${operator.padEnd(30)} ${String(edits).padStart(2)} edits  ${ratio === null ? '' : `${ratio.toFixed(2)}x`.padEnd(7)} from ${parents.join(', ') || '-'}`,
    ),
    '',
    'operator                        tried  passed  won',
    ...operators.map(
      ([name, { tried, passed, won }]) =>
        `${name.padEnd(30)} ${String(tried).padStart(6)} ${String(passed).padStart(7)} ${String(won).padStart(4)}`,
    ),
  ];
  return {
    data: { run: record.name, course, front, lineage, operators: Object.fromEntries(operators) },
    text: `${lines.join('\n')}\n`,
  };
}

/** At most 24 of the generations, first and last among them. */
function sampled<T>(list: readonly T[]): T[] {
  const step = Math.max(1, Math.ceil(list.length / 24));
  return list.filter((_, i) => i % step === 0 || i === list.length - 1);
}

/** From an individual back to the ancestor, along the first parent. */
function lineageOf({ generations, outcomes }: ReportedRun, id: string): Ancestry[] {
  const individuals = new Map<string, Individual>();
  for (const generation of generations)
    for (const one of [...generation.population, ...generation.champions]) individuals.set(one.id, one);
  const records = new Map(outcomes.filter(({ kind }) => kind === 'offspring').map((outcome) => [outcome.id, outcome]));
  const out: Ancestry[] = [];
  for (let at: string | undefined = id; at !== undefined && out.length < 200; ) {
    const individual = individuals.get(at);
    const record = records.get(at);
    if (!individual && !record) break;
    const logs = individual?.measures.logs ?? [];
    const ratio = logs.length > 0 ? medianEstimate(logs).ratio : (record?.ratio ?? null);
    const parents: readonly string[] = individual?.parents ?? record!.parents;
    out.push({
      id: at,
      operator: individual?.operator ?? record!.operator,
      parents,
      edits: individual?.edits.length ?? record!.edits,
      ratio,
    });
    at = parents[0];
  }
  return out;
}
