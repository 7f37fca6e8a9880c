/** The continuous cycle on real modules; the clock is the test's own for the waiting alone. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deploy } from '../../src/deployment/deploy.ts';
import { WINDOW } from '../../src/deployment/drift.ts';
import { live } from '../../src/deployment/live.ts';
import { keyOf } from '../../src/deployment/service.ts';
import type { Experiment } from '../../src/experiment/experiment.ts';
import { type Abort, takeOut, versionsOf } from '../../src/population/registry.ts';
import { type Cycle, type LoopEvent, RecursiveOptimizer } from '../../src/recursion/loop.ts';
import { loopConfig } from '../../src/recursion/loop-config.ts';
import { loopIn } from '../../src/recursion/loop-state.ts';
import { NO_SUMS, type Sums, withValue } from '../../src/statistics/confidence-sequence.ts';
import { stream } from '../../src/statistics/random.ts';
import { total } from '../deployment/served.ts';
import { ORIGINAL, put } from '../deployment/versions.ts';
import { SLOW, SLOW_INPUTS } from '../e2e/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'integron-loop-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const populations = join(folder, '.integron');
for (const [name, text] of Object.entries({
  'package.json': '{ "type": "module" }',
  'total.js': SLOW,
  'total.inputs.js': SLOW_INPUTS,
  'broken.js': 'export const f = (x) => x;\n',
  'broken.inputs.js': "export const inputs = () => { throw new Error('no rows today'); };\n",
}))
  writeFileSync(join(folder, name), text);

const config = loopConfig(
  {
    recursive_optimization: { max_cycles: 3, cycle_interval: 3600, auto_deploy: true },
    targets: [
      { module: 'total.js', inputs: 'total.inputs.js', focus: ['speed', 'loop'], budget: '2s' },
      { module: 'broken.js', inputs: 'broken.inputs.js', budget: '2s' },
    ],
  },
  folder,
);

/** Waiting takes no time; all else takes its own. */
function clock() {
  let skipped = 0;
  return {
    now: () => performance.now() + skipped,
    wait: async (milliseconds: number) => {
      skipped += milliseconds;
    },
    skipped: () => skipped,
  };
}

describe('three cycles', () => {
  const events: LoopEvent[] = [];
  const time = clock();
  let cycles: Cycle[] = [];
  let own = 0;
  beforeAll(async () => {
    const begun = performance.now();
    const optimizer = new RecursiveOptimizer(config, {
      populations,
      version: 'test',
      ...time,
      onEvent: (event) => events.push(event),
    });
    cycles = await optimizer.start();
    own = performance.now() - begun;
  }, 600_000);

  test('improve and deploy, and deploy again only what is better than that', async () => {
    expect(cycles.map(({ cycle }) => cycle)).toEqual([1, 2, 3]);
    const results = cycles.map((cycle) => cycle.results.find(({ name }) => name === 'total')!);
    // A busy machine may cost a cycle its verdict.
    const first = results.find(({ outcome }) => outcome === 'deployed')!;
    expect(first.text).toMatch(/V1 on trial with 1 % of the calls/);
    for (const { outcome, text } of results) {
      expect(['deployed', 'not-improved'], text).toContain(outcome);
      expect(text).toMatch(/^line \d+ promises most: /);
    }
    const known = (await versionsOf(populations, 'total'))!;
    // Nobody calls it, so nothing is promoted.
    expect(known.active).toBe('V0');
    expect(known.canary!.share).toBe(0.01);
  });

  test('a broken target is left out with a growing delay, and the others go on', () => {
    const broken = cycles.map(({ results }) => results.find(({ name }) => name === 'broken')!);
    expect(broken.map(({ outcome }) => outcome)).toEqual(['failed', 'skipped', 'failed']);
    expect(broken[0]!.text).toMatch(/no rows today.*it is left out for 1 cycle$/);
    expect(broken[2]!.text).toMatch(/it is left out for 2 cycles$/);
  });

  test('wait from start to start, not after the last; the time is shared out and the reason told', async () => {
    expect(events.filter(({ type }) => type === 'waiting')).toHaveLength(2);
    expect(time.skipped()).toBeLessThan(2 * 3600 * 1000);
    expect(time.skipped()).toBeGreaterThan(2 * 3600 * 1000 - own);
    const [first, second] = events.filter((event) => event.type === 'cycle');
    // Of one the analysis tells, of the other nothing can be told.
    expect(first!.budgets.map(({ why }) => why)).toEqual([
      expect.stringMatching(/^line \d+ promises \d\.\d\d times$/),
      'nothing is known of it yet',
    ]);
    expect(second!.budgets).toMatchObject([
      { name: 'total', why: expect.stringMatching(/times as good by \d+ s in 1 cycle, line \d+ promises/) },
    ]);
    expect(await loopIn(populations)).toMatchObject({ cycle: 3, over: true, doing: null, run: null });
  });

  test('what comes between its search and its trial is left as it is', async () => {
    const known = (await versionsOf(populations, 'total'))!;
    const refused = deploy(known.versions[1]!.run!, {
      populations,
      unless: ({ versions } = known) => `${versions.length} there`,
    });
    await expect(refused).rejects.toThrow(`${known.versions.length} there`);
    expect(await versionsOf(populations, 'total')).toEqual(known);
  });
});

