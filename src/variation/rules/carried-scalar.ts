/** Carries the element written last from one turn of a loop to the next in a variable. */
import { isFunction, isLoop, type SyntaxNode, sameCode, walk } from '../../genome/syntax.ts';
import type { Match, Rule } from '../rule.ts';
import { freshName, inList, isInvariant } from '../view.ts';

/** The counter of `for (...; ...; i++)` that starts at a known expression. */
function counterOf(loop: SyntaxNode): { name: string; start: SyntaxNode } | undefined {
  const { update, init } = loop;
  if (loop.type !== 'ForStatement' || update?.type !== 'UpdateExpression' || update.operator !== '++') return undefined;
  const name = update.argument.name as string | undefined;
  if (!name) return undefined;
  if (init?.type === 'AssignmentExpression' && init.left.name === name) return { name, start: init.right };
  const declared = (init?.declarations as SyntaxNode[] | undefined)?.find(({ id }) => id.name === name);
  return declared?.init ? { name, start: declared.init } : undefined;
}

/** `list[i - 1]`, read at these places of a loop. */
function backReads(loop: SyntaxNode, counter: string): Map<string, SyntaxNode[]> {
  const reads = new Map<string, SyntaxNode[]>();
  walk(loop.body, (node, parent) => {
    if (isFunction(node)) return false;
    const isBack =
      node.type === 'MemberExpression' &&
      node.computed &&
      node.property.type === 'BinaryExpression' &&
      node.property.operator === '-' &&
      node.property.left.name === counter &&
      node.property.right.value === 1;
    if (!isBack || (parent?.type === 'AssignmentExpression' && parent.left === node)) return undefined;
    const group = [...reads.values()].find((items) => sameCode(items[0]!, node));
    if (group) group.push(node);
    else reads.set(node.locus, [node]);
    return undefined;
  });
  return reads;
}

/** The one statement of the loop's body that writes `list[i]`. */
function writeOf(loop: SyntaxNode, list: SyntaxNode, counter: string): SyntaxNode | undefined {
  const writes: SyntaxNode[] = [];
  walk(loop.body, (node) => {
    if (
      node.type === 'AssignmentExpression' &&
      node.operator === '=' &&
      node.left.type === 'MemberExpression' &&
      node.left.computed &&
      node.left.property.name === counter &&
      sameCode(node.left.object, list)
    ) {
      writes.push(node);
    }
  });
  return writes.length === 1 ? writes[0] : undefined;
}

export const carriedScalar: Rule = {
  name: 'carried-scalar',
  why: 'is carried in a variable from the turn before instead of read back from the array',
  matches(view) {
    const out: Match[] = [];
    for (const { node: loop, heat } of view.all) {
      const counter = isLoop(loop) && inList(view, loop) ? counterOf(loop) : undefined;
      if (!counter || loop.body.type !== 'BlockStatement') continue;
      for (const group of backReads(loop, counter.name).values()) {
        const first = group[0]!;
        if (!isInvariant(first.object, loop.body)) continue;
        const write = writeOf(loop, first.object, counter.name);
        const name = freshName('before', first.locus);
        const start = { $list: first.object.locus, $start: counter.start.locus };
        const begin = { at: `before:${loop.locus}`, code: `let ${name} = $list[$start - 1];`, holes: start };
        const reads = group.map((node) => ({ at: node.locus, code: name }));
        if (!write) continue;
        const code = `$t = ${name} = $v`;
        const holes = { $t: write.left.locus, $v: write.right.locus };
        out.push({ at: first.locus, heat, places: () => [begin, ...reads, { at: write.locus, code, holes }] });
      }
    }
    return out;
  },
};
