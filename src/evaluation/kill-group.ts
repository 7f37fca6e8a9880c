/** Ends a child that leads a process group of its own, with all that it started. */
import type { ChildProcess } from 'node:child_process';

export function killGroup(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