test('stopped in a cycle, it goes on with it; a changed source takes what was made of the old one out of service', async () => {
  const stop = new AbortController();
  const one = loopConfig(
    {
      recursive_optimization: { max_cycles: 1, parallel_processing: false, ml_optimization: false },
      targets: [{ module: 'total.js', budget: '2s' }],
    },
    folder,
  );
  const begun: Experiment[] = [];
  const events: LoopEvent[] = [];
  const options = { populations, version: 'test', ...clock(), onEvent: (event: LoopEvent) => events.push(event) };
  const stopped = new RecursiveOptimizer(one, {
    ...options,
    signal: stop.signal,
    onProgress: (event) => {
      if (event.type !== 'begin') return;
      begun.push(event.experiment);
      stop.abort();
    },
  });
  expect(await stopped.start()).toEqual([]);
  // As the settings ask for it.
  expect(begun).toMatchObject([{ workers: 1, ranking: false, budget: 2 }]);
  expect(await loopIn(populations)).toMatchObject({ over: false, cycle: 1, done: [], doing: 'total' });
  // Broken meanwhile: what was made of the old one leaves before anything is tried.
  writeFileSync(join(folder, 'total.js'), `${SLOW}throw new Error('not today');\n`);
  const [cycle] = await new RecursiveOptimizer(one, options).start();
  expect(cycle!.results[0]!.text).toMatch(
    /^its source changed: what was made of the old one is out of service; .*not today/,
  );
  expect(await versionsOf(populations, 'total')).toMatchObject({ active: 'V0', canary: null });
}, 200_000);

test('stopped in a search, it goes on with that run, and not at all where it was told to stop before', async () => {
  const own = join(folder, 'resumed');
  writeFileSync(join(folder, 'sum.js'), SLOW);
  const read = loopConfig(
    {
      recursive_optimization: { max_cycles: 1, parallel_processing: false },
      targets: [{ module: 'sum.js', inputs: 'total.inputs.js', budget: '20s' }],
    },
    folder,
  );
  const runs: string[] = [];
  const stoppedAt = async (type: 'begin' | 'generation'): Promise<void> => {
    const stop = new AbortController();
    await new RecursiveOptimizer(read, {
      populations: own,
      version: 'test',
      signal: stop.signal,
      onProgress: (event) => {
        if (event.type === 'begin') runs.push(event.run);
        if (event.type === type) stop.abort();
      },
    }).start();
  };
  await stoppedAt('generation');
  await stoppedAt('begin');
  expect(runs).toEqual([runs[0], runs[0]]);
  expect(await loopIn(own)).toMatchObject({ doing: 'sum', run: { name: runs[0], of: 'sum' }, runs: [runs[0]] });
  const signal = AbortSignal.abort();
  expect(await new RecursiveOptimizer(read, { populations: own, version: 'test', signal }).start()).toEqual([]);
  expect(runs).toHaveLength(2);
}, 100_000);

