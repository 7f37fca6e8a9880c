/** `integron status`: what is in service, and what was seen of it. */
import { Command } from 'commander';
import { hasDrifted } from '../../deployment/drift.ts';
import { type Status, statusOf } from '../../deployment/status.ts';
import { BadInput } from '../../experiment/bad-input.ts';
import { populationsFolder } from '../../population/store.ts';
import { type Kept, loopIn } from '../../recursion/loop-state.ts';
import { type Estimate, inPercent } from '../../statistics/summary.ts';
import { type CommonOptions, withCommon } from '../options.ts';

export const statusVerb = (): Command =>
  withCommon(
    new Command('status').description('show what is in service, what it was seen to do, and what was aborted'),
  ).action(async (options: CommonOptions) => {
    const populations = populationsFolder(options.populations);
    const all = await statusOf(populations);
    const loop = await loopIn(populations);
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ subjects: all, loop })}\n`);
      return;
    }
    if (all.length === 0 && !loop)
      throw new BadInput(`nothing is in service from ${populations}; integron deploy <run> begins`);
    process.stdout.write(`${[...all.map(shown), ...(loop ? [beatOf(loop)] : [])].join('\n\n')}\n`);
  });

function shown({
  name,
  active,
  canary,
  watched,
  calls,
  shadowed,
  uncopied,
  speed,
  verdict,
  onTrial,
  outdated,
  drift,
  latency,
  protection,
  copyMicros,
  aborts,
}: Status): string {
  const lines = [`${name}: ${active === 'V0' ? 'the original' : active} in service`];
  if (canary) lines.push(`  ${canary.version} on trial with ${inPercent(canary.share)} of the calls`);
  const both = `made by both sides${uncopied > 0 ? `, ${uncopied} could not be copied for that` : ''}`;
  if (calls > 0) lines.push(`  ${watched}: ${calls} calls timed, ${shadowed} ${both}`);
  if (speed)
    lines.push(
      speed.low === 0
        ? `  too few blocks of calls to tell how fast it is (so far ${speed.ratio.toFixed(2)} times)`
        : `  on these calls ${verdict}: ${timesOf(speed)} as fast as what is in service`,
    );
  if (onTrial && onTrial.low > 0)
    lines.push(`  ${active} was ${timesOf(onTrial)} as fast as what it came after, on trial`);
  if (outdated) lines.push('  its module is another one since then: the original runs, where it was started anew');
  if (hasDrifted(drift))
    lines.push(`  ${active} is only ${drift!.ratio.toFixed(2)} times as fast beside the original as it was at first`);
  for (const [version, { half, most }] of Object.entries(latency))
    lines.push(`  ${version}: half of the calls below ${micros(half)} µs a call, 99 of 100 below ${micros(most)} µs`);
  if (active !== 'V0' || canary) lines.push(`  protection: ${protection}`);
  // Calls are timed on trial alone; what serves has some of them made by both sides.
  if (calls === 0 && shadowed + uncopied > 0) lines.push(`  ${watched}: ${shadowed} calls ${both}`);
  if (copyMicros !== null) lines.push(`  a copy of the arguments takes ${copyMicros.toFixed(2)} µs`);
  for (const { version, reason, date } of aborts)
    lines.push(`  ${version} went out on ${date.slice(0, 10)}: it ${reason}`);
  return lines.join('\n');
}

const timesOf = ({ ratio, low, high }: Estimate): string =>
  `${ratio.toFixed(2)} times (${low.toFixed(2)} to ${high.toFixed(2)})`;

const micros = (nanoseconds: number): string => (nanoseconds / 1000).toPrecision(3);

/** The loop's own line: whether it lives, and what it is at. */
function beatOf({ cycle, doing, pid, beat, over }: Kept): string {
  const ago = Math.max(0, Math.round((Date.now() - Date.parse(beat)) / 1000));
  if (over) return `loop: came to its end after cycle ${cycle}, ${ago} s ago`;
  const who = isAlive(pid) ? `process ${pid}` : `process ${pid} is gone; start it again and it goes on`;
  return `loop: cycle ${cycle}, ${doing ? `at ${doing}` : 'waiting'}, ${who}, last heard ${ago} s ago`;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
