/** Edits in words: where in the ancestor they act, and why they may help. */
import type { Ancestor } from '../genome/ancestor.ts';
import { type Edit, locusAt } from '../genome/edit.ts';
import { guardedClasses } from '../variation/guard.ts';
import { kernelOperator } from '../variation/kernel-code.ts';
import { kernels } from '../variation/kernels/kernels.ts';
import { ruleOperator } from '../variation/operators/apply-rule.ts';
import { operators } from '../variation/operators/operators.ts';
import type { Rule } from '../variation/rule.ts';
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

/** An edit in a list of changes. */
export const editInWords = ({ line, operator, why }: ExplainedEdit): string => `line ${line}: ${operator} (${why})`;

const REMARKS: Readonly<Record<string, string>> = {
  specialise: 'arguments of another kind go this way, and the code below is for the usual ones alone',
  'own-copy': 'a copy of its own sees no arguments but those given here',
};

/** The comment that an edit gets: why it is fast. Kernels and guards bring their own, all else is plain to see. */
export function remarkOn({ operator }: Edit): string | undefined {
  const why = ruleOf(operator)?.why ?? REMARKS[operator] ?? (isLearnt(operator) ? LEARNT : undefined);
  return why && `Faster: ${why}.`;
}

const ruleOf = (operator: string): Rule | undefined => rules.find((rule) => ruleOperator(rule) === operator);
const LEARNT = 'a rule learnt from edits that were proved';
const isLearnt = (operator: string): boolean => operator.startsWith('rule:learnt-');

function whyOf(operator: string): string {
  const classes = guardedClasses(operator);
  if (classes !== undefined) return `the original's own code for ${classes}, for which the faster way differs`;
  const kernel = kernels.find((one) => kernelOperator(one) === operator);
  if (kernel) return `${kernel.does}: ${kernel.source}`;
  const rule = ruleOf(operator);
  if (rule) return rule.why;
  if (isLearnt(operator)) return LEARNT;
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
