/**
 * Keeping processes on one core. Cores differ: a neighbour on the other thread of one makes it slower by a half for
 * seconds, and two processes that take turns on different ones are then compared by their cores.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Cores that this process may use; none where processes cannot be kept on one (only Linux with `taskset` can). */
export function usableCores(): number[] {
  if (process.platform !== 'linux') return [];
  try {
    const [, list] = /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync('/proc/self/status', 'utf8'))!;
    const cores = parseCores(list!);
    const { status } = spawnSync('taskset', ['-c', String(cores[0]), 'true'], { stdio: 'ignore' });
    return status === 0 ? cores : [];
  } catch {
    return [];
  }
}

/** `0-2,5` as a list. */
export const parseCores = (list: string): number[] =>
  list.split(',').flatMap((range) => {
    const [from, to = from] = range.split('-').map(Number);
    return Array.from({ length: to! - from! + 1 }, (_, i) => from! + i);
  });
