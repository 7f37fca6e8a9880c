/** A function that is swapped while it serves: no call fails, no wrong answer leaves it outside of a canary's share. */
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { promote, rollback } from '../../src/deployment/deploy.ts';
import { live } from '../../src/deployment/live.ts';
import { statusOf } from '../../src/deployment/status.ts';
import { type Abort, versionsOf } from '../../src/population/registry.ts';
import { stream } from '../../src/statistics/random.ts';
import { registryFolder, total } from './served.ts';
import { ORIGINAL, put } from './versions.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const FASTER = ORIGINAL.replace('let sum = 0;', 'let sum = 0; /* faster */');
const marked = (mark: string): string =>
  ORIGINAL.replace('return sum;', `globalThis.${mark} = (globalThis.${mark} ?? 0) + 1; return sum;`);
const countOf = (mark: string): number => ((globalThis as Record<string, unknown>)[mark] as number | undefined) ?? 0;

/** A live function with its aborts, on a stream of its own. */
function served(populations: string, options: Parameters<typeof live>[2] = {}) {
  const aborts: Abort[] = [];
  const call = live('total', total, {
    populations,
    random: stream(1, 'live'),
    onAbort: (abort) => aborts.push(abort),
    ...options,
  });
  return { call, aborts };
}

/** What the registry says is told to all functions soon. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let k = 0; k < 200; k++) {
    if (await condition()) return;
    await wait(25);
  }
  throw new Error('never came');
}

describe('swap', () => {
  test('what is in service runs from the first call on, and what comes into service runs soon, in the same process', async () => {
    const populations = registryFolder();
    await put(populations, marked('first'));
    const { call } = served(populations);
    expect(call([1, 2])).toBe(3);
    expect(countOf('first')).toBe(1);
    await put(populations, marked('second'));
    await until(() => {
      expect(call([1, 2])).toBe(3);
      return countOf('second') > 0;
    });
    await rollback('total', populations);
    const before = countOf('second');
    await until(() => {
      call([1]);
      return countOf('second') === before || countOf('first') > 1;
    });
    expect((await versionsOf(populations, 'total'))!.active).toBe('V1');
  });

  test('before anything was deployed the original runs', async () => {
    const { call } = served(registryFolder());
    expect(call([4, 5])).toBe(9);
    expect(call.name).toBe('total');
    expect(call.length).toBe(1);
  });

  test('a damaged registry changes nothing', async () => {
    const populations = registryFolder();
    await put(populations, marked('kept'));
    const { call, aborts } = served(populations);
    call([1]);
    const file = join(populations, 'registry.json');
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, whole.slice(0, 20));
    const before = countOf('kept');
    for (let k = 0; k < 20; k++) {
      expect(call([k, 1])).toBe(k + 1);
      await wait(50);
    }
    expect(countOf('kept')).toBe(before + 20);
    writeFileSync(file, whole);
    await wait(200);
    expect(call([4, 5])).toBe(9);
    expect(aborts).toEqual([]);
  });
});

describe('what fails goes out', () => {
  test('a version that throws where the original does not: the original answers, and the version is out', async () => {
    const populations = registryFolder();
    await put(
      populations,
      ORIGINAL.replace('let sum = 0;', "if (list.length > 3) throw new TypeError('no'); let sum = 0;"),
    );
    const { call, aborts } = served(populations);
    expect(call([1])).toBe(1);
    expect(aborts).toEqual([]);
    expect(call([1, 2, 3, 4])).toBe(10);
    expect(aborts).toMatchObject([{ version: 'V1', reason: 'throws TypeError where the original does not' }]);
    await until(async () => (await versionsOf(populations, 'total'))!.active === 'V0');
    const [status] = await statusOf(populations);
    expect(status).toMatchObject({ active: 'V0', canary: null, aborts: [{ version: 'V1' }] });
  });

  test('an error that the original makes as well is an answer', async () => {
    const populations = registryFolder();
    await put(populations, FASTER);
    const { call, aborts } = served(populations);
    expect(() => call(null as never)).toThrow(TypeError);
    expect(aborts).toEqual([]);
  });

  test('a wrong answer in shadow: the original answers it, and no wrong one leaves after', async () => {
    const populations = registryFolder();
    await put(populations, ORIGINAL.replace('return sum;', 'return sum + (list.length > 3 ? 1 : 0);'), 0.25);
    const { call, aborts } = served(populations, { shadow: 0.2 });
    let wrong = 0;
    let after = 0;
    for (let k = 0; k < 20_000; k++) {
      const answer = call([1, 2, 3, k]);
      if (answer === 6 + k) continue;
      wrong++;
      if (aborts.length > 0) after++;
    }
    expect(aborts).toMatchObject([{ version: 'V1', reason: 'gives another result in shadow' }]);
    expect(after).toBe(0);
    // A share of 25 % of the calls, of which one in five is looked at: some answers leave before.
    expect(wrong).toBeLessThan(200);
  });

  test('one that is slower', async () => {
    const populations = registryFolder();
    let clock = 0;
    await put(populations, FASTER.replace('let sum = 0;', 'globalThis.slow?.(); let sum = 0;'), 0.25);
    (globalThis as Record<string, unknown>).slow = () => {
      clock += 0.5;
    };
    const { call, aborts } = served(populations, { now: () => (clock += 1), shadow: 0 });
    let calls = 0;
    for (; calls < 200_000 && aborts.length === 0; calls++) call([1]);
    expect(aborts).toMatchObject([
      { version: 'V1', reason: expect.stringMatching(/^is slower: at most 0\.\d+ times as fast$/) },
    ]);
    expect(calls).toBeLessThan(20_000);
  });

  test('one that changes its arguments and then throws: copies were taken before', async () => {
    const populations = registryFolder();
    const text = ORIGINAL.replace(
      'let sum = 0;',
      "const first = list.shift(); if (first === 7) throw new Error('no'); list.unshift(first); let sum = 0;",
    );
    await put(populations, text, 0.99, { changesArguments: true });
    const { call, aborts } = served(populations, { shadow: 0 });
    for (let k = 0; k < 2000 && aborts.length === 0; k++) {
      const list = [7, 1];
      expect(call(list)).toBe(8);
      // As the original leaves it, though the version had taken one out.
      expect(list).toEqual([7, 1]);
    }
    expect(aborts).toMatchObject([{ version: 'V1', reason: 'throws Error where the original does not' }]);
  });

  test('in service one that changes its arguments and throws: the second time it was noted what they were', async () => {
    const populations = registryFolder();
    const text = ORIGINAL.replace(
      'let sum = 0;',
      "if (list[0] === 7) { list.pop(); throw new Error('no'); } let sum = 0;",
    );
    await put(populations, text, 1, { changesArguments: true });
    const { call, aborts } = served(populations);
    expect(() => call([7, 1])).toThrow('no');
    expect(call([1, 2])).toBe(3);
    const list = [7, 1];
    expect(call(list)).toBe(8);
    expect(list).toEqual([7, 1]);
    expect(aborts).toMatchObject([{ version: 'V1', reason: 'throws Error where the original does not' }]);
  });

  test('in service one that keeps storage', async () => {
    const populations = registryFolder();
    const text = `const kept = []; ${ORIGINAL.replace('let sum = 0;', 'kept.push(new Array(100).fill(list.length)); let sum = 0;')}`;
    await put(populations, text);
    const { call, aborts } = served(populations);
    let calls = 0;
    for (; calls < 200_000 && aborts.length === 0; calls++) {
      expect(call([1, calls])).toBe(1 + calls);
      if (calls % 2000 !== 1999) continue;
      collect();
      // Collections are told of between calls.
      await wait(2);
    }
    expect(aborts).toMatchObject([{ version: 'V1', reason: expect.stringMatching(/^keeps about \d+ bytes a call$/) }]);
    await until(async () => (await versionsOf(populations, 'total'))!.active === 'V0');
  }, 60_000);

  test('neither shadow nor fallback where effects cannot be copied', async () => {
    const populations = registryFolder();
    await put(populations, ORIGINAL.replace('let sum = 0;', "throw new Error('no');"), 1, { usesThis: true });
    const { call, aborts } = served(populations);
    expect(() => call([1])).toThrow('no');
    expect(aborts).toEqual([]);
    expect((await statusOf(populations))[0]!.protection).toBe('the pointer alone: it uses `this`');
  });
});

describe('what watching costs', () => {
  /** A list that takes a clock 1,000 times as long to copy as the version takes for a call. */
  function clocked(share: number) {
    let clock = 0;
    let copies = 0;
    (globalThis as Record<string, unknown>).tick = () => {
      clock += 1;
    };
    const list = new Proxy([1, 2], {
      ownKeys: (target) => {
        copies++;
        clock += 500;
        return Reflect.ownKeys(target);
      },
    });
    const populations = registryFolder();
    const text = ORIGINAL.replace('let sum = 0;', 'globalThis.tick(); let sum = 0;');
    const ready = put(populations, text, share).then(() => served(populations, { now: () => clock, shadow: 1 }));
    return { ready, list, clock: () => clock, copies: () => copies };
  }

  test('in service copies take a hundredth of the time, however dear they are', async () => {
    const { ready, list, clock, copies } = clocked(1);
    const { call } = await ready;
    for (let k = 0; k < 200_000; k++) expect(call(list)).toBe(3);
    expect(copies()).toBeGreaterThan(0);
    expect(clock()).toBeLessThan(1.05 * 200_000);
  });

  test('on trial a quarter', async () => {
    const { ready, list, clock, copies } = clocked(0.5);
    const { call } = await ready;
    for (let k = 0; k < 100_000; k++) expect(call(list)).toBe(3);
    expect(copies()).toBeGreaterThan(2);
    expect(clock()).toBeLessThan(1.5 * 100_000);
  });
});

