/** Busy processes beside a measurement. */
import { spawn } from 'node:child_process';

export function busy(count: number): { stop(): void } {
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', 'for (let a = []; ; a = a.length > 1e5 ? [] : a) a.push(Math.sqrt(a.length));'], {
      stdio: 'ignore',
    }),
  );
  return {
    stop: () => {
      for (const child of children) child.kill('SIGKILL');
    },
  };
}
