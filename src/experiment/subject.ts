/** The subject: an ancestor with its exports, inputs and imports, as the JSON that crosses to workers. */
import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { type BuildFailure, type BuildOptions, build } from 'esbuild';
import type { Ancestor } from '../genome/ancestor.ts';
import type { ModuleForm } from '../genome/run-form.ts';
import { walk } from '../genome/syntax.ts';
import { BadInput } from './bad-input.ts';
import type { Runtime } from './runtime.ts';

/** How an input beside the user's is made: a row of the generator's, changed step by step. */
export interface Recipe {
  /** Number of the export, and of the row among the first that the search's seed gives. */
  readonly export: number;
  readonly row: number;
  /** One seed for each change. */
  readonly steps: readonly number[];
}

/** What a worker needs to judge variants of one module. JSON only. */
export interface SubjectPayload {
  readonly file: string;
  readonly form: Pick<ModuleForm, 'kind' | 'head' | 'tail'>;
  /** The ancestor's run text. */
  readonly ancestor: string;
  /** Exports under test: dotted paths, or `module.exports`. */
  readonly exports: readonly string[];
  /** CommonJS text of the bundled imports, or null where there are none. */
  readonly imports: string | null;
  /** CommonJS text of the inputs module. */
  readonly inputs: string;
  readonly inputsName: string;
  /** Names of web and Node globals that the module names. */
  readonly globals: readonly string[];
  /** Texts in the module's own errors. */
  readonly messages: readonly string[];
  readonly tolerance: number;
  readonly seed: number;
  /** Whether speed is counted instead of timed. */
  readonly cost: 'time' | 'work';
  readonly minAccuracy: number | null;
  /** The Node that hosts run on; null is the one that runs the engine. */
  readonly runtime: Runtime | null;
  /** Inputs beside the user's that are cases as well. */
  readonly extension: readonly Recipe[];
}

/** The inputs file: as given, or `<module>.inputs.*` beside the module. @throws BadInput */
export function findInputs(module: string, given: string | undefined): string {
  if (given !== undefined) {
    const file = resolve(given);
    if (!existsSync(file)) throw new BadInput(`no such inputs file: ${given}`);
    return file;
  }
  const stem = module.slice(0, module.length - extname(module).length);
  const endings = ['.ts', '.js', '.mjs', '.cjs', '.mts', '.cts'];
  const found = endings.map((ending) => `${stem}.inputs${ending}`).find((file) => existsSync(file));
  if (found) return found;
  throw new BadInput(
    `no inputs for ${basename(module)}: name a file with --inputs, or put ${basename(stem)}.inputs.js beside it that exports inputs(random, count)`,
  );
}

const builtins = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);

const BUNDLE: BuildOptions = {
  bundle: true,
  write: false,
  format: 'cjs',
  platform: 'node',
  // The oldest that a user may name with --runtime.
  target: 'node20',
  logLevel: 'silent',
  charset: 'utf8',
  legalComments: 'none',
};

/** The inputs module bundled to CommonJS. @throws BadInput */
export async function bundleInputs(file: string): Promise<string> {
  try {
    const { outputFiles } = await build({ ...BUNDLE, entryPoints: [file] });
    return outputFiles![0]!.text;
  } catch (error) {
    throw new BadInput(`cannot read the inputs file ${basename(file)}: ${firstError(error)}`);
  }
}

/** What a module imports, bundled to CommonJS that exports one member for each specifier. @throws BadInput */
export async function bundleImports(ancestor: Ancestor): Promise<string | null> {
  const { imports, kind } = ancestor.form;
  if (imports.length === 0) return null;
  const text = imports.map((name) => JSON.stringify(name));
  /** What is required only where it is needed may be missing: then that place throws, as it does outside. */
  const bundled = async (missing: readonly string[]): Promise<string> => {
    const { outputFiles } = await build({
      ...BUNDLE,
      stdin: {
        contents:
          kind === 'cjs'
            ? `module.exports = { ${imports.map((name, i) => `get ${text[i]}() { ${missing.includes(name) ? thrown(name) : `return require(${text[i]});`} }`).join(', ')} };`
            : `${text.map((name, i) => `import * as m${i} from ${name};`).join('\n')}\nmodule.exports = [${text.map((_, i) => `m${i}`).join(', ')}];`,
        resolveDir: dirname(ancestor.file),
        sourcefile: join(dirname(ancestor.file), kind === 'cjs' ? 'i.cjs' : 'i.mjs'),
      },
      external: [...builtins],
    });
    return outputFiles![0]!.text;
  };
  try {
    return await bundled([]).catch((error: unknown) => {
      const missing = kind === 'cjs' ? unresolved(error).filter((name) => imports.includes(name)) : [];
      if (missing.length === 0) throw error;
      return bundled(missing);
    });
  } catch (error) {
    throw new BadInput(`cannot resolve what ${basename(ancestor.file)} imports: ${firstError(error)}`);
  }
}

const thrown = (name: string): string =>
  `throw Object.assign(new Error(${JSON.stringify(`Cannot find module '${name}'`)}), { code: 'MODULE_NOT_FOUND' });`;

const unresolved = (error: unknown): string[] =>
  ((error as Partial<BuildFailure>).errors ?? []).flatMap(
    ({ text }) => /^Could not resolve "(.*)"$/.exec(text)?.[1] ?? [],
  );

function firstError(error: unknown): string {
  const { errors } = error as Partial<BuildFailure>;
  const first = errors?.[0];
  if (!first) return (error as Error).message;
  return first.location
    ? `${first.text} (line ${first.location.line}, column ${first.location.column + 1})`
    : first.text;
}

/** Reads a text file. @throws BadInput where there is none. */
export function readText(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR') throw new BadInput(`${file} is a folder, not a ${what}`);
    throw new BadInput(code === 'ENOENT' ? `no such ${what}: ${file}` : `cannot read ${file}: ${code}`);
  }
}

/** Texts that the module itself puts into errors: literals in `throw` statements and in calls of `...Error`. */
export function errorTexts(ancestor: Ancestor): string[] {
  const texts = new Set<string>();
  const collect = (root: typeof ancestor.program): void =>
    walk(root, (node) => {
      const text = node.type === 'StringLiteral' || node.type === 'TemplateElement' ? String(node.value) : '';
      if (text.length >= 3) texts.add(text);
    });
  walk(ancestor.program, (node) => {
    const isError = /^(New|Call)Expression$/.test(node.type) && /Error$/.test(node.callee?.name ?? '');
    if (node.type === 'ThrowStatement' || isError) collect(node);
  });
  return [...texts];
}

/** Those of `known` that a module or its imports name. */
export function namedGlobals(ancestor: Ancestor, imports: string | null, known: readonly string[]): string[] {
  return known.filter(
    (name) => ancestor.names.has(name) || (imports !== null && new RegExp(`\\b${name}\\b`).test(imports)),
  );
}
