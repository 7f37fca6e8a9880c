/** Edits in words: where in the ancestor they act, and why they may help. */
import type { Ancestor } from '../genome/ancestor.ts';
import { type Edit, locusAt } from '../genome/edit.ts';
import { guardedClasses } from '../variation/guard.ts';
import { kernelOperator } from '../variation/kernel-code.ts';
import { kernels } from '../variation/kernels/kernels.ts';
import { operators } from '../variation/operators/operators.ts';
import { rules } from '../variation/rules/rules.ts';
import type { Ablation } from '../verdict/confirm.ts';
import type { ExplainedEdit } from '../verdict/run-result.ts';

export function explain(ancestor: Ancestor, ablation: readonly Ablation[]): ExplainedEdit[] {
  const lines = linesOf(
    ancestor,
    ablation.map(({ edit }) => edit),
  );
  return ablation.map(({ edit, gain }) => ({
    operator: edit.operator,
    line: lines.get(edit.id)!,
    gain: gain === null ? null : Math.round(gain * 1000) / 1000,
    why: whyOf(edit.operator),
  }));
}

/** The comment that a rule's work gets: why it is fast. Kernels and guards bring their own, all else is plain to see. */
export function remarkOn({ operator }: Edit): string | undefined {
  const rule = rules.find(({ name }) => `rule:${name}` === operator);
  return rule && `Faster: ${rule.why}.`;
}

function whyOf(operator: string): string {
  const classes = guardedClasses(operator);
  if (classes !== undefined) return `the original's own code for ${classes}, for which the faster way differs`;
  const kernel = kernels.find((one) => kernelOperator(one) === operator);
  if (kernel) return `${kernel.does}: ${kernel.source}`;
  const rule = rules.find(({ name }) => `rule:${name}` === operator);
  if (rule) return rule.why;
  if (operator.startsWith('rule:learnt-')) return 'a rule learnt from edits that were proved';
  if (operator === 'change-number') return 'another number in what an edit brought in';
  return Object.values(operators).find(({ name }) => name === operator)?.does ?? operator;
}

/** The ancestor's line where each edit acts; one inside what another brought in has that one's line. */
function linesOf(ancestor: Ancestor, edits: readonly Edit[]): Map<string, number> {
  const lines = new Map<string, number>();
  for (const edit of edits) {
    const loci = edit.places.map(({ at }) => locusAt(at));
    const known = loci.find((locus) => !locus.includes('.')) ?? loci[0]!;
    const [maker] = known.split('.');
    const node = known.includes('.') ? undefined : ancestor.nodes[Number(known)];
    lines.set(edit.id, node ? ancestor.text.slice(0, node.start).split('\n').length : (lines.get(maker!) ?? 1));
  }
  return lines;
}
