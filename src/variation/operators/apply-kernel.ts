/** Takes a whole function of known behaviour, behind a guard, with the original's code as the other way. */
import { type Edit, makeEdit } from '../../genome/edit.ts';
import { parameterName } from '../../genome/scope.ts';
import { isFunction, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { pick, type RandomStream } from '../../statistics/random.ts';
import type { Kernel, Narrowing } from '../kernel.ts';
import { kernelCode, kernelOperator, usualValues } from '../kernel-code.ts';
import { kernels, kernelsByName } from '../kernels/kernels.ts';
import type { Operator } from '../operator.ts';
import { topStatement, type View } from '../view.ts';

interface Fit {
  readonly kernel: Kernel;
  readonly scope: SyntaxNode;
  readonly heat: number;
  readonly names: readonly string[];
  /** Conditions on parameters that the kernel does not have: each must be one value that it often is. */
  readonly more: readonly string[];
  readonly narrow?: Narrowing | undefined;
}

const MOST_WAYS = 4;

/** Names of parameters in the order in which the kernel takes them: as they stand, or two of them exchanged. */
const ORDERS: Readonly<Record<number, readonly (readonly number[])[]>> = {
  1: [[0]],
  2: [
    [0, 1],
    [1, 0],
  ],
  3: [[0, 1, 2]],
};

/** Functions that run and whose arguments, as far as seen, are what a kernel takes; and whose values are what it gives. */
function fits(view: View): Fit[] {
  const taken = new Set(
    view.edits.flatMap(({ operator, places }) => (operator.startsWith('kernel:') ? places.map(({ at }) => at) : [])),
  );
  const found: Fit[] = [];
  for (const { node: body, parent: scope, heat } of view.all) {
    if (!isFunction(scope) || scope.body !== body || scope.async || scope.generator) continue;
    if (taken.has(placeIn(body)) || body.locus.includes('.') || !topStatement(view, scope)) continue;
    if (!givesValue(scope)) continue;
    const names = (scope.params as SyntaxNode[]).map(parameterName);
    if (names.includes(undefined)) continue;
    const seen = view.domains?.get(body.start);
    if (!seen) continue;
    for (const { kernel, order, narrow } of kernelsFor(view, body, names as string[])) {
      if (!kernel.params.every((domain, i) => seen[order[i]!]?.includes(domain))) continue;
      for (const more of valuesOf(scope, order, seen))
        found.push({ kernel, scope, heat, names: order.map((at) => names[at]!), more, narrow });
    }
  }
  return found;
}

/** Kernels that may give a function's values, with the numbers of the parameters that they take. */
function kernelsFor(
  view: View,
  body: SyntaxNode,
  names: readonly string[],
): { kernel: Kernel; order: number[]; narrow?: Narrowing | undefined }[] {
  if (view.wholes !== null) {
    const own = view.wholes.filter((whole) => whole.body === body.start && kernelsByName.has(whole.kernel));
    // With its arguments in another order a kernel is the same.
    const unique = new Map(own.map((whole) => [[whole.kernel, ...[...whole.names].sort()].join(), whole]));
    return [...unique.values()].map((whole) => ({
      kernel: kernelsByName.get(whole.kernel)!,
      order: whole.names.map((name) => names.indexOf(name)),
      narrow: whole.narrow,
    }));
  }
  return kernels.flatMap((kernel) =>
    kernel.params.length > names.length
      ? []
      : (ORDERS[kernel.params.length] ?? [])
          .filter((order) => order[0] === 0 || kernel.params[0] !== kernel.params[1])
          .map((order) => ({ kernel, order: [...order] })),
  );
}

/** Whether a function gives a value: where it gives none, any kernel would do, and leave out what the function is for. */
function givesValue({ body }: SyntaxNode): boolean {
  let found = body.type !== 'BlockStatement';
  walk(body, (node) => {
    if (node.type === 'ReturnStatement' && node.argument) found = true;
    return !isFunction(node);
  });
  return found;
}

/** Each way in which parameters that are not taken have values that they often have, as conditions. */
function valuesOf(scope: SyntaxNode, taken: readonly number[], seen: readonly (readonly string[])[]): string[][] {
  let ways: string[][] = [[]];
  for (let at = 0; at < scope.params.length; at++) {
    if (taken.includes(at)) continue;
    const conditions = usualValues(scope, at, seen);
    ways = conditions.flatMap((condition) => ways.map((way) => [...way, condition]));
  }
  return ways.slice(0, MOST_WAYS);
}

const placeIn = (body: SyntaxNode): string =>
  body.type === 'BlockStatement' && body.body.length > 0 ? `before:${body.body[0].locus}` : body.locus;

function editOf(view: View, { kernel, scope, names, more, narrow }: Fit): Edit | undefined {
  const body = scope.body as SyntaxNode;
  const block = body.type === 'BlockStatement';
  if (block && body.body.length === 0) return undefined;
  const top = topStatement(view, scope)!;
  const declines = block && kernel.declines === true;
  const { statements, condition, call, answer } = kernelCode(kernel, names, more, scope, declines, narrow);
  const taken = declines
    ? `{ const ${answer} = ${call}; if (${answer} !== undefined) return ${answer}; }`
    : `return ${call};`;
  return makeEdit(kernelOperator(kernel), [
    { at: `before:${top.locus}`, code: statements },
    block
      ? { at: placeIn(body), code: `if (${condition}) ${taken}` }
      : { at: body.locus, code: `${condition} ? ${call} : $rest`, holes: { $rest: body.locus } },
  ]);
}

export const applyKernel: Operator = {
  name: 'apply-kernel',
  does: 'takes a function of known behaviour for one that gives the same answers',
  recognises: true,
  places: (view) => [...new Set(fits(view).map(({ scope }) => placeIn(scope.body).replace('before:', '')))],
  propose(view: View, random: RandomStream) {
    const found = fits(view);
    return found.length === 0 ? undefined : editOf(view, pick(random, found));
  },
  all: (view) =>
    fits(view)
      .sort((a, b) => b.heat - a.heat)
      .flatMap((fit) => editOf(view, fit) ?? []),
};
