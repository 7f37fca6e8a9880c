/** `integron analyze <modules>`: where a module could be improved, the most promising places first. */
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { styleText } from 'node:util';
import { Command } from 'commander';
import { BadInput } from '../../experiment/bad-input.ts';
import { analyzeModules, modulesOf } from '../../improvement/analyze.ts';
import type { Analysis } from '../../improvement/analyze-module.ts';
import { FOCUS_AREAS, type Opportunity } from '../../integrator/integrator.ts';
import { populationsFolder } from '../../population/store.ts';
import { wholeNumber } from '../options.ts';

interface Options {
  readonly inputs?: string;
  readonly export?: string;
  readonly focus?: string;
  readonly top: string;
  readonly workers?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly populations?: string;
}

export const analyzeVerb = (): Command =>
  new Command('analyze')
    .description('show where modules could be improved, the most promising places first')
    .argument('<modules...>', 'files, or folders with modules')
    .option('--inputs <file>', 'inputs of the one module (default: <module>.inputs.* beside it, else its text alone)')
    .option('--export <name>', 'function that is called')
    .option('--focus <areas>', `only some of ${FOCUS_AREAS.join(', ')}; separated by commas`)
    .option('--top <count>', 'opportunities shown', '20')
    .option('--workers <count>', 'modules analysed at a time (default: one for each core)')
    .option('--populations <dir>', 'whose integrator analyses (default: ./populations if it exists, else ./.integron)')
    .option('--json', 'print one JSON object on standard output, with all of them')
    .option('--quiet', 'print no progress')
    .action(async (given: string[], options: Options) => {
      const modules = modulesOf(given);
      if (options.inputs !== undefined && modules.length > 1)
        throw new BadInput('--inputs belongs to one module; name just one, or put <module>.inputs.js beside each');
      const top = wholeNumber('--top', options.top);
      const workers =
        options.workers === undefined ? availableParallelism() : wholeNumber('--workers', options.workers);
      const wanted = focusOf(options.focus);
      const { inputs, export: name } = options;
      const progress = !options.quiet && modules.length > 1 && process.stderr.isTTY;
      const { analyses, skipped } = await analyzeModules(
        modules,
        { ...(inputs === undefined ? {} : { inputs }), ...(name === undefined ? {} : { export: name }) },
        workers,
        populationsFolder(options.populations),
        (done, of) => progress && process.stderr.write(`\r${done} of ${of} modules${done === of ? '\n' : ''}`),
      );
      const shown = analyses.map((analysis) => ({
        ...analysis,
        opportunities: analysis.opportunities.filter(({ focus }) => wanted.includes(focus)),
      }));
      if (options.json) process.stdout.write(`${JSON.stringify({ modules: shown, skipped })}\n`);
      else print(shown, top, process.stdout);
      if (!options.json && !options.quiet)
        for (const { module, why } of skipped) process.stderr.write(`left out ${relative('', module)}: ${why}\n`);
    });

function print(analyses: readonly Analysis[], top: number, stream: NodeJS.WriteStream): void {
  const all = analyses
    .flatMap(({ module, opportunities }) => opportunities.map((one) => ({ ...one, module })))
    .sort((a, b) => b.gain - a.gain);
  const paint = (text: string): string => styleText('dim', text, { stream });
  for (const { module, ran, note, microsPerCall } of analyses.length === 1 ? analyses : [])
    stream.write(
      `${relative('', module)}: ${ran ? `counted on its inputs, ${microsPerCall.toPrecision(3)} µs a call` : `judged by its text alone (${note})`}\n\n`,
    );
  if (all.length === 0) stream.write('nothing stands out\n');
  for (const one of all.slice(0, top)) stream.write(`${lineOf(one, analyses.length > 1, paint)}\n`);
  const left = all.length - top;
  if (left > 0) stream.write(paint(`${left} more: --top ${all.length}\n`));
}

function lineOf(
  { module, line, focus, gain, share, sentence }: Opportunity & { readonly module: string },
  several: boolean,
  paint: (text: string) => string,
): string {
  const place = several ? `${relative('', module)}:${line}` : `line ${line}`;
  return `${place.padEnd(several ? 44 : 10)} ${`${gain.toFixed(2)}x`.padEnd(7)} ${focus.padEnd(18)} ${sentence} ${paint(`(${Math.round(share * 100)} % of the time)`)}`;
}

function focusOf(given: string | undefined): readonly string[] {
  if (given === undefined) return FOCUS_AREAS;
  const names = given.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !FOCUS_AREAS.some((area) => area === name));
  if (unknown !== undefined)
    throw new BadInput(`--focus: there is no area ${unknown}; there are ${FOCUS_AREAS.join(', ')}`);
  return names;
}
