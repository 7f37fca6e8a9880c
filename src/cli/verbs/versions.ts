/** `integron versions [name]`: what was made of a module, what of it is in service, and why. */
import { Command } from 'commander';
import { BadInput } from '../../experiment/bad-input.ts';
import { subjectNames, type Version, type VersionFitness, versionsOf } from '../../population/registry.ts';
import { populationsFolder } from '../../population/store.ts';
import { inFigures } from '../../statistics/summary.ts';
import { type CommonOptions, withCommon } from '../options.ts';

export const versionsVerb = (): Command =>
  withCommon(
    new Command('versions').description('show versions and what is in service').argument('[name]', 'as in integrator'),
  ).action(async (name: string | undefined, options: CommonOptions) => {
    const populations = populationsFolder(options.populations);
    const names = await subjectNames(populations);
    if (name === undefined) {
      if (names.length === 0) throw new BadInput(`no versions in ${populations}; integron self makes some`);
      process.stdout.write(options.json ? `${JSON.stringify(names)}\n` : `${names.join('\n')}\n`);
      return;
    }
    const known = await versionsOf(populations, name);
    if (!known) {
      const hint = names.length > 0 ? `there are ${names.join(', ')}` : 'integron self makes some';
      throw new BadInput(`no versions of ${name} in ${populations}; ${hint}`);
    }
    if (options.json) {
      process.stdout.write(`${shownAsJson(known.versions)}\n`);
      return;
    }
    process.stdout.write(`${overviewOf(known.versions, known.active)}\n`);
  });

/** The table, what each generation reached, and the summary. */
export const overviewOf = (versions: readonly Version[], active: string): string =>
  [tableOf(versions), generationsOf(versions), summaryOf(versions, active)].filter((part) => part !== '').join('\n\n');

/** All of them, without their sources and states. */
export const shownAsJson = (versions: readonly Version[]): string =>
  JSON.stringify(versions.map(({ source: _, learnt: _state, ...version }) => version));

const HEAD = [
  'version',
  'parent',
  'status',
  'speed',
  'memory',
  'accuracy',
  'stability',
  'whole searches',
  'descendants',
  'date',
  'changes',
];

export function tableOf(versions: readonly Version[]): string {
  const rows = [HEAD, ...versions.map((version) => rowOf(version, versions))];
  const widths = HEAD.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, k) => cell.padEnd(widths[k]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function rowOf(version: Version, versions: readonly Version[]): string[] {
  const { parent, status, fitness, date, changes, reason } = version;
  return [
    version.version,
    parent ?? '',
    status,
    fitness ? inFigures(fitness.speed) : '',
    fitness ? inFigures(fitness.memory) : '',
    fitness ? accuracyOf(fitness) : '',
    fitness ? fitness.stability.score.toFixed(3) : '',
    fitness?.online ? inFigures(fitness.online.result) : '',
    descendantsOf(version, versions),
    date.slice(0, 10),
    changes.join('; ') || reason,
  ];
}

/**
 * What a version's descendants reached: a policy is worth what comes of it, not what it shows itself (clade
 * metaproductivity of the Huxley-Goedel machine, Wang et al. 2025).
 */
function descendantsOf({ version }: Version, versions: readonly Version[]): string {
  const children = versions.filter(({ parent }) => parent === version);
  if (children.length === 0) return '';
  const served = children.filter(hasServed);
  const best = Math.max(...served.map(({ fitness }) => fitness?.speed.ratio ?? 1));
  return `${served.length} of ${children.length} served${served.length > 0 ? `, speed ${best.toFixed(2)}` : ''}`;
}

/** The share of the attainable gain that it captures, with its interval and what V0 captures. */
export function accuracyOf({ accuracy: { score, before, low, high } }: VersionFitness): string {
  const interval = low === undefined || high === undefined ? '' : ` (${low.toFixed(3)} to ${high.toFixed(3)})`;
  return `${score.toFixed(3)}${interval}, V0 ${before.toFixed(3)}`;
}

/** What the versions of each generation reached beside V0: those that are as many steps from it. */
export function generationsOf(versions: readonly Version[]): string {
  const depths = new Map<string, number>();
  for (const { version, parent } of versions) depths.set(version, parent === null ? 0 : (depths.get(parent) ?? 0) + 1);
  const groups = Map.groupBy(versions, ({ version }) => depths.get(version)!);
  return [...groups]
    .filter(([depth]) => depth > 0)
    .map(([depth, members]) => {
      const measured = members.flatMap(({ fitness }) => fitness ?? []);
      const served = members.filter(hasServed).length;
      const best = (of: (fitness: VersionFitness) => number): string => Math.max(...measured.map(of)).toFixed(2);
      const reached =
        measured.length === 0
          ? 'none measured'
          : `best speed ${best(({ speed }) => speed.ratio)}, memory ${best(({ memory }) => memory.ratio)}, accuracy ${best(({ accuracy }) => accuracy.score)}`;
      return `generation ${depth}: ${members.length} made, ${served} served, ${reached}`;
    })
    .join('\n');
}

/** Whether a version has ever answered calls. */
const hasServed = ({ status, served }: Version): boolean => served === true || /^(deployed|canary)$/.test(status);

/** Cycles, versions made, the one in service, and what it is beside the original. A cycle may make more than one. */
export function summaryOf(versions: readonly Version[], active: string): string {
  const made = versions.slice(1);
  const served = made.filter(hasServed);
  const rejected = made.filter(({ status }) => status === 'rejected').length;
  const cycles = new Set(made.map(({ run, version }) => run ?? version)).size;
  const edits = served.reduce((sum, { changes }) => sum + changes.length, 0);
  const now = versions.find(({ version }) => version === active);
  const worth = now?.fitness
    ? `, ${now.fitness.speed.ratio.toFixed(2)} times as fast as V0 with ${now.fitness.memory.ratio.toFixed(2)} times less memory, accuracy ${now.fitness.accuracy.score.toFixed(3)}`
    : '';
  const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
  return `${counted(cycles, 'cycle')}: ${counted(made.length, 'version')} made, ${served.length} served, ${rejected} rejected, ${counted(edits, 'edit')} accepted; in service: ${active}${worth}`;
}
