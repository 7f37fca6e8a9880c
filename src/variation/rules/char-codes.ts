/** Reads character codes instead of characters, at all places of a function together. */

import { TEXTS } from '../../analysis/values.ts';
import type { Place } from '../../genome/edit.ts';
import { contains, isFunction, type SyntaxNode, walk } from '../../genome/syntax.ts';
import type { Match, Rule } from '../rule.ts';
import { givenTo, type View } from '../view.ts';

/** Names whose elements are read by computed index and never written, with the places where they are read. */
function readers(scope: SyntaxNode): Map<string, SyntaxNode[]> {
  const reads = new Map<string, SyntaxNode[]>();
  const spoilt = new Set<string>();
  walk(scope, (node, parent) => {
    if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return;
    const { name } = node.object;
    if (!node.computed) {
      if (!/^(length|charCodeAt|charAt|slice|substring)$/.test(node.property.name)) spoilt.add(name);
      return;
    }
    if (!parent) return;
    const target = parent.type === 'AssignmentExpression' && parent.left === node;
    const deeper = parent.type === 'MemberExpression' && parent.object === node;
    const called = parent.type === 'CallExpression' && parent.callee === node;
    if (target || deeper || called || parent.type === 'UpdateExpression' || parent.type === 'UnaryExpression')
      spoilt.add(name);
    else reads.set(name, [...(reads.get(name) ?? []), node]);
  });
  for (const name of spoilt) reads.delete(name);
  return reads;
}

/** Whether what a name stands for, or a member of it, was seen and never was a text: members of lists have no codes. */
function isNoText(view: View, scope: SyntaxNode, name: string, reads: readonly SyntaxNode[]): boolean {
  const seen = [...givenTo(view, scope, name), ...reads.map((node) => view.valuesAt(node))];
  return seen.some((facts) => facts !== undefined && (facts.kinds & TEXTS) === 0);
}

export const charCodes: Rule = {
  name: 'char-codes',
  why: 'character codes are small integers; characters are strings',
  matches(view) {
    const out: Match[] = [];
    for (const { node: scope, heat } of view.all) {
      if (!isFunction(scope)) continue;
      const reads = readers(scope);
      for (const [name, nodes] of reads) if (isNoText(view, scope, name, nodes)) reads.delete(name);
      const all = [...reads.values()].flat();
      if (all.length === 0) continue;
      const places = (nodes: readonly SyntaxNode[]): Place[] =>
        nodes
          .filter((node) => !nodes.some((outer) => outer !== node && contains(outer, node)))
          .map((node) => ({
            at: node.locus,
            code: '$s.charCodeAt($i)',
            holes: { $s: node.object.locus, $i: node.property.locus },
          }));
      out.push({ at: scope.locus, heat: heat * all.length, places: () => places(all) });
      if (reads.size < 2) continue;
      for (const nodes of reads.values()) out.push({ at: nodes[0]!.locus, heat, places: () => places(nodes) });
    }
    return out;
  },
};
