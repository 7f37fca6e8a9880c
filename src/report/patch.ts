/** The patch: applies with `git apply` and `patch -p1` from the package's folder. */
import { createTwoFilesPatch } from 'diff';
import type { ReportFormat } from './format.ts';

/**
 * A unified diff with plain `--- a/...` and `+++ b/...` headers, paths relative to the package. There is no
 * `diff --git` line: with one, `git apply` in a subfolder exits 0 and changes nothing.
 */
export function makePatch(path: string, before: string, after: string): string {
  if (before === after) return '';
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 });
  return patch.replace(/^=+\n/, '').replace(/^(--- a|\+\+\+ b)(\/[^\t\n]*)\t?$/gm, '$1$2');
}

export const patch: ReportFormat = {
  name: 'patch',
  render: ({ record }) => (record.result?.result.best ? (record.result.candidate?.diff ?? '') : ''),
};
