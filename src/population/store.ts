/** Runs on disk: one folder each, as DESIGN section 3 lays it out. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Low } from 'lowdb';
import type { Generation, OutcomeRecord } from '../evolution/generation.ts';
import { BadInput } from '../experiment/bad-input.ts';
import { AtomicJson, JsonLines } from './adapters.ts';
import { type Lock, takeLock } from './lock.ts';
import { RUN_FORMAT, type RunRecord } from './run-record.ts';

/** `--populations`, else `./populations` where it exists, else `./.integron`. */
export function populationsFolder(given: string | undefined, folder = process.cwd()): string {
  if (given !== undefined) return resolve(folder, given);
  const visible = join(folder, 'populations');
  return existsSync(visible) ? visible : join(folder, '.integron');
}

export class RunStore<Result = unknown> {
  readonly folder: string;
  readonly name: string;
  private readonly database: Low<RunRecord<Result> | null>;
  private readonly journal: JsonLines<OutcomeRecord>;
  private lock: Lock | undefined;

  private constructor(populations: string, name: string) {
    this.name = name;
    this.folder = join(populations, name);
    this.database = new Low<RunRecord<Result> | null>(new AtomicJson(join(this.folder, 'run.json')), null);
    this.journal = new JsonLines(join(this.folder, 'outcomes.jsonl'));
  }

  /** Begins a run. @throws BadInput where the name is taken or the folder cannot be written. */
  static async create<Result>(populations: string, record: RunRecord<Result>): Promise<RunStore<Result>> {
    const store = new RunStore<Result>(populations, record.name);
    try {
      makeFolders(populations);
      mkdirSync(store.folder);
      mkdirSync(join(store.folder, 'generations'));
      store.hold();
      await store.save(record);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST')
        throw new BadInput(`a run named ${record.name} exists in ${populations}; choose another --name`);
      store.release();
      rmSync(store.folder, { recursive: true, force: true });
      if (error instanceof BadInput || code === undefined) throw error;
      throw new BadInput(`cannot write to ${populations}: ${code}`);
    }
    return store;
  }

  /** Opens a run that exists. @throws BadInput where there is none or it is damaged. */
  static async open<Result>(populations: string, name: string): Promise<RunStore<Result>> {
    const store = new RunStore<Result>(populations, name);
    if (!existsSync(join(store.folder, 'run.json'))) {
      const others = runNames(populations);
      const hint = others.length > 0 ? `; there are ${others.slice(-5).join(', ')}` : '';
      throw new BadInput(`no run named ${name} in ${populations}${hint}`);
    }
    try {
      await store.database.read();
    } catch (error) {
      throw new BadInput((error as Error).message);
    }
    const { format } = store.record as { format: number };
    if (format !== RUN_FORMAT)
      throw new BadInput(
        `run ${name} was made by ${format < RUN_FORMAT ? 'an older' : 'a newer'} version of Integron, which kept other records; make it again`,
      );
    return store;
  }

  /** Takes the run for writing. @throws BadInput where another process has it. */
  hold(): void {
    this.lock ??= takeLock(join(this.folder, 'lock'));
    if (!this.lock) throw new BadInput(`run ${this.name} is under way in another process`);
  }

  release(): void {
    this.lock?.release();
    this.lock = undefined;
  }

  get record(): RunRecord<Result> {
    return this.database.data!;
  }

  async save(record: RunRecord<Result>): Promise<void> {
    this.database.data = record;
    await this.database.write();
  }

  /** Writes one generation, once. The journal comes first: lines without their generation are dropped on resume. */
  async saveGeneration(generation: Generation, outcomes: readonly OutcomeRecord[]): Promise<void> {
    this.journal.append(outcomes);
    const low = new Low<Generation | null>(new AtomicJson(this.generationFile(generation.index)), null);
    low.data = generation;
    await low.write();
  }

  /** All whole generations in order; a damaged or missing one ends the list. */
  generations(): Generation[] {
    const out: Generation[] = [];
    for (let index = 1; ; index++) {
      const file = this.generationFile(index);
      if (!existsSync(file)) return out;
      try {
        out.push(JSON.parse(readFileSync(file, 'utf8')) as Generation);
      } catch {
        return out;
      }
    }
  }

  outcomes(): OutcomeRecord[] {
    return this.journal.read();
  }

  /** Makes disk and generations agree after a crash. */
  repair(generations: readonly Generation[]): void {
    const last = generations.at(-1)?.index ?? 0;
    for (const name of readdirSync(join(this.folder, 'generations'))) {
      const index = Number.parseInt(name, 10);
      if (!(index <= last) || !/^\d+\.json$/.test(name))
        rmSync(join(this.folder, 'generations', name), { force: true });
    }
    this.journal.keep(({ generation }) => generation <= last);
  }

  private generationFile(index: number): string {
    return join(this.folder, 'generations', `${String(index).padStart(5, '0')}.json`);
  }
}

/** Names of the runs in a folder, oldest first. */
export function runNames(populations: string): string[] {
  if (!existsSync(populations)) return [];
  return readdirSync(populations)
    .filter((name) => !name.startsWith('registry') && existsSync(join(populations, name, 'run.json')))
    .map((name) => ({ name, at: statSync(join(populations, name)).birthtimeMs }))
    .sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

/**
 * Folder by folder: Node's own recursive way never ends where a file system refuses in its own manner (`/proc`).
 * @throws BadInput where one cannot be made.
 */
export function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(join(folder, '..'));
  try {
    mkdirSync(folder);
  } catch (error) {
    throw new BadInput(`cannot write to ${folder}: ${(error as NodeJS.ErrnoException).code}`);
  }
}

/** @throws BadInput where results could not be written to a folder. */
export function checkWritable(folder: string): void {
  let at = resolve(folder);
  while (!existsSync(at)) at = join(at, '..');
  if (!statSync(at).isDirectory()) throw new BadInput(`cannot write to ${folder}: ${at} is not a folder`);
  try {
    // Rights alone do not tell: a file system may be full, read-only, or none for files.
    rmdirSync(mkdtempSync(join(at, '.integron-')));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new BadInput(`cannot write to ${folder}: ${code === 'EACCES' ? 'permission denied' : code}`);
  }
}