test('a target that failed is tried again as soon as its files are others', async () => {
  const own = join(folder, 'mended');
  mkdirSync(own);
  writeFileSync(join(own, 'f.js'), 'export const f = (x) => x;\n');
  const failing = (why: string): void =>
    writeFileSync(join(own, 'f.inputs.js'), `export const inputs = () => { throw new Error('${why}'); };\n`);
  failing('once');
  const read = loopConfig(
    { recursive_optimization: { max_cycles: 4 }, targets: [{ module: 'f.js', inputs: 'f.inputs.js' }] },
    own,
  );
  const time = clock();
  let cycle = 0;
  const cycles = await new RecursiveOptimizer(read, {
    populations: own,
    version: 'test',
    ...time,
    onEvent: (event) => {
      if (event.type === 'target' && ++cycle === 2) failing('twice');
    },
  }).start();
  const said = cycles.map(({ results }) => `${results[0]!.outcome}: ${results[0]!.text}`);
  expect(said[0]).toMatch(/^failed: .*once; it is left out for 1 cycle$/);
  expect(said[1]).toMatch(/^skipped/);
  // It would be its turn anyhow; after that it is left out for two.
  expect(said[2]).toMatch(/^failed: .*twice; it is left out for 2 cycles$/);
  expect(said[3]).toMatch(/^skipped/);
  failing('thrice');
  const [next] = await new RecursiveOptimizer(
    { ...read, maxCycles: 1 },
    { populations: own, version: 'test', ...time },
  ).start();
  expect(next!.results[0]!.text).toMatch(/thrice/);
}, 60_000);

test('where each version is out as soon as it is in, a second cycle before its time waits for half of the interval', async () => {
  const { own, read } = await besideService('again', 3);
  const time = clock();
  const waited: number[] = [];
  let from = 0;
  let out = 0;
  await new RecursiveOptimizer(read, {
    populations: own,
    version: 'test',
    now: time.now,
    wait: async (milliseconds) => {
      await time.wait(milliseconds);
      if (out > waited.length) return;
      out++;
      const { version } = await put(own, ORIGINAL.replace('let sum = 0;', `let sum = 0; /* ${out} */`));
      await takeOut(own, 'total', { version: version, reason: 'throws', date: new Date().toISOString() });
    },
    onEvent: ({ type }) => {
      if (type === 'waiting') from = time.skipped();
      if (type === 'early') waited.push((time.skipped() - from) / 1000);
    },
  }).start();
  expect(waited).toHaveLength(2);
  expect(waited[0]).toBeLessThan(60);
  expect(waited[1]).toBeGreaterThan(1790);
  expect(waited[1]).toBeLessThan(1900);
}, 60_000);

