/** A function that uses nothing of the one around it is made once for the module instead of in each call. */
import { freeNames } from '../../genome/scope.ts';
import { type SyntaxNode, walk } from '../../genome/syntax.ts';
import { type Match, madeBefore, type Rule } from '../rule.ts';
import { enclosingFunction, localNames, topStatement, type View } from '../view.ts';

export const functionToModule: Rule = {
  name: 'function-to-module',
  why: 'is made once instead of in each call',
  claims: 'where nothing is kept in the function object itself',
  matches(view) {
    const out: Match[] = [];
    for (const { node, parent, heat } of view.all) {
      if (!/^(FunctionExpression|ArrowFunctionExpression)$/.test(node.type) || node.id || node.generator) continue;
      const top = topStatement(view, node);
      if (
        !top ||
        !enclosingFunction(view, node) ||
        /^(ObjectProperty|ClassProperty|MethodDefinition)$/.test(parent.type)
      )
        continue;
      if (usesThis(node) || usesLocals(view, node)) continue;
      out.push({ at: node.locus, heat, places: () => madeBefore(top, node, 'once') });
    }
    return out;
  },
};

function usesThis(root: SyntaxNode): boolean {
  let found = false;
  walk(root, (node) => {
    if (node.type === 'ThisExpression' || (node.type === 'Identifier' && node.name === 'arguments')) found = true;
    return !found;
  });
  return found;
}

/** Whether a function reads a name that something around it declares. */
function usesLocals(view: View, node: SyntaxNode): boolean {
  const local = localNames(view, node);
  return freeNames(node).some((name) => local.has(name));
}
