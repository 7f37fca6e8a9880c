/** Games of policies on recorded pools, in a process of their own: what never ends or reaches out costs that one alone. */
import { createContext, runInContext } from 'node:vm';
import { bodyOf, type ModuleForm } from '../genome/run-form.ts';
import { type Asked, gamesOf, type Played, type Policy } from './game.ts';
import { type Pools, poolsOf } from './pools.ts';

/** A policy's text, and the pools that it is to play. */
export interface Order extends Asked {
  readonly id: number;
  readonly form: Pick<ModuleForm, 'head' | 'tail'>;
  readonly run: string;
  readonly cycle: number;
  /** Modules are shared out among two processes. */
  readonly half: 0 | 1;
}

export interface Answer extends Played {
  readonly id: number;
}

const known = new Map<number, Promise<Pools>>();

/** Drawn once, and frozen: what one policy changes the next one would see. */
async function poolsFor(cycle: number): Promise<Pools> {
  const pools = await poolsOf(cycle);
  return {
    ...pools,
    rows: remembering((part, count, seed) => pools.rows(part, count, seed)),
    livedBefore: remembering((part, module) => pools.livedBefore(part, module)),
  };
}

function remembering<A extends readonly unknown[], T>(make: (...args: A) => T): (...args: A) => T {
  const made = new Map<string, T>();
  return (...args) => {
    const key = args.join();
    const value = made.get(key) ?? frozen(make(...args));
    made.set(key, value);
    return value;
  };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value))
    for (const member of Object.values(Object.freeze(value))) frozen(member);
  return value;
}

/** In a realm of its own, so that no policy finds what another one left behind; null where it does not load. */
function policyOf({ form, run }: Order): Policy | null {
  try {
    return runInContext(`(function () {${bodyOf(form, run)}})()`, createContext({})) as Policy;
  } catch {
    return null;
  }
}

process.on('message', async (order: Order) => {
  const pools = known.get(order.cycle) ?? poolsFor(order.cycle);
  known.set(order.cycle, pools);
  const played = gamesOf(policyOf(order), await pools, order, order.half);
  process.send!({ id: order.id, ...played } satisfies Answer);
});