test('under traffic a version on trial gets all calls, step by step, and none of it is lost on who calls', async () => {
  const { own, read } = await besideService('traffic', 12);
  await put(own, ORIGINAL.replace('let sum = 0;', 'let sum = 0; /* on trial */'), 0.01);
  const time = clock();
  let at = 0;
  const random = stream(5, 'noise');
  const aborts: Abort[] = [];
  const call = live('total', total, {
    populations: own,
    random: stream(6, 'live'),
    now: () => (at += 1 + random() * 0.02),
    onAbort: (abort) => aborts.push(abort),
  });
  let wrong = 0;
  let waiting = 0;
  const shares: number[] = [];
  const stop = new AbortController();
  await new RecursiveOptimizer(
    { ...read, autoDeploy: true },
    {
      populations: own,
      signal: stop.signal,
      version: 'test',
      now: time.now,
      wait: async (milliseconds) => {
        await time.wait(milliseconds);
        // Once between two cycles.
        if (waiting === shares.length) return;
        const { canary, active } = (await versionsOf(own, 'total'))!;
        shares.push(canary?.share ?? (active === 'V2' ? 1 : 0));
        if (shares.at(-1) === 1) return stop.abort();
        for (let k = 0; k < 400_000; k++) {
          if (call([k, 1]) !== k + 1) wrong++;
          if (k % 20_000 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
        }
        await new Promise((resolve) => setTimeout(resolve, 1200));
      },
      onEvent: ({ type }) => {
        if (type === 'waiting') waiting++;
      },
    },
  ).start();
  expect([...new Set(shares)]).toEqual([0.01, 0.05, 0.25, 1]);
  expect({ wrong, aborts }).toEqual({ wrong: 0, aborts: [] });
  expect(await versionsOf(own, 'total')).toMatchObject({ active: 'V2', canary: null });
}, 100_000);

test('what goes out of service while it waits calls for a cycle at once', async () => {
  const events: LoopEvent[] = [];
  const quick = loopConfig(
    { recursive_optimization: { max_cycles: 2 }, targets: [{ module: 'broken.js', inputs: 'broken.inputs.js' }] },
    folder,
  );
  const time = clock();
  let looks = 0;
  await new RecursiveOptimizer(
    { ...quick, targets: [{ ...(quick.targets[0] as object), name: 'total' } as never] },
    {
      populations: join(folder, '.integron'),
      version: 'test',
      now: time.now,
      wait: async (milliseconds) => {
        await time.wait(milliseconds);
        if (++looks === 3)
          await takeOut(populations, 'total', {
            version: 'V1',
            reason: 'throws TypeError',
            date: '2026-11-26T00:00:00.000Z',
          });
      },
      onEvent: (event) => events.push(event),
    },
  ).start();
  expect(events).toContainEqual({ type: 'early', why: 'V1 of total throws TypeError' });
  expect(looks).toBe(3);
}, 60_000);

test('what is not enabled does nothing and leaves nothing', async () => {
  const own = join(folder, 'disabled');
  const read = loopConfig(
    { recursive_optimization: { enabled: false }, targets: [{ module: 'total.js' }, 'integrator'] },
    folder,
  );
  expect(await new RecursiveOptimizer(read, { populations: own, version: 'test' }).start()).toEqual([]);
  expect(existsSync(own)).toBe(false);
});

test('a second loop in the same folder is refused while the first one waits', async () => {
  const twice = loopConfig(
    { recursive_optimization: { max_cycles: 2 }, targets: [{ module: 'missing.js', budget: '1s' }] },
    folder,
  );
  const own = join(folder, 'alone');
  const time = clock();
  let refused = '';
  const start = (wait: (milliseconds: number) => Promise<void>): Promise<Cycle[]> =>
    new RecursiveOptimizer(twice, { populations: own, version: 'test', now: time.now, wait }).start();
  const cycles = await start(async (milliseconds) => {
    await time.wait(milliseconds);
    refused ||= await start(time.wait).then(
      () => 'it ran',
      (error: Error) => error.message,
    );
  });
  expect(refused).toMatch(/^another loop runs in .*alone; name another folder/);
  expect(cycles.map(({ results }) => results[0]!.outcome)).toEqual(['failed', 'skipped']);
  // It is free again.
  expect(await start(time.wait)).toHaveLength(2);
}, 60_000);

test('broken off between its last cycle and its end, it waits for nothing', async () => {
  const kept = join(folder, 'broken-off');
  mkdirSync(kept);
  const state = { cycle: 1, done: ['broken'], began: new Date().toISOString(), doing: null, pid: 1, over: false };
  writeFileSync(join(kept, 'registry-loop.json'), JSON.stringify({ ...state, beat: state.began, targets: {} }));
  const last = loopConfig(
    { recursive_optimization: { max_cycles: 1 }, targets: [{ module: 'broken.js', inputs: 'broken.inputs.js' }] },
    folder,
  );
  const time = clock();
  expect(await new RecursiveOptimizer(last, { populations: kept, version: 'test', ...time }).start()).toEqual([]);
  expect(time.skipped()).toBe(0);
  expect(await loopIn(kept)).toMatchObject({ cycle: 1, over: true });
});

/** A module whose cycles fail at once, with a version of it in service; what is looked after beside them goes on. */
async function besideService(name: string, count: number) {
  const own = join(folder, name);
  mkdirSync(own);
  const version = await put(own, ORIGINAL.replace('let sum = 0;', 'let sum = 0; /* faster */'));
  writeFileSync(join(own, 'total.js'), ORIGINAL);
  const read = loopConfig(
    {
      recursive_optimization: { max_cycles: count, cycle_interval: 3600 },
      targets: [{ module: 'total.js', inputs: '../broken.inputs.js' }],
    },
    own,
  );
  return { own, version, read };
}

test('a version that serves and gets slower beside the original calls for a cycle at once, and once', async () => {
  const { own, version, read } = await besideService('drifts', 3);
  const time = clock();
  const events: LoopEvent[] = [];
  let looks = 0;
  const sums = (log: number): Sums =>
    Array.from({ length: WINDOW }, (_, k) => log + (k % 2 === 0 ? 0.01 : -0.01)).reduce(withValue, NO_SUMS);
  const cycles = await new RecursiveOptimizer(read, {
    populations: own,
    version: 'test',
    now: time.now,
    wait: async (milliseconds) => {
      await time.wait(milliseconds);
      if (++looks !== 3) return;
      const sampled = { first: sums(0.5), late: sums(0.1), filling: NO_SUMS };
      const seen = { calls: 9, milliseconds: 9, shadowed: 9, uncopied: 0, speed: NO_SUMS, sampled, latency: null };
      mkdirSync(join(own, 'service'), { recursive: true });
      const text = JSON.stringify({ versions: { [keyOf(version)]: seen }, copies: 0, copyMilliseconds: 0 });
      writeFileSync(join(own, 'service', 'total.1-test.json'), text);
    },
    onEvent: (event) => events.push(event),
  }).start();
  expect(cycles).toHaveLength(3);
  expect(events.filter(({ type }) => type === 'early')).toEqual([
    { type: 'early', why: 'V1 of total is only 0.67 times as fast beside the original as it was at first' },
  ]);
}, 60_000);

test('on a busy machine it waits, says that it lives, and takes out what was made of another source', async () => {
  const { own, read } = await besideService('busy', 1);
  const time = clock();
  const events: LoopEvent[] = [];
  const beats = new Set<string>();
  let looks = 0;
  await new RecursiveOptimizer(read, {
    populations: own,
    version: 'test',
    now: time.now,
    wait: async (milliseconds) => {
      await time.wait(milliseconds);
      beats.add((await loopIn(own))?.beat ?? 'none');
      // Half saved.
      if (looks === 2) writeFileSync(join(own, 'total.js'), ORIGINAL.slice(0, 40));
      if (looks === 4) expect((await versionsOf(own, 'total'))!.active).toBe('V1');
      if (looks === 5) writeFileSync(join(own, 'total.js'), ORIGINAL.replace('sum += x', 'sum = sum + x'));
      if (looks === 8) expect((await versionsOf(own, 'total'))!.active).toBe('V0');
    },
    load: () => (looks++ < 20 ? 0.9 : 0.1),
    onEvent: (event) => events.push(event),
  }).start();
  expect(looks).toBe(21);
  expect(events.filter(({ type }) => type === 'waiting')).toEqual([{ type: 'waiting', seconds: 5, why: 'busy' }]);
  expect(beats.size).toBeGreaterThan(1);
}, 60_000);

test('a target at which the loop died twice is left out, and one at which it was told to stop is not', async () => {
  const own = join(folder, 'deadly');
  mkdirSync(own);
  const read = loopConfig(
    { recursive_optimization: { max_cycles: 1 }, targets: [{ module: 'broken.js', inputs: 'broken.inputs.js' }] },
    folder,
  );
  const began = new Date().toISOString();
  const at = { cycle: 1, done: [], began, doing: 'broken', pid: 1, beat: began, over: false, targets: {} };
  const said = async (kept: object): Promise<string> => {
    writeFileSync(join(own, 'registry-loop.json'), JSON.stringify({ ...at, ...kept }));
    const [cycle] = await new RecursiveOptimizer(read, { populations: own, version: 'test', ...clock() }).start();
    return cycle!.results[0]!.text;
  };
  expect(await said({ deaths: 1 })).toBe('the loop died at it again and again; it is left out for 1 cycle');
  expect(await said({})).toMatch(/no rows today/);
  expect(await said({ deaths: 1, stopped: true })).toMatch(/no rows today/);
}, 60_000);
