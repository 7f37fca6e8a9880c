/** What an integrator analyses: the nodes of a module that run, how often, and what their values were. */
import type { Profile } from '../analysis/heat.ts';
import { staysInside } from '../analysis/sharing.ts';
import type { ValueFacts } from '../analysis/values.ts';
import type { Ancestor } from '../genome/ancestor.ts';
import { nameUse } from '../genome/scope.ts';
import { isFunction, isLoop, type SyntaxNode } from '../genome/syntax.ts';
import { type Site, View } from '../variation/view.ts';
import type { Facts, NodeFact } from './integrator.ts';

/** What running a module showed of it. */
export interface Seen {
  readonly profile: Profile;
  readonly values: ReadonlyMap<string, ValueFacts>;
  /** Of one call; 0 where it was not run. */
  readonly micros: number;
  readonly bytes: number;
}

/** Turns that a loop is thought to make where nothing was counted. */
const TURNS = 16;
const LONGEST = 80;
const MAKES = /^(Array|Object|New)Expression$/;

/** What a module that was not run is thought to do: each function once, each loop some turns. */
export function unseen(ancestor: Ancestor): Seen {
  const profile = new Map<number, number>();
  const visit = (node: SyntaxNode, loops: number): number => {
    if (node.parent === null || node.parent.type === 'Program') return loops;
    return isFunction(node.parent) ? 0 : loops + Number(isLoop(node.parent) && node.parent.body === node);
  };
  const depths = new Map<SyntaxNode, number>();
  for (const node of ancestor.nodes) {
    const depth = visit(node, node.parent ? (depths.get(node.parent) ?? 0) : 0);
    depths.set(node, depth);
    profile.set(node.start, Math.max(profile.get(node.start) ?? 0, TURNS ** Math.min(4, depth)));
  }
  return { profile, values: new Map(), micros: 0, bytes: 0 };
}

export function factsOf(ancestor: Ancestor, { profile, values, micros, bytes }: Seen): Facts {
  const view = new View(ancestor, [], profile, { values });
  const lines = lineStarts(ancestor.text);
  const changing = new Map<SyntaxNode, readonly string[]>();
  const nodes = view.all.map((site) => nodeFact(site));
  return { nodes: nodes.map((fact, i) => ({ ...fact, below: countBelow(i) })), micros, bytes };

  function countBelow(from: number): number {
    const { end } = view.all[from]!.node;
    let to = from + 1;
    while (to < view.all.length && view.all[to]!.node.start < end) to++;
    return to - from;
  }

  function nodeFact({ node, parent, heat }: Site): Omit<NodeFact, 'below'> {
    const text = ancestor.text.slice(node.start, node.end).split(/\r?\n/, 1)[0]!.slice(0, LONGEST);
    const around = loopsAround(node);
    const isParameter = isFunction(parent) && (parent.params as SyntaxNode[]).includes(node);
    const value = isParameter
      ? values.get(`${(parent.body as SyntaxNode).start}:${(parent.params as SyntaxNode[]).indexOf(node)}`)
      : (values.get(`${node.start}-${node.end}`) ??
        (node.right && values.get(`${node.right.start}-${node.right.end}`)));
    return {
      locus: node.locus,
      line: lineAt(lines, node.start),
      type: node.type,
      text,
      parent: isParameter ? 'parameter' : parent.type,
      heat: round(heat),
      loops: around.length,
      size: node.end - node.start,
      inside: functionName(node),
      name: nameOf(node),
      reads: node.type === 'CallExpression' ? [...nameUse(node).read] : [],
      changing: around[0] ? changedIn(around[0]) : [],
      seen: value?.kinds ?? 0,
      most: value?.most ?? 0,
      taken:
        node.type === 'IfStatement' && heat > 0 && micros > 0
          ? round((profile.get(node.consequent.start) ?? 0) / heat)
          : -1,
      stays: value && MAKES.test(node.type) ? Number(staysInside(value.shared)) : -1,
    };
  }

  function changedIn(loop: SyntaxNode): readonly string[] {
    let known = changing.get(loop);
    if (!known) {
      const { assigned, declared } = nameUse(loop);
      known = [...new Set([...assigned, ...declared])];
      changing.set(loop, known);
    }
    return known;
  }
}

/** Innermost first. */
function loopsAround(node: SyntaxNode): SyntaxNode[] {
  const loops: SyntaxNode[] = [];
  for (let at = node; at.parent && !isFunction(at.parent); at = at.parent)
    if (isLoop(at.parent) && at.parent.init !== at) loops.push(at.parent);
  return loops;
}

function functionName(node: SyntaxNode): string {
  for (let at = node.parent; at; at = at.parent) {
    if (!isFunction(at)) continue;
    return at.id?.name ?? at.key?.name ?? (at.parent?.type === 'VariableDeclarator' ? (at.parent.id.name ?? '') : '');
  }
  return '';
}

function nameOf(node: SyntaxNode): string {
  const named: SyntaxNode | undefined =
    node.type === 'CallExpression' || node.type === 'NewExpression' ? node.callee : node;
  if (!named) return '';
  if (named.type === 'MemberExpression') return named.computed ? '' : (named.property.name ?? '');
  return String(named.name ?? node.operator ?? '');
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
