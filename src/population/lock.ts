/** One writer a run: a lock that the system frees when its holder dies, however it dies. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';

export interface Lock {
  release(): void;
}

/** Takes the lock, or gives nothing where another process holds it. */
export function takeLock(file: string): Lock | undefined {
  const database = new DatabaseSync(file);
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (/locked|busy/i.test((error as Error).message)) return undefined;
    throw error;
  }
  return {
    release() {
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

/** Attempts, a tenth of a second apart. */
const ATTEMPTS = 50;

/** Does something with the registry of a folder while no other process does; not at all where one does not let go. */
export async function whileLocked(populations: string, work: () => Promise<void>): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const lock = takeLock(join(populations, 'registry.lock'));
    if (!lock) {
      await wait(100);
      continue;
    }
    try {
      return await work();
    } finally {
      lock.release();
    }
  }
}
