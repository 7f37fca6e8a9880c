/** One export's calls on one side: run a row, with the arguments as they are afterwards. */
import type { Outcome } from '../../experiment/equality.ts';
import type { Callable } from './realm.ts';

const { apply } = Reflect;

/**
 * Work at which a call counts as hanging, where the ancestor's own took `work`. What native code did for the ancestor (a
 * sort) is no work to the counters, so every call may use half a million units.
 */
export const hangsAt = (work: number): number => work * 100 + 500_000;

/** Calls the function with these very arguments. */
export function outcomeOf(callable: Callable, args: unknown[]): Outcome {
  // The arguments array itself is the judge's: a variant sees its members only.
  const passed = args.slice();
  try {
    return { threw: false, value: apply(callable.call, callable.owner, passed), args };
  } catch (error) {
    return { threw: true, error, args };
  }
}

export const isPrimitive = (value: unknown): boolean =>
  value === null || (typeof value !== 'object' && typeof value !== 'function');

/** Whether rows hold nothing that a function could change. */
export const onlyPrimitives = (rows: readonly (readonly unknown[])[]): boolean =>
  rows.every((row) => row.every(isPrimitive));
