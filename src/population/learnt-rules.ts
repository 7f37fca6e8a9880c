/** Rules learnt from the proven edits of a folder's runs: offered to the next ones, retired where they do not pay. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { OperatorRecord } from '../evolution/generation.ts';
import { clopperPearson } from '../statistics/clopper-pearson.ts';
import { type Example, generalised } from '../variation/generalise.ts';
import type { RuleData } from '../variation/rule.ts';
import { AtomicJson } from './adapters.ts';
import { whileLocked } from './lock.ts';

export interface LearntRule {
  readonly data: RuleData;
  /** Hashes of the modules whose edits it is from. */
  readonly modules: readonly string[];
  readonly record: OperatorRecord;
  readonly retired: boolean;
}

interface Learnt {
  readonly examples: readonly Example[];
  readonly rules: readonly LearntRule[];
}

const MOST_EXAMPLES = 300;
/** Rules offered at a time. */
const MOST_RULES = 40;
/** A rule goes once it surely wins less often than this: after 72 trials, if it never won. */
const POOR = 0.05;

const file = (populations: string): AtomicJson<Learnt> => new AtomicJson(join(populations, 'registry-rules.json'));

async function read(populations: string): Promise<Learnt> {
  return (
    (await file(populations)
      .read()
      .catch(() => null)) ?? { examples: [], rules: [] }
  );
}

/** Rules that a run is offered beside the shipped ones. */
export async function learntRules(populations: string): Promise<RuleData[]> {
  const { rules } = await read(populations);
  return rules.filter(({ retired }) => !retired).map(({ data }) => data);
}

/** Adds a run's proven edits and the record that learnt rules had in it. */
export async function learnRules(
  populations: string,
  examples: readonly Example[],
  operators: Readonly<Record<string, OperatorRecord>>,
): Promise<void> {
  const tried = Object.keys(operators).some((name) => name.startsWith('rule:learnt-'));
  if (!existsSync(populations) || (examples.length === 0 && !tried)) return;
  await whileLocked(populations, async () => {
    const known = await read(populations);
    await file(populations).write(withMore(known, examples, operators));
  });
}

export function withMore(
  known: Learnt,
  examples: readonly Example[],
  operators: Readonly<Record<string, OperatorRecord>>,
): Learnt {
  const rules = new Map(known.rules.map((rule) => [rule.data.name, withRecord(rule, operators)]));
  const novel = examples.filter((one) => !known.examples.some((other) => sameExample(one, other)));
  const all = [...known.examples];
  for (const example of novel) {
    for (const other of all) {
      const data = generalised(other, example);
      if (!data) continue;
      const modules = [...new Set([...(rules.get(data.name)?.modules ?? []), other.module, example.module])];
      const rule = rules.get(data.name) ?? { data, record: { tried: 0, passed: 0, won: 0 }, retired: false };
      rules.set(data.name, { ...rule, modules });
    }
    all.push(example);
  }
  // Those from most modules first, then those that won most for their trials.
  const worth = ({ record, modules }: LearntRule): number => modules.length + (10 * record.won) / (record.tried + 10);
  const ordered = [...rules.values()].sort((a, b) => worth(b) - worth(a) || (a.data.name < b.data.name ? -1 : 1));
  let offered = 0;
  return {
    examples: all.slice(-MOST_EXAMPLES),
    rules: ordered.map((rule) => ({ ...rule, retired: rule.retired || isPoor(rule) || ++offered > MOST_RULES })),
  };
}

const isPoor = ({ record: { tried, won } }: LearntRule): boolean =>
  tried > 0 && clopperPearson(Math.min(won, tried), tried).high < POOR;

const sameExample = (a: Example, b: Example): boolean =>
  a.before === b.before && a.after === b.after && a.module === b.module;

function withRecord(rule: LearntRule, operators: Readonly<Record<string, OperatorRecord>>): LearntRule {
  const now = operators[`rule:${rule.data.name}`];
  if (!now) return rule;
  const { tried, passed, won } = rule.record;
  return { ...rule, record: { tried: tried + now.tried, passed: passed + now.passed, won: won + now.won } };
}
