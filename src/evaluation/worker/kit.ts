/** What the judge keeps inside each realm: made before any variant loads, out of a variant's reach. */

export interface Kit {
  /** Rows of arguments from the user's generator: flat strings, natural element kinds. */
  rows(
    generate: Generate,
    seed: number,
    count: number,
    name: string,
    part: Part,
    flatten: (texts: string[]) => string[],
  ): unknown[][];
  /** A copy as a program would make it: element kinds, shapes, aliases and cycles kept. */
  copy<T>(value: T): T;
  /** Copies of rows in which each text is one of its own as well, as `renew` makes it. */
  fresh(rows: readonly unknown[][], renew: (text: string) => string): unknown[][];
  /** Own keys of the realm's global and of its intrinsics, with their values, to be compared later. */
  snapshot(): Snapshot;
  /** Name of the first thing that differs from a snapshot, or undefined. */
  changed(before: Snapshot): string | undefined;
  /** The realm's own prototypes by name, to match those of another realm. */
  prototypes: Record<string, object>;
}

/** What rows are for: a generator may keep kinds of input for one of them alone. */
export type Part = 'search' | 'confirmation' | 'verdict';
export type Generate = (random: () => number, count: number, name: string, part: Part) => unknown;
export type Snapshot = { object: object; name: string; keys: PropertyKey[]; values: unknown[] }[];

/**
 * Self-contained: its text is evaluated in each realm, so that all it makes belongs there.
 * The random numbers are Mulberry32 (Tommy Ettinger 2017, public domain), from a 32-bit seed.
 */
