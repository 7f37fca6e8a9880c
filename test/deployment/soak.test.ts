/**
 * Versions come and go under calls, good ones and planted bad ones: no call fails, and no wrong answer leaves outside of
 * a trial's share before the version is out; an engine that deploys is killed now and then. `INTEGRON_SOAK=1` runs the long form: 2 million calls, 200 swaps, 50 bad ones.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { rollback } from '../../src/deployment/deploy.ts';
import { live } from '../../src/deployment/live.ts';
import { BadInput } from '../../src/experiment/bad-input.ts';
import { type Abort, versionsOf } from '../../src/population/registry.ts';
import { below, stream } from '../../src/statistics/random.ts';
import { registryFolder, total } from './served.ts';
import { ORIGINAL, put } from './versions.ts';

const LONG = process.env.INTEGRON_SOAK === '1';
const SWAPS = LONG ? 200 : 24;
const BAD = LONG ? 50 : 9;
const CALLS = LONG ? 10_000 : 4_000;
const SHARE = 0.25;
/** Calls that go to one side together. */
const BLOCK = 32;
/** After so many swaps an engine is killed while it deploys. */
const KILL_EVERY = 8;
/** A bad version on trial is out within so many calls of all. */
const WITHIN = 40_000;

const KINDS = {
  good: (k: number) => ORIGINAL.replace('let sum = 0;', `let sum = 0; /* ${k} */`),
  wrong: (k: number) => ORIGINAL.replace('return sum;', `return list.length > 2 ? sum + 1 : sum; /* ${k} */`),
  throwing: (k: number) =>
    ORIGINAL.replace('let sum = 0;', `if (list.length > 2) throw new RangeError('${k}'); let sum = 0;`),
  slow: (k: number) =>
    ORIGINAL.replace('let sum = 0;', `for (let i = 0; i < 20000; i++) globalThis.sink = i; let sum = 0; /* ${k} */`),
  leaking: (k: number) =>
    `const kept = []; /* ${k} */ ${ORIGINAL.replace('let sum = 0;', 'kept.push(new Array(500).fill(list.length)); let sum = 0;')}`,
};
/** Why each goes out; what leaks may be slower as well. */
const REASONS = {
  wrong: /in shadow$/,
  throwing: /^throws RangeError/,
  slow: /^is slower/,
  leaking: /^keeps about|^is slower/,
};
const BADLY = ['wrong', 'throwing', 'slow', 'leaking'] as const;

/** A server collects all of its storage now and then; here that is asked for, so that it does not depend on its size. */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test(
  'calls under swaps',
  async () => {
    const populations = registryFolder();
    const random = stream(11, 'soak');
    const aborts: Abort[] = [];
    const call = live('total', total, {
      populations,
      random: stream(12, 'live'),
      onAbort: (abort) => aborts.push(abort),
    });
    const answer = (): boolean => {
      const list = Array.from({ length: below(random, 6) }, () => below(random, 100));
      return call(list) === list.reduce((sum, x) => sum + x, 0);
    };
    let failed = 0;
    let bad = 0;
    let wrongAfter = 0;
    /** Wrong answers of a version before it was out, beyond its share of the calls. */
    let wrongBeyond = 0;
    const late: string[] = [];
    for (let swap = 0; swap < SWAPS; swap++) {
      const kind = swap % Math.floor(SWAPS / BAD) === 0 ? BADLY[bad++ % BADLY.length]! : 'good';
      // What is good goes straight into service now and then; what is bad is found on trial.
      const direct = kind === 'good' && random() < 0.5;
      const { version } = await put(populations, KINDS[kind](swap), direct ? 1 : SHARE);
      await wait(LONG ? 600 : 60);
      let calls = 0;
      let wrong = 0;
      /** Calls until it was out. */
      let onTrial = 0;
      for (
        ;
        calls < CALLS || (kind !== 'good' && calls < WITHIN && !aborts.some((one) => one.version === version));
        calls++
      ) {
        const out = aborts.some((one) => one.version === version);
        if (!out) onTrial++;
        try {
          if (!answer()) {
            if (kind === 'wrong' && !out) wrong++;
            else wrongAfter++;
          }
        } catch {
          failed++;
        }
        // The registry is looked at between calls.
        if (calls % 500 === 0) await wait(1);
        if (kind === 'leaking' && calls % 2000 === 1999) collect();
      }
      // Calls go to it in blocks: a few more than its share may be its own.
      wrongBeyond += Math.max(0, wrong - SHARE * onTrial - 4 * BLOCK);
      const { reason } = aborts.find((one) => one.version === version) ?? { reason: 'is still there' };
      if (kind !== 'good' && !REASONS[kind].test(reason)) late.push(`${version}, ${kind}: ${reason}`);
      if (kind === 'good' && aborts.some((one) => one.version === version))
        late.push(`${version} good, but out: ${reason}`);
      if (swap % KILL_EVERY === KILL_EVERY - 1) {
        let dead = false;
        const killed = killedEngine(populations, below(random, 30)).finally(() => {
          dead = true;
        });
        for (; !dead; await wait(1)) if (!answer()) wrongAfter++;
        await killed;
      }
      if (random() < 0.3) await rollback('total', populations).catch(unlessNothingToDo);
    }
    expect({ failed, wrongAfter, wrongBeyond, late }).toEqual({ failed: 0, wrongAfter: 0, wrongBeyond: 0, late: [] });
    expect(aborts.length).toBeGreaterThanOrEqual(BAD - 1);
    await wait(1000);
    const known = (await versionsOf(populations, 'total'))!;
    for (const { version } of aborts)
      expect(known.versions.find((one) => one.version === version)!.status).toBe('aborted');
  },
  LONG ? 1_800_000 : 120_000,
);

/** An engine that dies while it deploys: what it leaves must be a registry. */
async function killedEngine(populations: string, after: number): Promise<void> {
  const engine = spawn(process.execPath, [
    '--no-warnings',
    new URL('./engine.ts', import.meta.url).pathname,
    populations,
  ]);
  await once(engine.stdout, 'data');
  await wait(after);
  engine.kill('SIGKILL');
  await once(engine, 'exit');
}

function unlessNothingToDo(error: unknown): void {
  if (!(error instanceof BadInput)) throw error;
}
