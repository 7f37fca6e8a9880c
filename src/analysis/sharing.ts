/**
 * Who else holds the objects that a module's expressions gave: aliasing and escape, as they were seen. Storage that
 * nobody else holds when a call is over may be used again by the next.
 */

export const SHARED = {
  /** Reached from the call's arguments, before or after. */
  argument: 1,
  /** Reached from what the call returned or threw. */
  result: 2,
  /** Seen in an earlier call as well: the module keeps it. */
  kept: 4,
  /** Seen at another place of the same call: two names hold it. */
  elsewhere: 8,
} as const;

/** Whether an object seen at a place with these flags was held by nobody once the call was over. */
export const staysInside = (shared: number): boolean =>
  (shared & (SHARED.argument | SHARED.result | SHARED.kept)) === 0;

/** The flags in words, for people: "alias of an argument, returned". */
export function sharedInWords(shared: number): string {
  const words: string[] = [];
  if ((shared & SHARED.argument) !== 0) words.push('held by an argument');
  if ((shared & SHARED.result) !== 0) words.push('returned');
  if ((shared & SHARED.kept) !== 0) words.push('kept between calls');
  if ((shared & SHARED.elsewhere) !== 0) words.push('under two names');
  return words.join(', ');
}

/**
 * Source of a maker of watchers. `met(at, value)` is told of what an expression gave, `settle(arguments, outcome)` that
 * the call is over; it gives the flags by place. What cannot be looked into (closures, maps, instances with private
 * parts) may hold anything: where it is handed out, all that was met counts as handed out. It runs in the module's realm.
 */
export const WATCH = `(function () {
  const { keys, getPrototypeOf, prototype: plain } = Object;
  const { prototype: listed, isArray } = Array;
  const { isView } = ArrayBuffer;
  const MOST = 512;
  const earlier = new WeakMap();
  let places = new Map();
  const isHeld = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';
  /** All objects that can be reached from these; null where some of them cannot be looked into. */
  const reached = (waiting) => {
    const found = new Set();
    while (waiting.length > 0) {
      const value = waiting.pop();
      if (!isHeld(value) || found.has(value)) continue;
      found.add(value);
      if (isView(value)) {
        waiting.push(value.buffer);
        continue;
      }
      if (value instanceof ArrayBuffer) continue;
      const kind = getPrototypeOf(value);
      const open = kind === plain || kind === listed || kind === null || value instanceof Error;
      if (typeof value === 'function' || !open) return null;
      if (isArray(value)) for (let i = 0; i < value.length; i++) waiting.push(value[i]);
      else for (const key of keys(value)) waiting.push(value[key]);
      if (waiting.length > 100000) return null;
    }
    return found;
  };
  return {
    met(at, value) {
      if (!isHeld(value) || typeof value === 'function') return;
      const known = places.get(value);
      if (known) known.add(at);
      else if (places.size < MOST) places.set(value, new Set([at]));
    },
    settle(args, outcome) {
      const flags = Object.create(null);
      const roots = [];
      for (let i = 0; i < args.length; i++) roots[i] = args[i];
      const before = reached(roots);
      const after = reached([outcome]);
      for (const [value, at] of places) {
        let shared = at.size > 1 ? ${SHARED.elsewhere} : 0;
        if (before === null || before.has(value)) shared |= ${SHARED.argument};
        if (after === null || after.has(value)) shared |= ${SHARED.result};
        const made = earlier.get(value);
        if (made) {
          shared |= ${SHARED.kept};
          // Where it was made as well.
          for (const place of made) flags[place] |= ${SHARED.kept};
        }
        for (const place of at) flags[place] |= shared;
        earlier.set(value, made ? new Set([...made, ...at]) : at);
      }
      places = new Map();
      return flags;
    },
  };
})`;
