/** A realm: a world of its own in which one side's code, inputs and imports live. */

import { createRequire } from 'node:module';
import vm from 'node:vm';
import { WATCH } from '../../analysis/sharing.ts';
import { LOOK } from '../../analysis/values.ts';
import type { SubjectPayload } from '../../experiment/subject.ts';
import { bodyOf } from '../../genome/run-form.ts';
import type { ExportedMember } from '../protocol.ts';
import { type Generate, type Kit, makeKit, type Part, type Snapshot } from './kit.ts';

const here = createRequire(import.meta.url);
const { now } = performance;
const clock = now.bind(performance);
/** Milliseconds; captured before any variant loads. */
export const milliseconds = (): number => clock();

/** What an inputs file gives. */
export interface InputsModule {
  inputs: Generate;
  expected?: (...args: unknown[]) => unknown;
  score?: (args: unknown[], output: unknown) => unknown;
}

export interface Callable {
  readonly owner: unknown;
  readonly call: (...args: unknown[]) => unknown;
}

export interface Counters {
  /** Refills: `limit` more units may be used until the call counts as hanging. */
  fill(limit: number): void;
  /** Units used and allocations made since the last filling. */
  used(): { work: number; allocations: number };
  /** Whether a call was stopped since the last filling. */
  stopped(): boolean;
  /** From now on counts how often each piece of code runs, by the offset where it starts. */
  profile(): Record<number, number>;
  /** Arguments of calls by the offset of the function's body, the first ones of each, since loading. */
  entries(): Record<number, unknown[][]>;
  /** What was seen of values, by `start-end` of their expression, of parameters by `<body's start>:<number>`. */
  values(): Record<string, [kinds: number, members: number, most: number, shared: number]>;
  /**
   * What expressions with probes came to, by their `start-end`, with the values of the probe's names before; and what
   * functions gave, by `wholeKey`, with their arguments.
   */
  parts(): Record<string, [args: unknown[], value: unknown][]>;
  /** The next call of an export begins. */
  turn(): void;
  /** A call with these arguments is over: who holds what it made is noted with the values. */
  settle(args: unknown, outcome: unknown): void;
  /** Offset of the body of the function entered first since the last filling; -1 where none was. */
  first(): number;
  /** A number that stands for all values seen since the last filling, in their order. */
  trace(): number;
}

const flatten = (texts: string[]): string[] => structuredClone(texts);

let texts = 0;

/** Characters of imports that are loaded anew for each variant. */
const LONGEST_IMPORTS = 200_000;

export class Realm {
  readonly kit: Kit;
  readonly inputs: InputsModule;
  private readonly context: vm.Context;
  private readonly payload: SubjectPayload;
  private readonly imports: unknown;
  private readonly furniture: Furniture;
  private before: Snapshot;
  /** Whether imports can be loaded more than once, and leave the realm as it is. */
  private readonly loadsImports: boolean;

  constructor(payload: SubjectPayload) {
    this.payload = payload;
    // Node's types know no constant for a context without interceptors; the value is documented.
    this.context = vm.createContext(vm.constants.DONT_CONTEXTIFY as unknown as object);
    this.provideGlobals(payload.globals);
    this.kit = this.run(`(${makeKit.toString()})()`, 'kit') as Kit;
    this.furniture = this.run(FURNITURE, 'furniture') as Furniture;
    this.imports = payload.imports === null ? null : this.commonjs(payload.imports, 'imports.js');
    this.inputs = this.commonjs(payload.inputs, payload.inputsName) as InputsModule;
    this.before = this.kit.snapshot();
    this.loadsImports = this.canLoadImports();
    if (!this.loadsImports) this.before = this.kit.snapshot();
  }

  /** Runs a text in this realm. No two texts are the same: V8 shares type feedback between equal ones. */
  run(code: string, name: string): unknown {
    return new vm.Script(`/* ${++texts} */${code}`, { filename: name }).runInContext(this.context);
  }

  /** Loads a module's run text; the functions asked for, in order of `payload.exports`. */
  load(text: string): Callable[] {
    return this.pick(this.evaluate(text, '', [], this.freshImports()));
  }

  /**
   * What is imported, for one text alone: shared by all, it has seen whatever any of them was called with, and a variant
   * with a copy of its own read 1.3 times as fast as the ancestor (ml-matrix-convolution), and was not.
   */
  private freshImports(): unknown {
    return this.loadsImports ? this.commonjs(this.payload.imports!, 'imports.js') : this.imports;
  }

  private canLoadImports(): boolean {
    const { imports } = this.payload;
    if (imports === null || imports.length > LONGEST_IMPORTS) return false;
    try {
      this.commonjs(imports, 'imports.js');
    } catch {
      return false;
    }
    return this.damage() === undefined;
  }

