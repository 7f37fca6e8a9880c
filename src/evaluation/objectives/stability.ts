/** Stability: share of stress checks passed, mean over classes of neighbouring inputs. */
import { errorGain, type Objective } from './objective.ts';

export const stability: Objective = {
  name: 'stability',
  means: 'share of stress checks passed, mean over classes',
  neutral: 1,
  estimate({ stress }) {
    if (!stress) return { value: 1, low: 0, high: 1 };
    const value = stress.hard === null ? stress.score : 0;
    return { value, low: value, high: value };
  },
  gain: errorGain,
};
