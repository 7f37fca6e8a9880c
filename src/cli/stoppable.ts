/** Ctrl-C and SIGTERM end a job cleanly; a second one, later, does not wait for anything. */
import { ExitWith } from './exit.ts';

const AGAIN_MS = 700;

/** Runs a job that heeds the signal. One that was stopped and says so by throwing the signal's reason exits with 130. */
export async function stoppable<T>(job: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const { signal } = abort;
  let first: number | undefined;
  const onSignal = (): void => {
    // One Ctrl-C may arrive twice, from the terminal and from the launcher. What was finished is on disk.
    if (first !== undefined && performance.now() - first > AGAIN_MS) process.exit(130);
    first ??= performance.now();
    abort.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    return await job(signal);
  } catch (error) {
    throw signal.aborted && error === signal.reason ? new ExitWith(130) : error;
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}
