/** A generator whose values are all taken at once, or one after the other by loops, makes a list of them instead. */
import { exchanged, type Piece, textOf } from '../../genome/pieces.ts';
import { isFunction, isPlainName, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { isCallOf, type Match, type Rule } from '../rule.ts';
import { freshName, type View } from '../view.ts';

export const generatorToList: Rule = {
  name: 'generator-to-list',
  why: 'a list is filled without leaving the function and coming back at each value',
  claims: 'where it comes to an end, and nothing that it reads is changed by who takes its values',
  matches(view) {
    // The type of what it gives is written at its head.
    if (view.ancestor.typescript) return [];
    return view.all.flatMap(({ node: body, parent: scope, heat }): Match[] => {
      if (scope.type !== 'FunctionDeclaration' || scope.body !== body || !scope.generator || scope.async) return [];
      const statements = body.body as SyntaxNode[];
      const name = scope.id?.name as string | undefined;
      if (scope.origin !== null || statements.length === 0 || name === undefined) return [];
      const out = freshName('given', scope.locus);
      const marks = marksOf(scope, body, out);
      if (!marks || !onlyTaken(view, scope, name)) return [];
      const places = () => {
        const inner = exchanged(body, marks, statements[0]!.start, statements.at(-1)!.end);
        const params = (scope.params as SyntaxNode[]).map(textOf).join(', ');
        const code = `function ${name}(${params}) { const ${out} = []; ${inner}\nreturn ${out}; }`;
        return [{ at: scope.locus, code }];
      };
      return [{ at: scope.locus, heat, places }];
    });
  },
};

/** What stands in place of each `yield` and `return`; undefined where a value comes back from one, or goes with the other. */
function marksOf(scope: SyntaxNode, body: SyntaxNode, out: string): Piece[] | undefined {
  const marks: Piece[] = [];
  let sound = true;
  walk(body, (node, parent) => {
    if (node.origin !== null || node.from !== scope.from) sound = false;
    if (node !== body && isFunction(node)) return false;
    if (node.type === 'YieldExpression') {
      if (parent?.type !== 'ExpressionStatement') sound = false;
      else {
        const value = node.argument ? textOf(node.argument as SyntaxNode) : 'undefined';
        const text = node.delegate ? `for (const each of ${value}) ${out}.push(each);` : `${out}.push(${value});`;
        marks.push({ start: parent.start, end: parent.end, text });
      }
    }
    if (node.type === 'ReturnStatement') {
      if (node.argument) sound = false;
      else marks.push({ start: node.start, end: node.end, text: `return ${out};` });
    }
    return sound;
  });
  return sound && marks.length > 0 ? marks : undefined;
}

/** Whether the function is called and no more, where all its values are taken. */
function onlyTaken(view: View, scope: SyntaxNode, name: string): boolean {
  if (scope.parent && /^Export/.test(scope.parent.type)) return false;
  let calls = 0;
  let fits = true;
  walk(view.phenotype.root, (node, parent) => {
    if (node.type !== 'Identifier' || node.name !== name || !parent || isPlainName(node, parent)) return;
    if (parent === scope && scope.id === node) return;
    const call = parent.type === 'CallExpression' && parent.callee === node ? parent : undefined;
    if (call && isTaken(call)) calls++;
    else fits = false;
  });
  return fits && calls > 0;
}

/** Whether all values of what a call gives are gone through where it stands. */
function isTaken(call: SyntaxNode): boolean {
  const { parent } = call;
  if (parent?.type === 'ForOfStatement') return parent.right === call && !parent.await;
  if (parent?.type === 'SpreadElement') return parent.parent?.type !== 'ObjectExpression';
  if (parent?.type === 'YieldExpression') return parent.delegate === true;
  const isFirst = parent?.arguments?.[0] === call && parent.arguments.length === 1;
  if (parent?.type === 'NewExpression') return isFirst && /^(Set|Map)$/.test(parent.callee.name);
  return isFirst && isCallOf(parent, 'from', 1) && parent.callee.object.name === 'Array';
}
