/** Speed: time of the ancestor over time of the variant. */
import { medianEstimate } from '../../statistics/summary.ts';
import type { Objective } from './objective.ts';

export const speed: Objective = {
  name: 'speed',
  means: 'time(ancestor) / time(variant)',
  neutral: 1,
  estimate({ logs, work }, cost) {
    if (cost === 'work') {
      const value = work ? work.before / Math.max(work.after, 1) : 1;
      return { value, low: value, high: value };
    }
    const { ratio, low, high } = medianEstimate(logs);
    return { value: ratio, low, high };
  },
  gain: (before, after) => after / before,
};
