/** Which of V8's compilers may work, and when: settings of the whole process, which is why each worker has its own. */
import { setFlagsFromString } from 'node:v8';

/** Calls after which V8 is to optimise what takes a few microseconds, and the fewest where a call takes long. */
const OPTIMISED_AFTER = 400;
const FEWEST_CALLS = 40;
/** Microseconds that all calls before take together, once they are optimised: so many fewer calls of a slow function. */
const BEFORE_MICROS = 1000;

/** Calls after which V8 is to optimise a function that takes so many microseconds. */
export const callsBefore = (micros: number): number =>
  Math.round(Math.max(FEWEST_CALLS, Math.min(OPTIMISED_AFTER, BEFORE_MICROS / Math.max(micros, 1e-3))));

/**
 * Has V8 optimise early. At its own 3,000 calls six in ten variants of leven left the race as hopeless, at 400 two in ten;
 * of area-polygon, which is slow until then, 400 took longer than the warming, and the ancestor against itself read 0.5
 * to 1.0.
 */
export function optimiseFor(micros: number): void {
  const calls = callsBefore(micros);
  setFlagsFromString(`--invocation-count-for-turbofan=${calls}`);
  setFlagsFromString(`--minimum-invocations-after-ic-update=${Math.round(calls / 4)}`);
}

/**
 * Whether V8's slow compiler may work. Of counted code, which runs a few dozen times, it made the cases of matrix-inverse
 * take 77 ms that take 22 without it, of jaro-winkler 12 that take 3.
 */
export const letTurboFan = (on: boolean): void => setFlagsFromString(on ? '--turbofan' : '--no-turbofan');
