/** Arrays made inside a function that nobody else holds when it returns: their storage may serve the next call. */
import { SHARED, staysInside } from '../analysis/sharing.ts';
import { type SyntaxNode, walk } from '../genome/syntax.ts';
import { enclosingFunction, enclosingLoop, type View } from './view.ts';

export interface LocalArray {
  readonly declarator: SyntaxNode;
  readonly name: string;
  readonly scope: SyntaxNode;
  /** All names that may hold it, its own among them: `previous = current` hands it on. */
  readonly names: ReadonlySet<string>;
  /** Whether every use in the text is an element, the length, a push, or hands it on to another of its names. */
  readonly plain: boolean;
  /** Whether it is made anew in each round of a loop while another name still holds the one before. */
  readonly outlives: boolean;
  /** Assignments `name[i] = [...]` or `name[i] = new Array(n)`. */
  readonly rows: readonly SyntaxNode[];
  /** Calls of `push` by any of its names. */
  readonly pushes: number;
  /** Whether the length of what one of its names holds is asked for. */
  readonly measured: boolean;
  readonly heat: number;
}

/** A use of a name that is neither its declaration nor a property called like it. */
interface Use {
  readonly node: SyntaxNode;
  readonly parent: SyntaxNode;
}

/**
 * Local arrays that stay in their function: by what the text says or, where it hands them to other functions, by what
 * was seen of the objects themselves.
 */
export function localArrays(view: View): LocalArray[] {
  const found: LocalArray[] = [];
  for (const { node: declarator, heat } of view.all) {
    if (declarator.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') continue;
    if (!isArray(declarator.init)) continue;
    const scope = enclosingFunction(view, declarator);
    if (!scope) continue;
    const name: string = declarator.id.name;
    if (isDeclaredAgain(view, scope, declarator)) continue;
    const { names, plain } = holders(view, scope, name);
    const shared = view.valuesAt(declarator.init)?.shared;
    if (!plain && (shared === undefined || !staysInside(shared))) continue;
    const handedOn = names.size > 1 || (!plain && (shared! & SHARED.elsewhere) !== 0);
    const outlives = handedOn && enclosingLoop(view, declarator) !== undefined;
    found.push({ declarator, name, scope, names, plain, outlives, heat, ...touches(view, scope, name, names) });
  }
  return found;
}

/** Walks a function without the copies of its code that special ways keep for other inputs. */
function walkSpecial(view: View, scope: SyntaxNode, visit: Parameters<typeof walk>[1]): void {
  walk(scope, (node, parent) => (view.isGeneralWay(node) ? false : visit(node, parent)));
}

/** Whether another declaration in the function makes a variable of this name: which is meant is not seen by the name. */
function isDeclaredAgain(view: View, scope: SyntaxNode, declarator: SyntaxNode): boolean {
  let again = false;
  walkSpecial(view, scope, (node) => {
    if (node.type === 'VariableDeclarator' && node !== declarator && node.id.name === declarator.id.name) again = true;
  });
  return again;
}

/** All names that an array under `name` may be held by, and whether nothing else happens to any of them. */
function holders(view: View, scope: SyntaxNode, name: string): { names: ReadonlySet<string>; plain: boolean } {
  const names = new Set([name]);
  let plain = true;
  for (const holder of names) {
    for (const { node, parent } of usesOf(view, scope, holder)) {
      const other = handedTo(node, parent);
      if (other !== undefined) names.add(other);
      else if (!isElementUse(node, parent) && !isReplaced(node, parent)) plain = false;
    }
  }
  return { names, plain };
}

function usesOf(view: View, scope: SyntaxNode, name: string): Use[] {
  const uses: Use[] = [];
  walkSpecial(view, scope, (node, parent) => {
    if (node.type !== 'Identifier' || node.name !== name || !parent) return;
    if (parent.type === 'MemberExpression' && parent.property === node && !parent.computed) return;
    uses.push({ node, parent });
  });
  return uses;
}

/** `name[...]`, `name.length`, `name.push`. */
function isElementUse(node: SyntaxNode, parent: SyntaxNode): boolean {
  if (parent.type !== 'MemberExpression' || parent.object !== node) return false;
  return parent.computed || parent.property.name === 'length' || parent.property.name === 'push';
}

/** `var name = [...]` and `name = [...]`: the name gets an array of its own. */
function isReplaced(node: SyntaxNode, parent: SyntaxNode): boolean {
  if (parent.type === 'VariableDeclarator') return parent.id === node && (!parent.init || isArray(parent.init));
  return parent.type === 'AssignmentExpression' && parent.left === node && isArray(parent.right);
}

/** The other name in `other = name`, `name = other` and such declarations. */
function handedTo(node: SyntaxNode, parent: SyntaxNode): string | undefined {
  const isDeclarator = parent.type === 'VariableDeclarator';
  if (!isDeclarator && !(parent.type === 'AssignmentExpression' && parent.operator === '=')) return undefined;
  const [left, right] = isDeclarator ? [parent.id, parent.init] : [parent.left, parent.right];
  if (left?.type !== 'Identifier' || right?.type !== 'Identifier') return undefined;
  return left === node ? right.name : left.name;
}

function touches(
  view: View,
  scope: SyntaxNode,
  name: string,
  names: ReadonlySet<string>,
): Pick<LocalArray, 'rows' | 'pushes' | 'measured'> {
  const rows: SyntaxNode[] = [];
  let pushes = 0;
  let measured = false;
  walkSpecial(view, scope, (node) => {
    if (node.type === 'MemberExpression' && !node.computed && node.object.type === 'Identifier') {
      const held = names.has(node.object.name);
      if (held && node.property.name === 'push') pushes++;
      if (held && node.property.name === 'length') measured = true;
    }
    if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') return;
    const { left, right, operator } = node.expression;
    if (operator !== '=' || left.type !== 'MemberExpression' || !left.computed) return;
    if (left.object.name === name && isArray(right)) rows.push(node);
  });
  return { rows, pushes, measured };
}

/** `[...]` without spread, `Array(n)`, `new Array(n)`. */
export function isArray(node: SyntaxNode | null | undefined): boolean {
  if (node?.type === 'ArrayExpression')
    return node.elements.every((item: SyntaxNode | null) => item && item.type !== 'SpreadElement');
  return (
    /^(New|Call)Expression$/.test(node?.type ?? '') &&
    node?.callee.type === 'Identifier' &&
    node.callee.name === 'Array'
  );
}