test('a module that was mended since runs as it is', async () => {
  const populations = registryFolder();
  await put(populations, marked('outdated'));
  writeFileSync(join(populations, 'total.js'), ORIGINAL);
  expect(served(populations).call([1, 2])).toBe(3);
  expect(countOf('outdated')).toBe(1);
  expect((await statusOf(populations))[0]).toMatchObject({ outdated: false });
  writeFileSync(join(populations, 'total.js'), `${ORIGINAL}// mended\n`);
  expect(served(populations).call([1, 2])).toBe(3);
  expect(countOf('outdated')).toBe(1);
  expect((await statusOf(populations))[0]).toMatchObject({ outdated: true });
});

test('a registry that could not be read at first is read again', async () => {
  const populations = registryFolder();
  await put(populations, marked('late'));
  const file = join(populations, 'registry.json');
  const whole = readFileSync(file, 'utf8');
  const { atimeMs, mtimeMs } = statSync(file);
  writeFileSync(file, whole.replace('{', '['));
  utimesSync(file, atimeMs / 1000, mtimeMs / 1000);
  const { call } = served(populations);
  expect(call([1, 2])).toBe(3);
  expect(countOf('late')).toBe(0);
  writeFileSync(file, whole);
  utimesSync(file, atimeMs / 1000, mtimeMs / 1000);
  await until(() => {
    expect(call([1, 2])).toBe(3);
    return countOf('late') > 0;
  });
});

