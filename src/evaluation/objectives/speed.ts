/** Speed: time of the ancestor over time of the variant. */
import { medianEstimate } from '../../statistics/summary.ts';
import type { Objective } from './objective.ts';

/**
 * Spread of the median of one race, as a logarithm, however many pairs it has: compiled code settles in states of its
 * own. Of the ancestor against itself, eight in ten races lay between 0.94 and 1.03 (leven, two workers).
 */
const RACE_SPREAD = 0.04;

export const speed: Objective = {
  name: 'speed',
  means: 'time(ancestor) / time(variant)',
  neutral: 1,
  estimate({ logs, races, work }, cost) {
    if (cost === 'work') {
      const value = work ? work.before / Math.max(work.after, 1) : 1;
      return { value, low: value, high: value };
    }
    const { ratio, low, high } = medianEstimate(logs);
    const between = (1.96 * RACE_SPREAD) ** 2 / Math.max(1, races);
    const wider = (end: number): number => Math.exp(Math.hypot(Math.log(ratio / end), Math.sqrt(between)));
    return { value: ratio, low: ratio / wider(low), high: ratio * wider(high) };
  },
  gain: (before, after) => after / before,
};
