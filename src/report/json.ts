/** The whole run as one JSON text: the printed result with all that the proof found. */
import type { ReportFormat } from './format.ts';

export const json: ReportFormat = {
  name: 'json',
  render({ record, generations }) {
    const { experiment, versions, started, facts, result, status } = record;
    const course = generations.map(({ index, best, variants, evaluations, population, again }) => ({
      generation: index,
      best,
      variants,
      evaluations,
      population: population.length,
      again,
    }));
    return `${JSON.stringify({ status, ...result, experiment, versions, started, facts, course }, null, 2)}\n`;
  },
};
