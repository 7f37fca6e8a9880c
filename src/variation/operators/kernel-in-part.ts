/** Takes the value of a part of a function from a function of known behaviour, and leaves out what only it needed. */
import { alwaysReturns } from '../../genome/dead-code.ts';
import { type Edit, makeEdit, type Place } from '../../genome/edit.ts';
import { nameUse, parameterName } from '../../genome/scope.ts';
import { contains, isFunction, isLoop, isStatementType, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { pick, type RandomStream } from '../../statistics/random.ts';
import type { Kernel, Narrowing } from '../kernel.ts';
import { kernelCode, kernelOperator, usualValues } from '../kernel-code.ts';
import { kernelsByName } from '../kernels/kernels.ts';
import { AT } from '../matching.ts';
import type { Operator } from '../operator.ts';
import { spared } from '../spared.ts';
import { topStatement, type View, type Whole } from '../view.ts';

interface Taken {
  readonly kernel: Kernel;
  readonly names: readonly string[];
  /** Whether it takes what names hold before something else changes that. */
  readonly early: boolean;
  readonly parts: readonly SyntaxNode[];
  /** A variable that keeps the value. */
  readonly gives?: string;
  readonly scope: SyntaxNode;
  /** The statement before which the ways part, and all from there on but functions. */
  readonly from: SyntaxNode;
  readonly copied: readonly SyntaxNode[];
  readonly removed: readonly SyntaxNode[];
  /** Conditions on parameters that the kernel does not have. */
  readonly more: readonly string[];
  readonly narrow: Narrowing | undefined;
  readonly heat: number;
}

function found(view: View): Taken[] {
  if (view.parts.length === 0) return [];
  const nodes = new Map<string, SyntaxNode>();
  const bodies = new Map<number, SyntaxNode>();
  for (const { node, parent } of view.all) {
    // Copies of the ancestor's code have loci of their own.
    if (node.from !== view.ancestor.source || node.locus.includes('.')) continue;
    if (!isStatementType(node.type)) nodes.set(`${node.start}-${node.end}`, node);
    if (isFunction(parent) && parent.body === node) bodies.set(node.start, parent);
  }
  const groups = Map.groupBy(view.parts, ({ body, kernel, names, narrow }) => `${body} ${kernel} ${names} ${narrow}`);
  const tried = new Set<string>();
  return [...groups.values()]
    .flatMap((group): Taken[] => {
      const { body, kernel, names, narrow } = group[0]!;
      const scope = bodies.get(body);
      const known = kernelsByName.get(kernel);
      if (!scope || !known || !topStatement(view, scope)) return [];
      const held = outermost(group.flatMap(({ at }) => nodes.get(at) ?? []));
      return [...held.map((node) => [node]), ...(held.length > 1 ? [held] : [])].flatMap((parts) => {
        // With its arguments in another order a kernel is the same.
        const key = [kernel, ...parts.map(({ locus }) => locus), ...[...names].sort()].join();
        if (tried.has(key)) return [];
        tried.add(key);
        const ways = [true, false].flatMap((cold) => takenOf(view, scope, parts, known, { names, narrow }, cold) ?? []);
        return ways.length === 2 && ways[0]!.removed.length === ways[1]!.removed.length ? [ways[0]!] : ways;
      });
    })
    .sort((a, b) => b.heat - a.heat);
}

const outermost = (nodes: readonly SyntaxNode[]): SyntaxNode[] =>
  nodes.filter((node) => !nodes.some((other) => other !== node && contains(other, node)));

/** @param cold whether code that no input reaches may go as well */
function takenOf(
  view: View,
  scope: SyntaxNode,
  parts: readonly SyntaxNode[],
  kernel: Kernel,
  { names: taken, narrow }: Pick<Whole, 'names' | 'narrow'>,
  cold: boolean,
): Taken | undefined {
  const list = scope.body.body as SyntaxNode[];
  const at = list.findIndex((statement) => parts.some((part) => contains(statement, part)));
  if (at < 0) return undefined;
  const params = (scope.params as SyntaxNode[]).flatMap((param) => parameterName(param) ?? []);
  const [part] = parts as [SyntaxNode];
  const gives = parts.length === 1 && part.type === 'Identifier' ? readAgain(scope, part) : undefined;
  const names = taken.map((name) => name.split(AT)[0]!);
  const moment = taken.map((name) => name.split(AT)[1]).find((one) => one !== undefined);
  const early = moment !== undefined;
  // What the kernel takes has to have its value where the ways part.
  const settled = early
    ? moment === ''
      ? 0
      : list.findIndex(({ start }) => start === Number(moment))
    : list.findLastIndex((statement) => writes(statement, names)) + 1;
  if (settled < 0 || settled > at) return undefined;
  if (moment === '' && !names.every((name) => params.includes(name))) return undefined;
  const removed = spared({
    statements: list.slice(settled),
    parts,
    takes: early ? [] : names,
    params,
    ...(gives === undefined ? {} : { gives }),
    ...(cold ? { runs: (node: SyntaxNode) => view.siteAt(node.locus) !== undefined } : {}),
  });
  if (!removed || ![...parts, ...removed].some(works)) return undefined;
  const first = removed.length === 0 ? at : list.findIndex((one) => removed.some((node) => contains(one, node)));
  const from = early ? settled : Math.min(first, at);
  const copied = list.slice(from).filter(({ type }) => type !== 'FunctionDeclaration');
  if (closesOver(list, copied)) return undefined;
  const seen = view.domains?.get(scope.body.start) ?? [];
  return {
    kernel,
    names,
    early,
    parts,
    ...(gives === undefined ? {} : { gives }),
    scope,
    from: copied[0]!,
    copied,
    removed,
    // What is seldom one value is left to the cases.
    more: params.flatMap((name, i) => {
      const conditions = names.includes(name) ? [] : usualValues(scope, i, seen);
      return conditions.length === 1 ? conditions : [];
    }),
    narrow,
    heat: [...parts, ...removed].reduce((sum, node) => sum + heatBelow(view, node), 0),
  };
}

/** The name of a variable that is read once more after this, where it may be given a value. */
function readAgain(scope: SyntaxNode, { name, start }: SyntaxNode): string | undefined {
  let again = false;
  let fixed = false;
  walk(scope.body, (node) => {
    if (node.type === 'Identifier' && node.name === name && node.start > start) again = true;
    if (node.type === 'VariableDeclaration' && node.kind === 'const' && nameUse(node).declared.has(name)) fixed = true;
  });
  return again && !fixed ? name : undefined;
}

const writes = (statement: SyntaxNode, names: readonly string[]): boolean => {
  if (statement.type === 'FunctionDeclaration') return false;
  const { assigned, declared } = nameUse(statement);
  return names.some((name) => assigned.has(name) || declared.has(name));
};

/** Whether there is anything in a piece of code that takes time. */
function works(node: SyntaxNode): boolean {
  let found = false;
  walk(node, (at) => {
    if (isLoop(at) || /^(Call|New)Expression$/.test(at.type)) found = true;
    return !found;
  });
  return found;
}

/** Whether functions of these statements use names that would be declared a second time, in a block. */
function closesOver(list: readonly SyntaxNode[], copied: readonly SyntaxNode[]): boolean {
  const own = new Set(
    copied.flatMap((node) =>
      node.type === 'ClassDeclaration' || (node.type === 'VariableDeclaration' && node.kind !== 'var')
        ? [...nameUse(node).declared]
        : [],
    ),
  );
  return list.some(
    (node) => node.type === 'FunctionDeclaration' && [...nameUse(node).read].some((name) => own.has(name)),
  );
}

function heatBelow(view: View, node: SyntaxNode): number {
  let heat = 0;
  walk(node, ({ locus }) => {
    heat += view.siteAt(locus)?.heat ?? 0;
  });
  return heat;
}

function editOf(
  view: View,
  { kernel, names, early, parts, gives, scope, from, copied, removed, more, narrow }: Taken,
): Edit {
  const declines = kernel.declines === true;
  const { statements, condition, call, answer } = kernelCode(kernel, names, more, scope, declines, narrow);
  const helpers = { at: `before:${topStatement(view, scope)!.locus}`, code: statements };
  if (removed.length === 0 && !declines && !early && parts.length === 1) {
    const { locus } = parts[0]!;
    const code = `(${condition} ? ${call} : $rest)`;
    return makeEdit(kernelOperator(kernel), [helpers, { at: locus, code, holes: { $rest: locus } }]);
  }
  const value = declines || early ? answer : call;
  const otherwise = declines
    ? `let ${answer}; if (${condition}) ${answer} = ${call}; if (${answer} === undefined)`
    : `if (!(${condition}))`;
  const before = early && !declines ? ` const ${answer} = ${call};` : '';
  const ends = alwaysReturns(copied.at(-1)!);
  const places: Place[] = [
    helpers,
    {
      at: `before:${from.locus}`,
      code: `${otherwise} { $$body${ends ? '' : ' return;'} }${before}`,
      holes: { $$body: copied.map(({ locus }) => locus) },
    },
    ...parts.map(({ locus }) => ({ at: locus, code: gives === undefined ? value : `(${gives} = ${value})` })),
    ...removed.map(({ locus }) => ({ at: locus, code: '' })),
  ];
  return makeEdit(kernelOperator(kernel), places);
}

export const kernelInPart: Operator = {
  name: 'kernel-in-part',
  does: 'takes the value of a part of a function from a function of known behaviour',
  recognises: true,
  places: (view) => found(view).map(({ from }) => from.locus),
  propose(view, random: RandomStream) {
    const all = found(view);
    return all.length === 0 ? undefined : editOf(view, pick(random, all));
  },
  all: (view) => found(view).map((taken) => editOf(view, taken)),
};