  /** What a module exports: itself where it is a function, and its members, one level deep. */
  exported(text: string): ExportedMember[] {
    const module = this.evaluate(text, '', []);
    const out: ExportedMember[] = typeof module === 'function' ? [{ path: 'module.exports', type: 'function' }] : [];
    const members = (holder: object, prefix: string): void => {
      for (const key of Object.keys(holder)) {
        const value = (holder as Record<string, unknown>)[key];
        out.push({ path: prefix + key, type: value === null ? 'null' : typeof value });
        if (prefix === '' && typeof value === 'object' && value !== null && !Array.isArray(value))
          members(value, `${key}.`);
      }
    };
    if ((typeof module === 'object' && module !== null) || typeof module === 'function') members(module as object, '');
    return out;
  }

  /** Loads an instrumented text with its counters; `atLoad` says what ran, where the text counts branches. */
  loadCounted(text: string): { calls: Callable[]; counters: Counters; atLoad: Record<number, number> } {
    const { counter, counters } = this.furniture.counters();
    counters.fill(1e9);
    const atLoad = counters.profile();
    const calls = this.pick(this.evaluate(text, ', $integronCounter', [counter]));
    return { calls, counters, atLoad };
  }

  rows(seed: number, count: number, name: string, part: Part = 'search'): unknown[][] {
    return this.kit.rows(this.inputs.inputs, seed, count, name, part, flatten);
  }

  /** What was changed of the realm's global object or intrinsics since it was made, or undefined. */
  damage(): string | undefined {
    return this.kit.changed(this.before);
  }

  private evaluate(text: string, parameter: string, extra: unknown[], imports = this.imports): unknown {
    const { form, file } = this.payload;
    const code = `(function (exports, require, module, __filename, __dirname, $imports${parameter}) {${bodyOf(form, text)}})`;
    const make = this.run(code, file) as (...args: unknown[]) => unknown;
    if (form.kind === 'esm')
      return make.call(undefined, undefined, undefined, undefined, undefined, undefined, imports, ...extra);
    const module = this.furniture.module();
    make.call(
      module.exports,
      module.exports,
      this.furniture.require(imports),
      module,
      file,
      file.replace(/[/\\][^/\\]*$/, ''),
      null,
      ...extra,
    );
    return module.exports;
  }

  private pick(module: unknown): Callable[] {
    return this.payload.exports.map((path) => {
      let owner: unknown;
      let value = module;
      for (const key of path === 'module.exports' ? [] : path.split('.')) {
        owner = value;
        value = (value as Record<string, unknown> | null | undefined)?.[key];
      }
      if (typeof value !== 'function') throw new TypeError(`${path} is not a function`);
      const dotted = path.includes('.') && path !== 'module.exports';
      return { owner: dotted ? owner : undefined, call: value as Callable['call'] };
    });
  }

  private commonjs(code: string, name: string): unknown {
    const make = this.run(`(function (module, exports, require) {${code}\n})`, name) as (...args: unknown[]) => void;
    const module = this.furniture.module();
    make(module, module.exports, here);
    return module.exports;
  }

  private provideGlobals(names: readonly string[]): void {
    const target = vm.runInContext('globalThis', this.context) as Record<string, unknown>;
    for (const name of names) {
      const value = PROVIDED[name];
      if (value !== undefined)
        Object.defineProperty(target, name, { value: value(target), writable: true, configurable: true });
    }
  }
}

/** Web and Node globals that a realm lacks; given only where the module names them. */
const host = globalThis as unknown as Record<string, unknown>;
const asIs = (name: string): [string, () => unknown] => [name, () => host[name]];
const PROVIDED: Record<string, (realm: object) => unknown> = Object.fromEntries([
  ...`Buffer URL URLSearchParams TextEncoder TextDecoder structuredClone setTimeout clearTimeout setInterval clearInterval
  setImmediate clearImmediate queueMicrotask performance crypto atob btoa AbortController AbortSignal Event EventTarget
  Blob`
    .split(/\s+/)
    .map(asIs),
  ['global', (realm: object) => realm],
  [
    'console',
    () => Object.fromEntries(['log', 'info', 'warn', 'error', 'debug', 'trace'].map((name) => [name, () => undefined])),
  ],
  [
    'process',
    () => ({ env: {}, argv: [], platform: process.platform, version: process.version, versions: process.versions }),
  ],
]);

export const providedGlobals: readonly string[] = Object.keys(PROVIDED);

/** What modules are loaded with, made once in each realm: a script of its own for each load took half of its time. */
interface Furniture {
  module(): { exports: object };
  require(table: unknown): unknown;
  counters(): { counter: unknown; counters: Counters };
}

/** Calls that show what a part of a function comes to. */
const PART_ROWS = 24;
/** Calls of a function whose arguments are kept, at the most. */
const MOST_HELD_CALLS = 20_000;
/** Looks at what a place reads; later ones seldom tell more, and cost as much. */
const MOST_READS = 2000;

