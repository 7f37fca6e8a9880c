/** Copies of a call's arguments, and the way back to what they were. */
import { makeKit } from '../evaluation/worker/kit.ts';

const kit = makeKit();
const COPIED: ReadonlySet<unknown> = new Set([
  null,
  ...[Object, Array, Map, Set, Date, ArrayBuffer].map((kind) => kind.prototype),
  ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array].map(
    (kind) => kind.prototype,
  ),
  ...[Float64Array, BigInt64Array, BigUint64Array].map((kind) => kind.prototype),
]);

/** Copies of all arguments, or null where one holds what cannot be copied: a function, an iterator, an instance. */
export function copyOf(args: readonly unknown[]): unknown[] | null {
  try {
    return args.every((value) => isCopied(value, new Set())) ? (kit.copy(args) as unknown[]) : null;
  } catch {
    return null;
  }
}

function isCopied(value: unknown, seen: Set<unknown>): boolean {
  if (typeof value === 'function') return false;
  if (typeof value !== 'object' || value === null || seen.has(value)) return true;
  seen.add(value);
  if (!COPIED.has(Object.getPrototypeOf(value))) return false;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Date) return true;
  return partsOf(value).every((item) => isCopied(item, seen));
}

/** What a container holds, keys of maps as well. */
function partsOf(container: object): unknown[] {
  if (container instanceof Map) return [...container].flat();
  return container instanceof Set ? [...container] : Object.values(container);
}

/** Whether something in the arguments is used up, or called, by a call, so that another one with them is not the same. */
export function isUsedOnce(args: readonly unknown[]): boolean {
  const seen = new Set<unknown>();
  const once = (value: unknown): boolean => {
    if (typeof value === 'function') return true;
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || seen.has(value)) return false;
    seen.add(value);
    if (typeof (value as { next?: unknown }).next === 'function') return true;
    return partsOf(value).some(once);
  };
  try {
    return args.some(once);
  } catch {
    return true;
  }
}

/** What lists, objects, maps and sets held, each by itself, so that all of it can be put back. */
export type Snapshot = readonly (readonly [container: object, held: readonly unknown[]])[];

/** Null where something in the arguments cannot be put back. */
export function snapshotOf(args: readonly unknown[]): Snapshot | null {
  const seen = new Set<unknown>();
  let containers: object[];
  try {
    if (!args.every((value) => isCopied(value, seen))) return null;
    // What is frozen is as it was.
    containers = ([...seen] as object[]).filter((container) => !Object.isFrozen(container));
    if (!containers.every(isPutBack)) return null;
  } catch {
    return null;
  }
  return containers.map((container) => [container, heldBy(container)] as const);
}

/** Whether a container that is not frozen can be given again what it held. */
function isPutBack(container: object): boolean {
  if (!Object.isExtensible(container) || Object.getOwnPropertySymbols(container).length > 0) return false;
  if (ArrayBuffer.isView(container)) return true;
  if (Array.isArray(container) && !Object.keys(container).every((key) => String(Number(key)) === key)) return false;
  const members = Object.entries(Object.getOwnPropertyDescriptors(container));
  return members.every(
    ([key, { writable, configurable }]) =>
      (writable === true && configurable === true) || (key === 'length' && Array.isArray(container)),
  );
}

function heldBy(container: object): unknown[] {
  if (container instanceof Map) return [...container].flat();
  if (Array.isArray(container)) return container.slice();
  if (container instanceof Set) return [...container];
  if (container instanceof Date) return [container.getTime()];
  if (container instanceof ArrayBuffer) return [container.slice(0)];
  if (ArrayBuffer.isView(container)) return [(container as Uint8Array).slice()];
  return Object.entries(container).flat();
}

/** Every container holds again what it held, and the very same things. */
export function putBack(snapshot: Snapshot): void {
  for (const [container, held] of snapshot) {
    if (container instanceof Map) {
      container.clear();
      for (let i = 0; i < held.length; i += 2) container.set(held[i], held[i + 1]);
    } else if (container instanceof Set) {
      container.clear();
      for (const value of held) container.add(value);
    } else if (Array.isArray(container)) {
      container.length = 0;
      // A hole stays one.
      for (let i = 0; i < held.length; i++) if (i in held) container[i] = held[i];
      container.length = held.length;
    } else if (container instanceof Date) {
      container.setTime(held[0] as number);
    } else if (container instanceof ArrayBuffer) {
      new Uint8Array(container).set(new Uint8Array(held[0] as ArrayBuffer));
    } else if (ArrayBuffer.isView(container)) {
      (container as Uint8Array).set(held[0] as Uint8Array);
    } else {
      const target = container as Record<string, unknown>;
      for (const key of Object.keys(target)) delete target[key];
      for (let i = 0; i < held.length; i += 2) target[held[i] as string] = held[i + 1];
    }
  }
}
