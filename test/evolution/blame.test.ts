/** Which edit it is that makes genomes fail. */
import { expect, test } from 'vitest';
import { accused, NO_BLAME, withChecks } from '../../src/evolution/blame.ts';

test('what several of those that failed hold, and none that stood all checks, is to be looked at alone', () => {
  const once = withChecks(
    NO_BLAME,
    [['a', 'b']],
    [
      ['a', 'x'],
      ['b', 'x', 'y'],
    ],
  );
  expect(accused(once)).toEqual(['x']);
  expect(
    accused(
      withChecks(
        once,
        [],
        [
          ['x', 'y'],
          ['x', 'y'],
        ],
      ),
    ),
  ).toEqual(['x', 'y']);
  expect(accused(withChecks(once, [['x']], []))).toEqual([]);
});

test('what fails alone is unfit, and who holds it says nothing of others any more', () => {
  const alone = withChecks(NO_BLAME, [], [['x']]);
  expect(alone.unfit).toEqual(['x']);
  const later = withChecks(
    alone,
    [],
    [
      ['x', 'y'],
      ['x', 'y'],
      ['x', 'y'],
    ],
  );
  expect([accused(later), later.unfit]).toEqual([[], ['x']]);
});
