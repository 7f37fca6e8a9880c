/** The Node that a user deploys on: another one than runs the engine, perhaps. */
import { execFileSync } from 'node:child_process';
import { BadInput } from './bad-input.ts';

export interface Runtime {
  readonly path: string;
  /** As in `v20.20.2`. */
  readonly version: string;
  readonly v8: string;
  /** Whether it runs TypeScript by itself. */
  readonly stripsTypes: boolean;
}

const OLDEST = 20;
/** Milliseconds that a Node may take to say what it is. */
const PATIENCE = 10_000;
const QUESTION =
  'JSON.stringify({ version: process.version, v8: process.versions.v8, stripsTypes: Boolean(process.features.typescript), fit: Boolean(require("vm").constants?.DONT_CONTEXTIFY) })';

/** Asks a Node, given by its path or by a name on the search path, what it is. @throws BadInput */
export function probeRuntime(given: string): Runtime {
  let answer: Omit<Runtime, 'path'> & { fit: boolean };
  try {
    const out = execFileSync(given, ['-p', QUESTION], {
      encoding: 'utf8',
      timeout: PATIENCE,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    answer = JSON.parse(out) as typeof answer;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new BadInput(
      code === 'ENOENT' ? `--runtime: there is no ${given}` : `--runtime: ${given} is not a Node that starts`,
    );
  }
  const { fit, ...runtime } = answer;
  if (!fit || Number(runtime.version.slice(1).split('.')[0]) < OLDEST)
    throw new BadInput(`--runtime: ${given} is Node ${runtime.version}; 20.18 or newer is needed`);
  return { path: given, ...runtime };
}

/**
 * In a checkout Integron's own modules are TypeScript: where Node itself cannot, esbuild takes types away as they load.
 * Only there, since Node looks less closely at what kind of module a file is where such hooks are set.
 */
const STRIPPING = import.meta.url.endsWith('.ts')
  ? new URL('../../bin/strip-types.js', import.meta.url).href
  : undefined;

/** How a script is started by a Node; null is the one that runs the engine. */
export const startOf = (runtime: Runtime | null): { execPath: string; execArgv: string[] } => ({
  execPath: runtime?.path ?? process.execPath,
  execArgv: ['--no-warnings', ...(STRIPPING && runtime && !runtime.stripsTypes ? ['--import', STRIPPING] : [])],
});
