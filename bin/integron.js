#!/usr/bin/env node
// Plain JavaScript that any Node from 18 up can start. In a checkout it goes on with the pinned Node; in the published
// form with the Node it was started by, in a process of its own with the engine's flags.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = join(root, 'src', 'cli', 'main.ts');
const built = join(root, 'dist', 'cli', 'main.js');
const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const refuse = (sentence) => {
  process.stderr.write(`integron: ${sentence}\n`);
  process.exit(2);
};
const [major, minor] = process.versions.node.split('.').map(Number);
const file = existsSync(sources) ? sources : built;

// The engine makes much garbage and keeps little: with these flags it stays at two thirds of the memory, as fast. Those
// of the second kind are V8's own, which may come and go: set from within, an unknown one is passed over.
const flags = ['--no-warnings', '--max-semi-space-size=8'];
const more = ['--heap-growing-percent=60', '--no-parallel-scavenge'];

if (process.env.INTEGRON_STARTED === '1') {
  delete process.env.INTEGRON_STARTED;
  for (const flag of more) setFlagsFromString(flag);
  // A start is mostly the reading of sources; Node keeps what it made of them (22.1 and newer).
  nodeModule.enableCompileCache?.();
  // Type stripping and SQLite are announced as experimental by some versions; the user need not read that.
  process.removeAllListeners('warning');
  const { main } = await import(pathToFileURL(file).href);
  process.exitCode = await main(process.argv.slice(2));
} else if (file === sources && !existsSync(pinned)) {
  refuse('the pinned Node 24 is missing: run npm ci in the checkout, with install scripts allowed for "node".');
} else if (file === built && (major < 22 || (major === 22 && minor < 18))) {
  refuse(`Node 22.18 or newer is needed; this is ${process.version}.`);
} else {
  // Another Node takes this one's place: same arguments, same terminal; signals reach both, so this one waits.
  const child = spawn(
    file === sources ? pinned : process.execPath,
    [...flags, fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    { stdio: 'inherit', env: { ...process.env, INTEGRON_STARTED: '1' } },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => refuse(`Node cannot be started: ${error.message}`));
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
