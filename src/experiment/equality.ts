/** When two outcomes are equal: by value and structure, across realms, with cycles and aliases. */

/** What a call gave. */
export type Outcome =
  | { readonly threw: false; readonly value: unknown; readonly args: readonly unknown[] }
  | { readonly threw: true; readonly error: unknown; readonly args: readonly unknown[] };

export interface EqualityOptions {
  /** Finite numbers this close are equal (relative above 1), and 0 equals -0; 0 asks for the same number. */
  readonly tolerance: number;
  /** Texts that the module writes into its errors: a message that holds one is the module's own and must agree. */
  readonly messages: readonly string[];
  /** Prototypes of the left side's realm, each with its counterpart on the right. */
  readonly prototypes: ReadonlyMap<object, object>;
}

const { is, getPrototypeOf, keys, getOwnPropertyDescriptor } = Object;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const hasOwn = Object.hasOwn;
const tagOf = Object.prototype.toString;
const { apply } = Reflect;

export class Equality {
  private readonly options: EqualityOptions;
  private pairs = new Map<object, object>();
  /** Right sides of pairs: two objects on the left are not one on the right. */
  private taken = new Set<object>();

  constructor(options: EqualityOptions) {
    this.options = options;
  }

  /** Undefined when the outcomes are equal, else what differs in a few words. */
  difference(left: Outcome, right: Outcome): string | undefined {
    this.pairs = new Map();
    this.taken = new Set();
    if (left.threw !== right.threw) return right.threw ? `throws ${this.name(right.error)}` : 'does not throw';
    if (left.threw && right.threw) {
      const why = this.errors(left.error, right.error);
      if (why) return why;
    } else if (!left.threw && !right.threw) {
      // A result that is one of the arguments must be the same argument on the other side.
      if (isObject(left.value) || isObject(right.value)) {
        const a = left.args.indexOf(left.value);
        const b = right.args.indexOf(right.value);
        if (a !== b) return b >= 0 ? `returns its argument ${b}` : `does not return its argument ${a}`;
      }
      if (!this.same(left.value, right.value)) return 'gives another result';
    }
    return this.same(left.args, right.args) ? undefined : 'leaves its arguments in another state';
  }

  /** Whether two values are equal by themselves. */
  equal(left: unknown, right: unknown): boolean {
    this.pairs = new Map();
    this.taken = new Set();
    return this.same(left, right);
  }

  private errors(a: unknown, b: unknown): string | undefined {
    if (!isObject(a) || !isObject(b)) return this.same(a, b) ? undefined : 'throws another value';
    if (this.name(a) !== this.name(b)) return `throws ${this.name(b)} instead of ${this.name(a)}`;
    const left = messageOf(a);
    const own = this.options.messages.some((text) => left.includes(text));
    return own && left !== messageOf(b) ? 'throws with another message' : undefined;
  }

  private name(error: unknown): string {
    if (!isObject(error)) return typeof error;
    const { name } = error as { name?: unknown };
    const prototype = getPrototypeOf(error) as object | null;
    const own = prototype && className(prototype);
    if (typeof name !== 'string') return own ? String(own) : 'an object';
    // A class of the module's own often inherits its parent's name.
    return own && own !== name ? `${name} (${own})` : name;
  }

  private same(a: unknown, b: unknown): boolean {
    if (is(a, b)) return true;
    if (typeof a === 'number' && typeof b === 'number') return this.close(a, b);
    if (typeof a === 'symbol' && typeof b === 'symbol') return a.toString() === b.toString();
    if (typeof a === 'function' && typeof b === 'function') return a.name === b.name && String(a) === String(b);
    if (!isObject(a) || !isObject(b)) return false;
    const known = this.pairs.get(a);
    if (known !== undefined) return known === b;
    if (this.taken.has(b)) return false;
    this.pairs.set(a, b);
    this.taken.add(b);
    return this.kindred(a, b) && this.contents(a, b);
  }

  private close(a: number, b: number): boolean {
    const { tolerance } = this.options;
    if (tolerance === 0) return false;
    if (a === b) return true;
    if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
    return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
  }