describe('what is no fault', () => {
  test('an error from a callback, or after an iterator was used up, is the answer', async () => {
    const populations = registryFolder();
    await put(populations, FASTER);
    const { call, aborts } = served(populations);
    let times = 0;
    // A callback and an iterator at once: the list's own iterator is a function of the caller's.
    const failing = Object.assign([1][Symbol.iterator](), {
      [Symbol.iterator]: () => {
        times++;
        throw new Error('the caller’s own');
      },
    });
    expect(() => call(failing as never)).toThrow('the caller’s own');
    expect(times).toBe(1);
    expect(aborts).toEqual([]);
  });

  test('another answer within the tolerance, or one that is graded', async () => {
    for (const [more, share] of [
      [{ tolerance: 1e-9 }, 0.5],
      [{ graded: true }, 0.5],
    ] as const) {
      const populations = registryFolder();
      await put(populations, ORIGINAL.replace('return sum;', 'return sum + 1e-12;'), share, more);
      const { call, aborts } = served(populations, { shadow: 1 });
      for (let k = 0; k < 2000; k++) expect(call([0.1, 0.2])).toBeCloseTo(0.3, 9);
      expect(aborts).toEqual([]);
    }
  });

  test('arguments that cannot be copied: neither side is asked twice', async () => {
    const populations = registryFolder();
    await put(populations, FASTER, 0.5);
    const { call, aborts } = served(populations, { shadow: 1 });
    class Numbers extends Array<number> {}
    for (let k = 0; k < 500; k++) expect(call(Numbers.from([1, k]))).toBe(1 + k);
    expect(aborts).toEqual([]);
    await until(async () => (await statusOf(populations))[0]!.uncopied > 0);
    expect((await statusOf(populations))[0]!.shadowed).toBe(0);
  });

  test('with what is in service what was on trial beside it goes, and is told why', async () => {
    const populations = registryFolder();
    await put(
      populations,
      ORIGINAL.replace('let sum = 0;', "if (list.length > 3) throw new TypeError('no'); let sum = 0;"),
    );
    await put(populations, FASTER, 0.05);
    const { call } = served(populations);
    for (let k = 0; k < 200; k++) expect(call([1, 2, 3, 4])).toBe(10);
    await until(async () => (await versionsOf(populations, 'total'))!.active === 'V0');
    const { canary, versions } = (await versionsOf(populations, 'total'))!;
    expect(canary).toBe(null);
    expect(versions.map(({ status }) => status)).toEqual(['deployed', 'aborted', 'retired']);
    expect(versions[2]!.reason).toBe('off trial: V1, beside which it was tried, went out of service');
  });

  test('a handler of the caller that throws', async () => {
    const populations = registryFolder();
    await put(populations, ORIGINAL.replace('let sum = 0;', "throw new TypeError('no');"));
    const { call } = served(populations, {
      onAbort: () => {
        throw new Error('in the handler');
      },
    });
    expect(call([1, 2])).toBe(3);
    await until(async () => (await versionsOf(populations, 'total'))!.active === 'V0');
  });
});

describe('promotion', () => {
  test('a version that is as fast gets all calls in the end', async () => {
    const populations = registryFolder();
    await put(populations, FASTER, 0.05);
    const random = stream(3, 'noise');
    const { call } = served(populations, {
      now: (() => {
        let at = 0;
        return () => (at += 1 + random() * 0.02);
      })(),
    });
    const shares: number[] = [];
    for (let step = 0; step < 3; step++) {
      for (let k = 0; k < 60_000; k++) call([1, 2]);
      await wait(1100);
      const promotion = await promote('total', populations);
      shares.push(promotion.share);
      if (!promotion.promoted || promotion.share === 1) break;
      await until(async () => {
        call([1]);
        return true;
      });
      await wait(600);
    }
    expect(shares).toEqual([0.25, 1]);
  });
});
