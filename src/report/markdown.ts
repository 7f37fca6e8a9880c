/** The report that a person reads: the claim first, then what it rests on. */
import { basename } from 'node:path';
import type { NamedCheck } from '../evaluation/protocol.ts';
import { caughtOf, type JudgeStrength } from '../evaluation/strength.ts';
import { packageFolder } from '../experiment/overlay.ts';
import { CHECK_PROCESSES } from '../verdict/prove.ts';
import type { GuardTrial, RunDetail, RuntimeClaim } from '../verdict/run-result.ts';
import type { ReportedRun, ReportFormat } from './format.ts';

export const markdown: ReportFormat = {
  name: 'md',
  render: (run) => {
    const { record } = run;
    const detail = record.result;
    if (!detail) return `# ${text(record.name)}: ${record.status}\n\nThis run has no result yet.\n`;
    const sections = [
      head(run, detail),
      table(detail),
      edits(detail),
      patchSection(run, detail),
      judge(run, detail),
      stabilityChecks(detail),
      search(run, detail),
      policy(run),
      replay(run),
    ];
    return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
  },
};

/** Markdown and HTML of what users name is shown, not obeyed. */
function text(value: unknown): string {
  return String(value)
    .replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!)
    .replace(/([\\`*_{}[\]#|!])/g, '\\$1')
    .replace(/[\r\n]+/g, ' ');
}

/** A fence longer than any run of backticks inside. */
function fenced(content: string, language: string): string {
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${content.replace(/\n$/, '')}\n${fence}`;
}

function head({ record }: ReportedRun, { result }: RunDetail): string {
  const names = record.exports.map(text).join(', ');
  const title =
    result.verdict === 'improved' ? 'improved' : result.verdict === 'not-improved' ? 'not improved' : result.verdict;
  return `# ${text(basename(record.experiment.module))}: ${title}\n\n**${names}**: ${text(result.reason)}.`;
}

const ratio = (value: number): string => (Number.isFinite(value) && value < 1e6 ? value.toFixed(2) : '∞');

function table({ result, candidate }: RunDetail): string {
  const fitness = candidate?.fitness;
  if (!fitness) return '';
  const { speed, memory, accuracy, stability } = fitness;
  const micros = candidate.proof?.micros;
  const caption = result.best
    ? 'Of the file that is handed out, measured in fresh processes on inputs that the search never saw:'
    : 'Of the best candidate, which could not be claimed:';
  return [
    caption,
    '',
    '| objective | ratio | 95 % interval | before | after |',
    '|---|---|---|---|---|',
    `| speed | ${ratio(speed.ratio)} | ${ratio(speed.low)} to ${ratio(speed.high)} | ${micros ? `${micros.before.toPrecision(3)} µs` : ''} | ${micros ? `${micros.after.toPrecision(3)} µs` : ''} |`,
    `| memory | ${ratio(memory.ratio)} | ${ratio(memory.low)} to ${ratio(memory.high)} | ${memory.bytesBefore} bytes a call | ${memory.bytesAfter} bytes a call, ${memory.retained} kept |`,
    `| accuracy | | | ${accuracy.before.toFixed(4)} | ${accuracy.score.toFixed(4)} on ${accuracy.cases} inputs |`,
    `| stability | | | 1 | ${stability.score.toFixed(3)} of ${stability.checks} checks |`,
    ...onEachNode(candidate.runtimes),
  ].join('\n');
}

/** Where Nodes were named: the table above is of the weakest, and this of all. */
function onEachNode(runtimes: readonly RuntimeClaim[]): string[] {
  if (runtimes.length === 0) return [];
  const rows = runtimes.map(({ version, v8, verdict, fitness: { speed, memory } }) => {
    const interval = `${ratio(speed.ratio)} (${ratio(speed.low)} to ${ratio(speed.high)})`;
    return `| ${version} | ${v8} | ${verdict} | ${interval} | ${ratio(memory.ratio)} |`;
  });
  return ['', '| Node | V8 | verdict | speed | memory |', '|---|---|---|---|---|', ...rows];
}

function edits({ candidate }: RunDetail): string {
  if (!candidate || candidate.explained.length === 0) return '';
  const rows = candidate.explained.map(
    ({ line, operator, gain, why }) =>
      `| ${line} | ${text(operator)} | ${gain === null ? 'needed' : gain.toFixed(2)} | ${text(why)} |`,
  );
  return [
    '## Edits',
    '',
    'Gain: time without this edit over time with it; needed: the result is wrong without it.',
    '',
    '| line | edit | gain | why |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function patchSection({ record }: ReportedRun, { result, candidate }: RunDetail): string {
  if (!candidate || candidate.diff === '') return '';
  const diff = fenced(candidate.diff, 'diff');
  if (!result.best) return `## What was tried last\n\n${diff}`;
  const folder = packageFolder(record.experiment.module);
  const commands = fenced(
    `cd ${quoted(folder)}\ngit apply ${quoted(result.best.patch)}   # or: patch -p1 < ${quoted(result.best.patch)}`,
    'sh',
  );
  return `## Patch\n\n${commands}\n\n${diff}`;
}

const quoted = (path: string): string => (/^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

function judge({ record }: ReportedRun, { candidate, again, judge: strength, typeCheck, tests }: RunDetail): string {
  const lines = ['## How it was judged', ''];
  const proof = candidate?.proof;
  if (proof) {
    const { paired, alone, logs, looks, confidence, plan, checked, memory } = proof;
    const level = `${(100 * confidence).toFixed(1)} % interval, Student's t over the processes' medians`;
    lines.push(
      `- Both sides interleaved in ${logs.length} fresh processes of up to ${plan.pairs} pairs: ${paired.ratio.toFixed(3)} (${paired.low.toFixed(3)} to ${paired.high.toFixed(3)}; ${level}).`,
      `- Each side alone, in turns of ${plan.turnMs} ms, by tinybench, in ${logs.length} pairs of processes: ${alone.ratio.toFixed(3)} (${alone.low.toFixed(3)} to ${ratio(alone.high)}). The lower of the two low ends is claimed.`,
      ...(plan.looks.length > 1
        ? [
            `- Looks planned at ${plan.looks.join(', ')} processes, ${looks} taken; all their intervals hold together in 95 % of the proofs.`,
          ]
        : []),
      `- Results compared on ${checked} inputs that nothing had seen: ${proof.different} differ.`,
      `- Storage kept beyond the original's: ${memory.retained} bytes; growth ${memory.growth} bytes a call.`,
    );
    if (proof.mismatch)
      lines.push(
        `- First difference: ${text(proof.mismatch.export)} ${text(proof.mismatch.why)} for ${text(proof.mismatch.input)}.`,
      );
  }
  if (typeCheck) lines.push(`- ${text(typeCheck)}.`);
  if (tests)
    lines.push(
      `- Your tests, ${text(tests.command)}, on a copy of the project with the patch: ${text(tests.said)}, ${tests.seconds.toFixed(1)} s.`,
    );
  if (again)
    lines.push(
      `- The original against itself in the search: ${again.ratio.toFixed(3)} (${again.low.toFixed(3)} to ${again.high.toFixed(3)}).`,
    );
  lines.push(...strengthLines(strength));
  lines.push(
    `- ${record.facts.cases} cases for each variant in the search; ${record.facts.microsPerCall.toPrecision(3)} µs a call of the original there.`,
  );
  return lines.join('\n');
}

function strengthLines(strength: JudgeStrength): string[] {
  const { faults, unseen, before, inputs, reached, idle, blind } = strength;
  const caught = caughtOf(strength);
  if (!caught) return [];
  const silent = unseen > 0 ? `; ${unseen} more made no difference to any value` : '';
  const earlier = before === null ? '' : caughtOf({ faults, unseen, caught: before });
  const lines = [
    `- The cases of the search catch ${caught.percent} % of ${caught.of} broken copies of the original, one small fault each${silent}.`,
  ];
  if (earlier)
    lines.push(
      `- Your inputs alone catch ${earlier.percent} %, so ${inputs} were made beside them as cases${reached > 0 ? `; they reach ${reached} pieces of code that yours do not` : ''}.`,
    );
  if (idle.length > 0) lines.push(`- No input reaches ${linesIn(idle)}: nothing was changed there.`);
  if (blind.length > 0)
    lines.push(`- No fault ever showed in ${linesIn(blind)}, whatever the input: nothing was changed there.`);
  return lines;
}

const linesIn = (lines: readonly string[]): string =>
  `${lines.length === 1 && !lines[0]!.includes('-') ? 'line' : 'lines'} ${lines.slice(0, 30).join(', ')}${lines.length > 30 ? ` and ${lines.length - 30} more` : ''}`;

/** Every kind of check by name: the hard ones first, then the classes that count, then what is only told. */
function stabilityChecks({ candidate }: RunDetail): string {
  const { stress, proof } = candidate ?? {};
  if (!stress) return '';
  const inProof: NamedCheck[] = proof
    ? [
        'the same results in fresh processes',
        'globals and built-ins left as the original leaves them',
        'no timer, handle, listener or promise left behind',
      ].map((name) => ({ name, kind: 'hard', run: CHECK_PROCESSES, passed: CHECK_PROCESSES }))
    : [];
  const all = [...(stress.named ?? []), ...(proof?.hard === null ? inProof : [])];
  const means = { hard: 'must all pass', graded: 'counts', told: 'told only' };
  const row = ({ name, kind, run, passed }: NamedCheck): string => `| ${name} | ${means[kind]} | ${run} | ${passed} |`;
  const failing = stress.failing.map(({ kind, passed }) => `${kind} (${Math.round(passed * 100)} % equal)`);
  const differs = failing.length > 0 ? ` It differs for ${failing.join(', ')}.` : '';
  const hard = proof?.hard ?? stress.hard;
  const guard = candidate?.guard ? ` ${guardSentence(candidate.guard)}` : '';
  return [
    '## Stability',
    '',
    `${hard ? `It ${hard}.` : `Score ${stress.score.toFixed(3)} over ${stress.checks} checks.`}${differs}${guard}`,
    ...(all.length > 0 ? ['', '| check | | run | passed |', '|---|---|---|---|'] : []),
    ...(['hard', 'graded', 'told'] as const).flatMap((wanted) => all.filter(({ kind }) => kind === wanted).map(row)),
  ].join('\n');
}

function guardSentence({ kinds, kept, without, with: guarded }: GuardTrial): string {
  const classes = kinds.join(', ');
  if (without === null || guarded === null)
    return `No guard could be found that gives the original's answers for ${classes}.`;
  const cost = `it is ${ratio(guarded)} times as fast as the original with the guard, and ${ratio(without)} times without`;
  return kept
    ? `Without a guard it differed for ${classes}; there the original's own code answers now (${cost}).`
    : `A guard for ${classes} was tried and costs what was gained (${cost}).`;
}

function search({ generations }: ReportedRun, { result, front, hosts }: RunDetail): string {
  const last = generations.at(-1);
  const lines = [
    '## The search',
    '',
    `${result.variants} variants, ${result.evaluations} evaluations, ${result.generations} generations in ${result.searchSeconds} s; stopped by ${result.stoppedBy}. ` +
      `${hosts.restarts} host processes were replaced, ${hosts.blamed} variants blamed for it.`,
  ];
  if (front.length > 0) {
    lines.push(
      '',
      'Front at the end of the search (measured there, not proved):',
      '',
      '| id | edits | speed | memory | accuracy | stability |',
      '|---|---|---|---|---|---|',
    );
    for (const { id, edits: count, speed, memory, accuracy, stability } of front) {
      lines.push(
        `| ${id} | ${count} | ${ratio(speed.ratio)} (${ratio(speed.low)} to ${ratio(speed.high)}) | ${memory === null ? '' : ratio(memory)} | ${accuracy.toFixed(4)} | ${stability === null ? '' : stability.toFixed(3)} |`,
      );
    }
  }
  const tried = Object.entries(last?.adaptive.operators ?? {}).sort(
    ([a, x], [b, y]) => y.won - x.won || y.passed - x.passed || (a < b ? -1 : 1),
  );
  if (tried.length > 0) {
    lines.push('', '| operator | tried | right on all cases | better than its parents |', '|---|---|---|---|');
    for (const [name, { tried: count, passed, won }] of tried)
      lines.push(`| ${text(name)} | ${count} | ${passed} | ${won} |`);
  }
  return lines.join('\n');
}

/** How far the scores could be believed by which the search chose. */
function policy({ record }: ReportedRun): string {
  const { calibration } = record.policy;
  if (!calibration) return '';
  const { model, modules, count, brierSkill, skills, reliability } = calibration;
  return [
    '## The search policy',
    '',
    `The integrator began with what it had learnt in this folder. On ${modules} modules before it learnt from them (${count} candidate edits, older ones weigh less) its scores had a Brier skill of ${brierSkill.toFixed(3)} against the usual rate; ` +
      `logarithmic skill: ${Object.entries(skills)
        .map(([name, skill]) => `${name} ${skill.toFixed(3)}`)
        .join(', ')}; in use: ${model}.`,
    '',
    '| mean score | share kept | candidates |',
    '|---|---|---|',
    ...reliability.map((bin) => `| ${bin.score.toFixed(3)} | ${bin.kept.toFixed(3)} | ${bin.count} |`),
  ].join('\n');
}

function replay({ record }: ReportedRun): string {
  const { experiment, versions, name } = record;
  return [
    '## To see it again',
    '',
    fenced(`integron verify ${name}`, 'sh'),
    '',
    `Seed ${experiment.seed}, objectives ${experiment.objective.join(', ')}, threshold ${experiment.threshold}; integron ${versions.integron}, node ${versions.node} (V8 ${versions.v8}), ${versions.platform}, ${versions.cores} cores; begun ${record.started}.`,
  ].join('\n');
}
