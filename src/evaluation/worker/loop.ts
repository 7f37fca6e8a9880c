/** Measuring loops: each function under test gets one of its own, in its own realm, so that nothing is shared. */
import vm from 'node:vm';
import type { Callable, Realm } from './realm.ts';

/** Runs rows `from` to `to` of the pool through the function; where it catches, it gives how many calls threw. */
export type Loop = (pool: readonly (readonly unknown[])[], from: number, to: number) => number;

/**
 * Hosts allow V8's natives syntax, so that the loop itself stays out of the optimising compiler: it would compile the
 * function under test a second time, inlined, in the middle of the measuring (11 ms of leven's 27 ms a variant). It is
 * baseline code from the start: against the ancestor's loop, which has run for long, an interpreted one made every
 * variant of a fast function look 5 to 7 % slower than it was.
 */
const unoptimised = ((): string => {
  const statement = '%NeverOptimizeFunction(run); %CompileBaseline(run);';
  try {
    new vm.Script(`function run() {} ${statement}`);
    return statement;
  } catch {
    return '';
  }
})();

/**
 * A loop with a text of its own; results are consumed so that no call can be left out. One character of a text is read:
 * V8 leaves a sum of texts undone until then, and an escaping that only put that off read 1.42 times as fast and was 1.18.
 */
export function makeLoop(realm: Realm, callable: Callable, arity: number | null, catches: boolean): Loop {
  const make = realm.run(`(${loopText(callable, arity, catches, unoptimised)})`, 'loop') as (
    f: unknown,
    owner: unknown,
  ) => Loop;
  return make(callable.call, callable.owner);
}

/**
 * Text of a function that takes the one under test (and its owner) and gives a measuring loop.
 * @param catches goes on after a call that throws: for functions that do so on some of their inputs.
 */
export function loopText({ owner }: Callable, arity: number | null, catches: boolean, then = ''): string {
  const args = arity === null ? '...row' : Array.from({ length: arity }, (_, i) => `row[${i}]`).join(', ');
  const call = owner === undefined ? `f(${args})` : `f.call(owner${args && ', '}${args})`;
  const taken = catches ? `let r; try { r = ${call}; } catch { failed++; continue; }` : `const r = ${call};`;
  return `function (f, owner) {
    let sink = 0;
    function run(pool, from, to) {
      let failed = 0;
      for (let i = from; i < to; i++) {
        const row = pool[i];
        ${taken}
        if (typeof r === 'number') sink = (sink + r) | 0;
        else if (typeof r === 'string') sink = (sink + (r.length > 0 ? r.charCodeAt(r.length - 1) : 1)) | 0;
        else if (r) sink = (sink + 1) | 0;
      }
      sink = (sink + failed) | 0;
      return failed;
    }
    ${then}
    return run;
  }`;
}

/** The common number of arguments of all rows, or null where they differ. */
export function commonArity(rows: readonly (readonly unknown[])[]): number | null {
  const first = rows[0]?.length ?? 0;
  return first <= 8 && rows.every((row) => row.length === first) ? first : null;
}
