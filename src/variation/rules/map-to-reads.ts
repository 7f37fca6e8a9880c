/** A list made by `map` is not made: what the function gives is worked out where a member is read. */
import type { Place } from '../../genome/edit.ts';
import { contains, isFunction, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { isCallOf, type Match, type Rule } from '../rule.ts';
import { enclosingFunction, freshName, topStatement } from '../view.ts';

export const mapToReads: Rule = {
  name: 'map-to-reads',
  why: 'each member is worked out where it is read, without a list of them all',
  matches: (view) =>
    (view.byType.get('CallExpression') ?? []).flatMap(({ node: call, parent, heat }): Match[] => {
      const scope = enclosingFunction(view, call);
      if (!scope || !isCallOf(call, 'map', 1) || call.callee.object.type !== 'Identifier') return [];
      const source = call.callee.object as SyntaxNode;
      const given = call.arguments[0] as SyntaxNode;
      const named = given.type === 'Identifier';
      // A function of the index, or of the whole list, would have to be told those as well.
      if (!named && !(isFunction(given) && given.params.length <= 1 && !given.async && !given.generator)) return [];
      const assigned = parent.type === 'AssignmentExpression' && parent.operator === '=' && parent.right === call;
      const target = assigned ? parent.left : parent.type === 'VariableDeclarator' ? parent.id : undefined;
      if (target?.type !== 'Identifier') return [];
      const reads: SyntaxNode[] = [];
      let whole = false;
      walk(scope, (node, above) => {
        if (node.type !== 'Identifier' || node.name !== target.name || node === target || node === source || !above)
          return;
        if (above.type === 'MemberExpression' && above.property === node && !above.computed) return;
        if (above.type === 'MemberExpression' && above.object === node && above.start > call.start) {
          if (!above.computed) return;
          const use = above.parent;
          const written =
            (use?.type === 'AssignmentExpression' && use.left === above) || use?.type === 'UpdateExpression';
          if (written) whole = true;
          else reads.push(above);
        }
      });
      if (whole || reads.length === 0) return [];
      const top = topStatement(view, call);
      if (!top) return [];
      const places = (): Place[] => {
        const f = named ? (given.name as string) : freshName('member', call.locus);
        const outer = reads.filter((read) => !reads.some((other) => other !== read && contains(read.property, other)));
        return [
          { at: call.locus, code: source.name as string },
          ...outer.map((read): Place => ({ at: read.locus, code: `${f}($read)`, holes: { $read: read.locus } })),
          ...(named
            ? []
            : [{ at: `before:${statementOf(call).locus}`, code: `const ${f} = $f;`, holes: { $f: given.locus } }]),
        ];
      };
      return [{ at: call.locus, heat, places }];
    }),
};

/** The member of a list of statements that a node stands in. */
function statementOf(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent && !/^(Program|BlockStatement|SwitchCase)$/.test(at.parent.type)) at = at.parent;
  return at;
}
