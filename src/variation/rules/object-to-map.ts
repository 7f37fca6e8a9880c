/** Keeps what is found by keys made as it goes in a `Map` instead of an object. */
import type { Place } from '../../genome/edit.ts';
import { hasEffects } from '../../genome/scope.ts';
import { isFunction, isLogicalAssignment, isPlainName, type SyntaxNode, walk } from '../../genome/syntax.ts';
import type { Match, Rule } from '../rule.ts';
import { enclosingFunction, type View } from '../view.ts';

export const objectToMap: Rule = {
  name: 'object-to-map',
  why: 'a map is made for keys that come and go',
  matches: (view) =>
    (view.byType.get('VariableDeclarator') ?? []).flatMap(({ node, heat }): Match[] => {
      const places = placesOf(view, node);
      return places ? [{ at: node.locus, heat, places: () => places }] : [];
    }),
};

/** Whether an expression makes an object with nothing in it. */
function isEmptyObject(node: SyntaxNode | null): boolean {
  if (node?.type === 'ObjectExpression') return node.properties.length === 0;
  if (node?.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object, property } = node.callee;
  const [argument, ...more] = node.arguments as SyntaxNode[];
  return (
    object.name === 'Object' && property.name === 'create' && argument?.type === 'NullLiteral' && more.length === 0
  );
}

/** Where the object is made and everything that is done with it; undefined where something else is done than by keys. */
function placesOf(view: View, { id, init }: SyntaxNode): Place[] | undefined {
  if (id.type !== 'Identifier' || !isEmptyObject(init)) return undefined;
  const scope = enclosingFunction(view, id) ?? view.phenotype.root;
  const places: Place[] = [{ at: init.locus, code: 'new Map()' }];
  let sound = true;
  // What lies around comes before what lies in it: an edit's places move what they hold, and then the rest is found there.
  walk(scope, (node, parent) => {
    if (!sound) return false;
    if (declares(node, id)) sound = false;
    const use = useOf(node, parent, id.name);
    if (use) places.push(use);
    if (node.type !== 'Identifier' || node.name !== id.name || node === id || isPlainName(node, parent))
      return undefined;
    if (!isKeyed(node, parent!)) sound = false;
    return undefined;
  });
  return sound && places.length > 1 ? places : undefined;
}

/** Whether the name stands for something else there. */
function declares(node: SyntaxNode, id: SyntaxNode): boolean {
  if (node.type === 'VariableDeclarator') return node.id !== id && node.id.name === id.name;
  return isFunction(node) && (node.params as SyntaxNode[]).some((param) => param.name === id.name);
}

/** Whether a mention of the object is one that `useOf` takes. */
function isKeyed(node: SyntaxNode, parent: SyntaxNode): boolean {
  if (parent.type === 'MemberExpression' && parent.object === node) {
    const called = parent.parent?.type === 'CallExpression' && parent.parent.callee === parent;
    if (!parent.computed)
      return called && parent.property.name === 'hasOwnProperty' && parent.parent!.arguments.length === 1;
    return !called && isUsedByKey(parent);
  }
  return parent.type === 'BinaryExpression' && parent.operator === 'in' && parent.right === node;
}

/** Whether a member is given a value, or taken out, by the code right around it. */
const isWritten = (member: SyntaxNode, parent: SyntaxNode): boolean =>
  (parent.type === 'AssignmentExpression' && parent.left === member) ||
  parent.type === 'UpdateExpression' ||
  (parent.type === 'UnaryExpression' && parent.operator === 'delete');

/** Whether `object[key]` is read, or given a value by a statement. */
function isUsedByKey(member: SyntaxNode): boolean {
  const parent = member.parent!;
  if (!isWritten(member, parent)) return !/Pattern$|^For(In|Of)/.test(parent.type);
  const again =
    parent.type === 'UpdateExpression' || (parent.type === 'AssignmentExpression' && parent.operator !== '=');
  if (isLogicalAssignment(parent)) return false;
  return parent.parent?.type === 'ExpressionStatement' && !(again && hasEffects(member.property));
}

function useOf(node: SyntaxNode, parent: SyntaxNode | null, name: string): Place | undefined {
  const isMember = (at: SyntaxNode | undefined): at is SyntaxNode =>
    at?.type === 'MemberExpression' && at.computed === true && at.object.name === name;
  if (node.type === 'AssignmentExpression' && isMember(node.left)) {
    const holes = { $k: node.left.property.locus, $v: node.right.locus };
    const sign = (node.operator as string).slice(0, -1);
    return { at: node.locus, code: `${name}.set($k, ${sign ? `${name}.get($k) ${sign} ($v)` : '$v'})`, holes };
  }
  if (node.type === 'UpdateExpression' && isMember(node.argument)) {
    const holes = { $k: node.argument.property.locus };
    return { at: node.locus, code: `${name}.set($k, ${name}.get($k) ${node.operator[0]} 1)`, holes };
  }
  if (node.type === 'UnaryExpression' && node.operator === 'delete' && isMember(node.argument))
    return { at: node.locus, code: `${name}.delete($k)`, holes: { $k: node.argument.property.locus } };
  if (node.type === 'BinaryExpression' && node.operator === 'in' && node.right.name === name)
    return { at: node.locus, code: `${name}.has($k)`, holes: { $k: node.left.locus } };
  if (
    node.type === 'CallExpression' &&
    node.callee.object?.name === name &&
    node.callee.property.name === 'hasOwnProperty'
  )
    return { at: node.locus, code: `${name}.has($k)`, holes: { $k: (node.arguments as SyntaxNode[])[0]!.locus } };
  if (isMember(node) && !(parent && isWritten(node, parent)))
    return { at: node.locus, code: `${name}.get($k)`, holes: { $k: node.property.locus } };
  return undefined;
}
