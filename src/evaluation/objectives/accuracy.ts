/** Accuracy: share of cases answered as the oracle says, or the mean score. */
import { errorGain, type Objective } from './objective.ts';

export const accuracy: Objective = {
  name: 'accuracy',
  means: 'share of cases as the oracle says, or mean score',
  neutral: null,
  estimate: ({ accuracy: value }) => ({ value, low: value, high: value }),
  gain: errorGain,
};