export function makeKit(): Kit {
  const { is, getPrototypeOf, getOwnPropertyDescriptor, create, keys, defineProperty } = Object;
  const { ownKeys, apply } = Reflect;
  const { isArray } = Array;
  const { slice } = Array.prototype;
  const { imul } = Math;
  const objectPrototype = Object.prototype;
  const MapHere = Map;
  const SetHere = Set;
  const mapGet = Map.prototype.get;
  const mapSet = Map.prototype.set;
  const mapEach = Map.prototype.forEach;
  const setAdd = Set.prototype.add;
  const setEach = Set.prototype.forEach;
  const DateHere = Date;
  const getTime = Date.prototype.getTime;
  const isView = ArrayBuffer.isView;
  const typedSlice = getPrototypeOf(Uint8Array.prototype).slice as () => unknown;
  const BufferHere = ArrayBuffer;
  const bufferSlice = ArrayBuffer.prototype.slice;
  const TypeErrorHere = TypeError;
  const symbolString = String;

  const mulberry = (seed: number) => {
    let a = seed >>> 0;
    return () => {
      a = (a + 0x6d2b79f5) | 0;
      let t = imul(a ^ (a >>> 15), 1 | a);
      t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  };

  const isCopied = (item: unknown, renew: unknown): boolean =>
    item !== null && (typeof item === 'object' || (renew !== undefined && typeof item === 'string'));
  const copyWith = (value: unknown, seen: Map<object, unknown>, renew?: (text: string) => string): unknown => {
    if (value === null || typeof value !== 'object') return renew && typeof value === 'string' ? renew(value) : value;
    const known = apply(mapGet, seen, [value]);
    if (known !== undefined) return known;
    if (isArray(value)) {
      const out = apply(slice, value, []) as unknown[];
      apply(mapSet, seen, [value, out]);
      for (let i = 0; i < out.length; i++) {
        const item = out[i];
        if (isCopied(item, renew)) out[i] = copyWith(item, seen, renew);
      }
      const own = keys(value);
      if (own.length > out.length) {
        for (let i = 0; i < own.length; i++) {
          const key = own[i]!;
          if (getOwnPropertyDescriptor(out, key) === undefined) {
            (out as unknown as Record<string, unknown>)[key] = copyWith(
              (value as unknown as Record<string, unknown>)[key],
              seen,
              renew,
            );
          }
        }
      }
      return out;
    }
    const prototype = getPrototypeOf(value);
    let out: unknown;
    if (prototype === objectPrototype) out = { ...value };
    else if (value instanceof MapHere) {
      const made = new MapHere();
      apply(mapSet, seen, [value, made]);
      apply(mapEach, value, [
        (item: unknown, key: unknown) => apply(mapSet, made, [copyWith(key, seen, renew), copyWith(item, seen, renew)]),
      ]);
      return made;
    } else if (value instanceof SetHere) {
      const made = new SetHere();
      apply(mapSet, seen, [value, made]);
      apply(setEach, value, [(item: unknown) => apply(setAdd, made, [copyWith(item, seen, renew)])]);
      return made;
    } else if (value instanceof DateHere) return new DateHere(apply(getTime, value, []));
    else if (isView(value) && 'length' in value) return apply(typedSlice, value, []);
    else if (value instanceof BufferHere) return apply(bufferSlice, value, [0]);
    else {
      out = create(prototype);
      const own = ownKeys(value);
      for (let i = 0; i < own.length; i++)
        defineProperty(out as object, own[i]!, getOwnPropertyDescriptor(value, own[i]!)!);
    }
    apply(mapSet, seen, [value, out]);
    const record = out as Record<string, unknown>;
    const own = keys(record);
    // A class may keep its fields from being written.
    const texts = prototype === objectPrototype ? renew : undefined;
    for (let i = 0; i < own.length; i++) {
      const item = record[own[i]!];
      if (isCopied(item, texts)) record[own[i]!] = copyWith(item, seen, renew);
    }
    return out;
  };

  /** Collects the strings of a value (arrays and plain objects), or puts them back from a list. */
  const strings = (value: unknown, list: string[], put: { at: number } | null, seen: Set<object>): void => {
    if (value === null || typeof value !== 'object' || seen.has(value)) return;
    if (!isArray(value) && getPrototypeOf(value) !== objectPrototype) return;
    seen.add(value);
    const record = value as Record<string, unknown>;
    const own = isArray(value) ? null : keys(record);
    const length = own ? own.length : (value as unknown as unknown[]).length;
    for (let i = 0; i < length; i++) {
      const key = own ? own[i]! : (i as unknown as string);
      const item = record[key];
      if (typeof item === 'string') {
        if (put) record[key] = list[put.at++];
        else list[list.length] = item;
      } else if (item !== null && typeof item === 'object') strings(item, list, put, seen);
    }
  };

  const intrinsics: { name: string; object: object }[] = [{ name: 'globalThis', object: globalThis }];
  const prototypes: Record<string, object> = {};
  const addMembers = (holder: object, prefix: string): void => {
    for (const key of ownKeys(holder)) {
      const value = getOwnPropertyDescriptor(holder, key)?.value as unknown;
      if (value === null || (typeof value !== 'object' && typeof value !== 'function') || value === globalThis)
        continue;
      const name = prefix + symbolString(key);
      intrinsics.push({ name, object: value as object });
      const prototype = getOwnPropertyDescriptor(value, 'prototype')?.value as object | undefined;
      if (prototype === undefined || typeof prototype !== 'object') continue;
      intrinsics.push({ name: `${name}.prototype`, object: prototype });
      prototypes[name] = prototype;
    }
  };
  addMembers(globalThis, '');
  addMembers(Intl, 'Intl.');
  for (const [name, object] of [
    ['ArrayIterator', getPrototypeOf([][Symbol.iterator]())],
    ['MapIterator', getPrototypeOf(new Map()[Symbol.iterator]())],
    ['SetIterator', getPrototypeOf(new Set()[Symbol.iterator]())],
    ['StringIterator', getPrototypeOf(''[Symbol.iterator]())],
    ['RegExpStringIterator', getPrototypeOf(''.matchAll(/./g))],
    ['TypedArray', getPrototypeOf(Uint8Array)],
    ['TypedArray.prototype', getPrototypeOf(Uint8Array.prototype)],
    ['Generator', getPrototypeOf(function* () {})],
  ] as [string, object][]) {
    intrinsics.push({ name, object });
    prototypes[`%${name}%`] = object;
  }
  const valuesOf = (object: object, own: PropertyKey[]): unknown[] => {
    const out: unknown[] = [];
    for (let i = 0; i < own.length; i++) {
      const descriptor = getOwnPropertyDescriptor(object, own[i]!)!;
      out[i] = descriptor.get ?? descriptor.value;
    }
    return out;
  };
  // The last match of any regular expression shows through these; every use of one changes them.
  const isVolatile = (name: string, key: PropertyKey): boolean => name === 'RegExp' && key !== 'prototype';

  return {
    rows(generate, seed, count, name, part, flatten) {
      const made = generate(mulberry(seed), count, name, part) as unknown[][];
      if (!isArray(made)) throw new TypeErrorHere('inputs() must return an array of rows, each an array of arguments');
      for (let i = 0; i < made.length; i++) {
        if (!isArray(made[i])) throw new TypeErrorHere(`row ${i} of inputs() is not an array of arguments`);
      }
      const list: string[] = [];
      strings(made, list, null, new SetHere());
      strings(made, flatten(list), { at: 0 }, new SetHere());
      return made;
    },
    copy: (value) => copyWith(value, new MapHere()) as typeof value,
    fresh: (rows, renew) => copyWith(rows, new MapHere(), renew) as unknown[][],
    prototypes,
    snapshot() {
      const out: Snapshot = [];
      for (let i = 0; i < intrinsics.length; i++) {
        const { object, name } = intrinsics[i]!;
        const own = ownKeys(object);
        out[i] = { object, name, keys: own, values: valuesOf(object, own) };
      }
      return out;
    },
    changed(before) {
      for (let i = 0; i < before.length; i++) {
        const { object, name, keys: own, values } = before[i]!;
        const now = ownKeys(object);
        if (now.length !== own.length) return name;
        for (let k = 0; k < own.length; k++) {
          const descriptor = getOwnPropertyDescriptor(object, own[k]!);
          const value = descriptor ? (descriptor.get ?? descriptor.value) : undefined;
          if (!is(value, values[k]) && !isVolatile(name, own[k]!)) {
            return `${name}.${symbolString(own[k]!)}`;
          }
        }
      }
      return undefined;
    },
  };
}
