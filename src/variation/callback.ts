/** Functions whose bodies can be a loop's. */
import { isFunction, isLoop, type SyntaxNode, walk } from '../genome/syntax.ts';
import { isContained, NOTHING_LEAVES } from './rule.ts';

/**
 * The returns of a function that may be written out in a loop, each of which can be a `continue`; undefined where it is
 * more than a plain function, or returns from a loop of its own.
 */
export function returnsOf(callback: SyntaxNode): SyntaxNode[] | undefined {
  const plain = /^(Arrow)?Function(Expression)?$/.test(callback.type) && !callback.async && !callback.generator;
  if (!plain || callback.id || !isContained(callback.body, NOTHING_LEAVES)) return undefined;
  const found: SyntaxNode[] = [];
  let fine = true;
  const visit = (root: SyntaxNode, inLoop: boolean): void =>
    walk(root, (node) => {
      if (node !== root && isFunction(node)) return false;
      if (node.type === 'ReturnStatement') {
        found.push(node);
        fine &&= !inLoop;
      }
      if (node === root || !isLoop(node)) return undefined;
      visit(node, true);
      return false;
    });
  visit(callback.body, false);
  return fine ? found : undefined;
}
