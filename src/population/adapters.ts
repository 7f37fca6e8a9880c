/** lowdb adapters: whole JSON files written at once and synced, and lines that are only ever appended. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Adapter } from 'lowdb';
import writeFileAtomic from 'write-file-atomic';

/** A JSON file that is either its old or its new self, whatever happens meanwhile. */
export class AtomicJson<T> implements Adapter<T> {
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  async read(): Promise<T | null> {
    if (!existsSync(this.file)) return null;
    const text = readFileSync(this.file, 'utf8');
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new DamagedFile(this.file);
    }
  }

  async write(data: T): Promise<void> {
    await writeFileAtomic(this.file, `${JSON.stringify(data)}\n`, { fsync: true });
  }
}

export class DamagedFile extends Error {
  constructor(file: string) {
    super(`${file} is damaged: it is no whole JSON text`);
  }
}

/** Lines of JSON. lowdb rewrites whole files; a journal must not. */
export class JsonLines<T> {
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  append(rows: readonly T[]): void {
    if (rows.length === 0) return;
    const handle = openSync(this.file, 'a');
    try {
      writeSync(handle, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }

  /** Whole lines; a torn last one is left out. */
  read(): T[] {
    if (!existsSync(this.file)) return [];
    return readFileSync(this.file, 'utf8')
      .split('\n')
      .flatMap((line) => {
        try {
          return line === '' ? [] : [JSON.parse(line) as T];
        } catch {
          return [];
        }
      });
  }

  /** Drops torn lines and those that `wanted` refuses. */
  keep(wanted: (row: T) => boolean): void {
    if (!existsSync(this.file)) return;
    const rows = this.read().filter(wanted);
    writeFileAtomic.sync(this.file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { fsync: true });
  }
}
