/** Progress on standard error: one line that changes on a terminal, a line now and then elsewhere. */
import { styleText } from 'node:util';
import { createLogUpdate } from 'log-update';
import { caughtOf } from '../evaluation/strength.ts';
import type { Event } from '../improvement/context.ts';
import { medianEstimate } from '../statistics/summary.ts';

/** Seconds between lines where nothing can be overwritten. */
const PLAIN_EVERY = 10;
const STAGES = {
  look: 'looking at the original on its inputs',
  judging: 'looking whether the inputs catch faults',
  confirmation: 'confirming the finalists',
  minimising: 'leaving out edits without effect',
  proof: 'proving in fresh processes',
  tests: 'running your tests',
};

export interface Progress {
  readonly onEvent: (event: Event) => void;
  done(): void;
}

export function progressOn(stream: NodeJS.WriteStream, quiet: boolean): Progress {
  if (quiet) return { onEvent: () => undefined, done: () => undefined };
  const live = stream.isTTY ? createLogUpdate(stream) : undefined;
  let last = Number.NEGATIVE_INFINITY;
  let stage = '';
  const show = (line: string, now: number, always = false): void => {
    if (live) live(line);
    else if (always || now - last >= PLAIN_EVERY) {
      stream.write(`${line}\n`);
      last = now;
    }
  };
  let budget: number | null = null;
  return {
    onEvent(event) {
      if (event.type === 'begin') {
        const { facts, judge, experiment } = event;
        const caught = caughtOf(judge);
        const strength = caught ? ` that catch ${caught.percent} % of ${caught.of} faults` : '';
        const added = judge.inputs > 0 ? ` (with ${judge.inputs} inputs added)` : '';
        budget = experiment.budget;
        stream.write(
          `${dim(stream, `run ${event.run}: ${facts.cases} cases${strength}${added}, ${facts.microsPerCall.toPrecision(3)} µs and ${Math.round(facts.bytesPerCall)} bytes a call`)}\n`,
        );
      } else if (event.type === 'generation') {
        const { generation, seconds } = event;
        const best = generation.champions[0];
        const ratio = best && best.measures.logs.length > 0 ? medianEstimate(best.measures.logs) : undefined;
        const shown = ratio
          ? `best ${ratio.ratio.toFixed(2)}x (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)}), ${best!.edits.length} edits`
          : `best ${generation.best.toFixed(2)}x`;
        const rate = Math.round(generation.evaluations / Math.max(seconds, 0.1));
        const of = budget === null ? '' : ` of ${budget}`;
        show(
          `${Math.round(seconds)}${of} s · generation ${generation.index} · ${generation.evaluations} evaluations (${rate}/s) · ${shown}`,
          seconds,
        );
      } else {
        const fresh = event.stage !== stage;
        stage = event.stage;
        const count = event.of > 1 ? ` ${event.done}/${event.of}` : '';
        // What is wrong with the input is found in the first look, and said in one sentence.
        show(`${STAGES[event.stage]}${count}`, Number.NEGATIVE_INFINITY, fresh && event.stage !== 'look');
      }
    },
    done() {
      live?.clear();
    },
  };
}

const dim = (stream: NodeJS.WriteStream, text: string): string => styleText('dim', text, { stream });
