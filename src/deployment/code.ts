/** A version's code brought to life in a user's process. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { types } from 'node:util';
import { type Code, type CodeTraits, hashOf } from '../population/registry.ts';

export type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** Whether a second call can be made beside the first without doing its effects twice. */
export const isRepeatable = ({ asynchronous, usesThis, effects = [] }: CodeTraits): boolean =>
  !asynchronous && !usesThis && effects.length === 0;

/** Whether its answers can be held against the original's. */
export const isComparable = (traits: CodeTraits): boolean => isRepeatable(traits) && !traits.graded;

/** Whether a module is another one than it was; one that is not here is not. */
export function hasChanged(file: string, original: string): boolean {
  try {
    return hashOf(readFileSync(file, 'utf8')) !== original;
  } catch {
    return false;
  }
}

/** Runs the text in this process and picks its export. @throws what the text throws, TypeError where there is no function */
export function load({ file, export: path, kind, text, imports }: Code): AnyFunction {
  // What it requires or imports is what the process has already, with its state.
  const require = createRequire(pathToFileURL(file));
  const module =
    kind === 'cjs' ? commonjs(text, file, require) : esm(text, imports && imported(imports, file, require));
  let value: unknown = module;
  for (const key of path === 'module.exports' ? [] : path.split('.'))
    value = (value as Record<string, unknown> | null | undefined)?.[key];
  if (typeof value !== 'function') throw new TypeError(`${path} of ${file} is no function`);
  return value as AnyFunction;
}

/** The modules that an ES module imports; from the bundle where one cannot be loaded at once. */
function imported(
  { names, bundle }: NonNullable<Code['imports']>,
  file: string,
  require: (name: string) => unknown,
): readonly unknown[] {
  try {
    return names.map((name) => namespaceOf(require(name)));
  } catch {
    return commonjs(bundle, file, require) as readonly unknown[];
  }
}

/** A CommonJS module as `import` shows it. */
function namespaceOf(module: unknown): unknown {
  if (types.isModuleNamespaceObject(module)) return module;
  const named = typeof module === 'object' || typeof module === 'function' ? module : {};
  return { ...named, default: module };
}

function commonjs(text: string, file: string, require: (name: string) => unknown): unknown {
  const module = { exports: {} };
  const run = new Function('exports', 'require', 'module', '__filename', '__dirname', '$imports', text);
  run.call(module.exports, module.exports, require, module, file, dirname(file), null);
  return module.exports;
}

/** The text ends in a statement that returns what the module exports. */
const esm = (text: string, imports: readonly unknown[] | null): unknown =>
  new Function('exports', 'require', 'module', '__filename', '__dirname', '$imports', text)(
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    imports,
  );