  /** Same prototype, or its counterpart in the other realm, or classes of the same name made by each side. */
  private kindred(a: object, b: object): boolean {
    const left = getPrototypeOf(a) as object | null;
    const right = getPrototypeOf(b) as object | null;
    if (left === right) return true;
    if (left === null || right === null) return false;
    const counterpart = this.options.prototypes.get(left);
    if (counterpart !== undefined) return counterpart === right;
    const known = this.pairs.get(left);
    if (known !== undefined) return known === right;
    this.pairs.set(left, right);
    return className(left) === className(right);
  }

  private contents(a: object, b: object): boolean {
    const tag = apply(tagOf, a, []);
    if (tag !== apply(tagOf, b, [])) return false;
    if (isArray(a) !== isArray(b)) return false;
    if (isArray(a) && a.length !== (b as unknown[]).length) return false;
    if (isView(a) && isView(b)) return this.views(a, b);
    if (tag === '[object ArrayBuffer]') return Buffer.compare(contentsOf(a), contentsOf(b)) === 0;
    if (tag === '[object Map]')
      return this.entries([...(a as Map<unknown, unknown>)], [...(b as Map<unknown, unknown>)]);
    if (tag === '[object Set]') return this.entries([...(a as Set<unknown>)], [...(b as Set<unknown>)]);
    if (tag === '[object Date]') return is((a as Date).getTime(), (b as Date).getTime());
    if (tag === '[object RegExp]' && String(a) !== String(b)) return false;
    if (
      /^\[object (Number|String|Boolean)\]$/.test(tag) &&
      !this.same((a as { valueOf(): unknown }).valueOf(), (b as { valueOf(): unknown }).valueOf())
    ) {
      return false;
    }
    const own = keys(a);
    const other = keys(b);
    if (own.length !== other.length) return false;
    for (let i = 0; i < own.length; i++) {
      const key = own[i]!;
      if (key !== other[i]) return false;
      if (!this.same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])) return false;
    }
    return true;
  }

  private entries(a: unknown[], b: unknown[]): boolean {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) {
      const left = a[i];
      const right = b[i];
      if (isArray(left) && isArray(right) && left.length === 2 && right.length === 2) {
        if (!this.same(left[0], right[0]) || !this.same(left[1], right[1])) return false;
      } else if (!this.same(left, right)) return false;
    }
    return true;
  }

  private views(a: ArrayBufferView, b: ArrayBufferView): boolean {
    if (a.byteLength !== b.byteLength) return false;
    if (!('length' in a) || !('length' in b)) return Buffer.compare(bytes(a), bytes(b)) === 0;
    const left = a as unknown as ArrayLike<unknown>;
    const right = b as unknown as ArrayLike<unknown>;
    for (let i = 0; i < left.length; i++) if (!this.same(left[i], right[i])) return false;
    return true;
  }
}

const contentsOf = (buffer: object): Uint8Array => new Uint8Array(buffer as ArrayBuffer);
const bytes = (view: ArrayBufferView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

function messageOf(error: object): string {
  const { message } = error as { message?: unknown };
  return typeof message === 'string' ? message : '';
}

function className(prototype: object): unknown {
  if (!hasOwn(prototype, 'constructor')) return '';
  const maker = getOwnPropertyDescriptor(prototype, 'constructor')?.value as { name?: unknown } | undefined;
  return typeof maker === 'function' ? (maker as { name: unknown }).name : '';
}

/** Why a result cannot be compared, or undefined. */
export function incomparable(value: unknown): string | undefined {
  if (typeof value === 'function') return 'a function';
  if (!isObject(value)) return undefined;
  if (typeof (value as { then?: unknown }).then === 'function')
    return 'a promise (asynchronous functions are not supported yet)';
  const tag = apply(tagOf, value, []);
  if (/Iterator|Generator|WeakMap|WeakSet|WeakRef/.test(tag))
    return `${/Generator|Iterator/.test(tag) ? 'an iterator' : 'a weak collection'}`;
  return undefined;
}
