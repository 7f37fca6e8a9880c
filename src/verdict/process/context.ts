/** What every process of the proof starts from: both sides loaded, and rows that nothing has seen. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type Generate, makeKit, type Snapshot } from '../../evaluation/worker/kit.ts';
import { commonArity, type Loop, loopText } from '../../evaluation/worker/loop.ts';
import type { Callable } from '../../evaluation/worker/realm.ts';
import { onlyPrimitives } from '../../evaluation/worker/side.ts';
import type { ProofOrder } from './protocol.ts';

export interface InputsModule {
  inputs: Generate;
  score?: (args: unknown[], output: unknown) => unknown;
  expected?: (...args: unknown[]) => unknown;
}

export interface ProofContext {
  readonly order: ProofOrder;
  readonly source: InputsModule;
  /** By export. */
  readonly left: readonly Callable[];
  readonly right: readonly Callable[];
  /** Fresh rows of arguments, never the same ones twice. */
  rows(count: number, name: string): unknown[][];
  /** Rows that every process makes alike. */
  sameRows(seed: number, count: number, name: string): unknown[][];
  copy<T>(value: T): T;
  /** Copies of rows, their texts as well. */
  fresh(rows: unknown[][]): unknown[][];
  /** Globals and built-ins as they are, and the name of the first that has changed since. */
  snapshot(): Snapshot;
  changed(before: Snapshot): string | undefined;
  /** Milliseconds. */
  clock(): number;
}

const clock = performance.now.bind(performance);
const kit = makeKit();
/**
 * Each text by itself and in its place, as texts come into a program: those of one clone lie side by side, and on them
 * an `array-unique` by a set was claimed at 6.5 times as fast that is 5.2.
 */
const renew = (text: string): string => structuredClone(text);
const flatten = (texts: string[]): string[] => structuredClone(texts);

/** @throws Error where a file cannot be loaded. */
export async function openContext(order: ProofOrder): Promise<ProofContext> {
  const inputs = (await import(pathToFileURL(order.inputs).href)) as InputsModule & { default?: InputsModule };
  const source: InputsModule = typeof inputs.inputs === 'function' ? inputs : inputs.default!;
  let drawn = 0;
  return {
    order,
    source,
    left: await load(order.left, order),
    right: await load(order.right, order),
    rows: (count, name) => {
      drawn++;
      const list = kit.rows(source.inputs, (order.seed + drawn * 104_729) >>> 0, count, name, 'verdict', flatten);
      // Others are copied before use.
      return onlyPrimitives(list) ? kit.fresh(list, renew) : list;
    },
    sameRows: (seed, count, name) => kit.rows(source.inputs, seed, count, name, 'verdict', flatten),
    copy: kit.copy,
    fresh: (list) => kit.fresh(list, renew),
    snapshot: kit.snapshot,
    changed: kit.changed,
    clock,
  };
}

async function load(file: string, order: ProofOrder): Promise<Callable[]> {
  const module = order.esm ? await import(pathToFileURL(file).href) : createRequire(import.meta.url)(file);
  return order.exports.map((path) => {
    let owner: unknown;
    let value: unknown = module;
    for (const key of path === 'module.exports' ? [] : path.split('.')) {
      owner = value;
      value = (value as Record<string, unknown>)[key];
    }
    const dotted = path.includes('.') && path !== 'module.exports';
    return { owner: dotted ? owner : undefined, call: value as Callable['call'] };
  });
}

let loops = 0;

/** V8 shares type feedback between equal texts: every loop has its own. */
export function makeLoop(callable: Callable, rows: readonly (readonly unknown[])[], catches: boolean): Loop {
  const make = new Function(`/* ${++loops} */ return ${loopText(callable, commonArity(rows), catches)};`)() as (
    f: unknown,
    owner: unknown,
  ) => Loop;
  return make(callable.call, callable.owner);
}
