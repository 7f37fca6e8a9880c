/** The end of a run as a person sees it: the verdict, the fitness, the diff, and where the files are. */

import { join } from 'node:path';
import { styleText } from 'node:util';
import type { RunDetail } from '../verdict/run-result.ts';

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

export function showResult(detail: RunDetail, folder: string, stream: NodeJS.WriteStream): void {
  const paint: Paint = (style, text) => styleText(style, text, { stream });
  const { result, candidate } = detail;
  const write = (line = ''): void => {
    stream.write(`${line}\n`);
  };
  const title =
    result.verdict === 'improved'
      ? paint(['bold', 'green'], 'improved')
      : paint(['bold', 'yellow'], result.verdict.replace('-', ' '));
  write(`${title}: ${result.reason}`);
  const fitness = candidate?.fitness;
  if (fitness) {
    write();
    for (const row of fitnessRows(detail))
      write(
        row
          .map((cell, i) => cell.padEnd(WIDTHS[i]!))
          .join('')
          .trimEnd(),
      );
  }
  if (result.best && candidate) {
    write();
    for (const { line, operator, gain, why } of candidate.explained) {
      write(
        `  line ${String(line).padEnd(5)}${(gain === null ? 'needed' : `${gain.toFixed(2)}x`).padEnd(8)}${operator.padEnd(30)} ${paint('dim', why)}`,
      );
    }
    write();
    for (const line of candidate.diff.split('\n'))
      write(line.startsWith('+') ? paint('green', line) : line.startsWith('-') ? paint('red', line) : line);
    write(`module  ${result.best.file}`);
    write(`patch   ${result.best.patch}`);
  } else if (result.verdict === 'not-improved') {
    write();
    write(
      `Tried ${result.variants} variants, ${result.evaluations} of them on at least one case, in ${result.generations} generations (stopped by ${result.stoppedBy}).`,
    );
  }
  if (result.verdict === 'improved' || result.verdict === 'not-improved') write(`report  ${join(folder, 'report.md')}`);
}

const WIDTHS = [11, 9, 19, 24, 0];

function fitnessRows({ candidate }: RunDetail): string[][] {
  const { speed, memory, accuracy, stability } = candidate!.fitness!;
  const micros = candidate!.proof?.micros;
  const ratio = (value: number): string => (value < 1e6 ? value.toFixed(2) : '∞');
  return [
    ['objective', 'ratio', '95 % interval', 'before', 'after'],
    [
      'speed',
      ratio(speed.ratio),
      `${ratio(speed.low)} to ${ratio(speed.high)}`,
      micros ? `${micros.before.toPrecision(3)} µs a call` : '',
      micros ? `${micros.after.toPrecision(3)} µs a call` : '',
    ],
    [
      'memory',
      ratio(memory.ratio),
      `${ratio(memory.low)} to ${ratio(memory.high)}`,
      `${memory.bytesBefore} bytes a call`,
      `${memory.bytesAfter} bytes a call, ${memory.retained} kept`,
    ],
    ['accuracy', '', '', accuracy.before.toFixed(4), `${accuracy.score.toFixed(4)} on ${accuracy.cases} inputs`],
    ['stability', '', '', '1', `${stability.score.toFixed(3)} of ${stability.checks} checks`],
  ];
}