const FURNITURE = `(function () {
  const ErrorHere = Error;
  const { create, prototype: { hasOwnProperty } } = Object;
  const { apply } = Reflect;
  const { imul } = Math;
  const { isArray } = Array;
  const { charCodeAt } = String.prototype;
  const sumOf = (value) => {
    switch (typeof value) {
      case 'number': return (value | 0) ^ imul(value * 4096, 40503);
      case 'string': {
        let sum = value.length + 7;
        for (let i = 0; i < value.length && i < 64; i++) sum = imul(sum, 31) + apply(charCodeAt, value, [i]);
        return sum;
      }
      case 'boolean': return value ? 101 : 103;
      case 'undefined': return 107;
      case 'object': return value === null ? 109 : isArray(value) ? 113 + value.length : 127;
      default: return 131;
    }
  };
  return {
    module: () => ({ exports: {} }),
    require: (table) => function require(name) {
      if (table && apply(hasOwnProperty, table, [name])) return table[name];
      throw new ErrorHere("Cannot find module '" + name + "'");
    },
    counters() {
      let filled = 0, allocations = 0, stopped = false, profile = create(null), trace = 0, first = -1;
      const entries = create(null);
      const values = create(null), looks = create(null);
      const factsAt = (at) => values[at] || (values[at] = [0, 0, 0, 0]);
      const parts = create(null);
      const calls = create(null), turns = create(null), lasts = create(null), outer = create(null);
      let turn = 0;
      const held = (value) => {
        if (!isArray(value)) return value;
        const out = [];
        for (let i = 0; i < value.length; i++) out[i] = isArray(value[i]) ? held(value[i]) : value[i];
        return out;
      };
      const look = ${LOOK}(isArray);
      const watch = ${WATCH}();
      const counter = {
        left: 0,
        stop() { stopped = true; throw new ErrorHere('stopped: too many steps'); },
        tick(units, made, at) {
          allocations += made;
          profile[at] = (profile[at] || 0) + 1;
          if ((counter.left -= units) < 0) counter.stop();
        },
        enter(at, args) {
          if (first < 0) first = at;
          if (args === null) return;
          for (let k = 0; k < args.length; k++) {
            const place = at + ':' + k;
            look(factsAt(place), args[k]);
          }
          const known = entries[at] || (entries[at] = []);
          if (known.length < 80) known[known.length] = args;
        },
        note(at) {
          const value = arguments[arguments.length - 1];
          look(factsAt(at), value);
          watch.met(at, value);
          return value;
        },
        read(at) {
          const value = arguments[arguments.length - 1];
          const reads = (looks[at] || 0) + 1;
          if (reads <= ${MOST_READS}) { looks[at] = reads; look(factsAt(at), value); }
          return value;
        },
        held,
        // Before the expression is evaluated, which may change what the names hold.
        names(at, args) {
          const known = parts[at] || (parts[at] = []);
          return known.length < ${PART_ROWS} ? held(args) : null;
        },
        part(at, args, value) {
          const known = parts[at];
          if (args !== null) known[known.length] = [args, held(value)];
          return value;
        },
        // A call: its arguments, and its value once it has given one. Of each call of an export the first one that was
        // entered is kept, the first and the last that gave a value, of several in each other the outermost.
        entered(at, args) {
          const made = (calls[at] = (calls[at] || 0) + 1);
          if (made > ${MOST_HELD_CALLS}) return null;
          const call = [held(args), undefined];
          if (turns[at] !== turn) {
            turns[at] = turn;
            outer[at] = call;
            lasts[at] = -2;
            const known = parts[at] || (parts[at] = []);
            known[known.length] = call;
          }
          return call;
        },
        gave(at, call, value) {
          if (call === null) return value;
          call[1] = held(value);
          if (call === outer[at]) return value;
          const known = parts[at];
          if (lasts[at] < 0) { const next = known.length; known[next] = call; lasts[at] = lasts[at] === -2 ? -1 : next; }
          else known[lasts[at]] = call;
          return value;
        },
        see() {
          const value = arguments[arguments.length - 1];
          trace = imul(trace ^ sumOf(value), 16777619) | 0;
          return value;
        },
      };
      return {
        counter,
        counters: {
          fill(limit) { counter.left = filled = limit; allocations = trace = 0; stopped = false; first = -1; },
          used() { return { work: filled - counter.left, allocations }; },
          stopped() { return stopped; },
          profile() { return (profile = create(null)); },
          trace() { return trace; },
          entries() { return entries; },
          values() { return values; },
          parts() { return parts; },
          turn() { turn++; },
          settle(args, outcome) {
            const flags = watch.settle(args, outcome);
            for (const at in flags) values[at][3] |= flags[at];
          },
          first() { return first; },
        },
      };
    },
  };
})()`;
