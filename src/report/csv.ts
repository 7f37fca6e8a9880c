/** One line a trial: what was tried, how far it came and what it cost. */
import type { ReportFormat } from './format.ts';

const COLUMNS = [
  'generation',
  'slot',
  'id',
  'kind',
  'operator',
  'parents',
  'edits',
  'stage',
  'reason',
  'ratio',
  'cost',
] as const;

export const csv: ReportFormat = {
  name: 'csv',
  render({ record, outcomes }) {
    const { name, experiment, versions } = record;
    const head = `# run ${name}, seed ${experiment.seed}, integron ${versions.integron}, node ${versions.node}`;
    const rows = outcomes.map((outcome) => COLUMNS.map((column) => cell(outcome[column])).join(','));
    return `${[head, COLUMNS.join(','), ...rows].join('\n')}\n`;
  },
};

/** Quoted where needed; a text that a spreadsheet would take for a formula is given a quote mark before it. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = Array.isArray(value) ? value.join(' ') : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
