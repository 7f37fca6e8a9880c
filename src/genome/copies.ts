/** Names that stand for what another name does, as `half` after `const half = middle`. */
import { declarations, functionOf, nameUse } from './scope.ts';
import { isFunction, isPlainName, type SyntaxNode, walk } from './syntax.ts';

export interface Copied {
  /** The name that it stands for, which may be such a one itself. */
  readonly name: string;
  readonly declaration: SyntaxNode;
  /** Identifier by which it is declared. */
  readonly id: SyntaxNode;
  readonly mentions: readonly SyntaxNode[];
}

type CopyAlone = Omit<Copied, 'mentions'>;

/**
 * Copies by their names: of a variable or parameter that stands before, where both are declared once in the module and
 * never assigned; what nothing reads is as if it were not declared. A `var` is none where a function mentions it or where
 * it is mentioned before its turn.
 */
export function copiesIn(
  root: SyntaxNode,
  exported: ReadonlySet<string>,
  unused: ReadonlySet<SyntaxNode>,
): ReadonlyMap<string, Copied> {
  const found: CopyAlone[] = [];
  walk(root, (node) => {
    const copy = copyOf(node);
    if (copy) found.push(copy);
  });
  const copies = new Map<string, CopyAlone & { readonly mentions: SyntaxNode[] }>();
  // As a rule there are none, and this is asked of every offspring.
  if (found.length === 0) return copies;
  const byDeclaration = new Map(found.map((copy) => [copy.declaration, copy]));
  const times = new Map<string, number>();
  for (const name of declarations(root)) times.set(name, (times.get(name) ?? 0) + 1);
  for (const { name } of unused) times.set(name, times.get(name)! - 1);
  const { assigned } = nameUse(root);
  const isFixed = (name: string): boolean => times.get(name) === 1 && !assigned.has(name);
  const met = new Set<string>();
  walk(root, (node, parent) => {
    const copied = byDeclaration.get(node);
    if (copied) {
      const { id, name } = copied;
      const own: string = id.name;
      if (isFixed(own) && isFixed(name) && !exported.has(own) && met.has(name) && !met.has(own))
        copies.set(own, { ...copied, mentions: [] });
    }
    if (node.type !== 'Identifier' || isPlainName(node, parent) || unused.has(node)) return;
    met.add(node.name);
    const copy = copies.get(node.name);
    if (!copy || copy.id === node) return;
    if (copy.declaration.kind === 'var' && functionOf(node) !== functionOf(copy.declaration)) copies.delete(node.name);
    else copy.mentions.push(node);
  });
  return copies;
}

/** A statement that declares no more than a name for another one; a `var` where its function, or the module, always comes. */
function copyOf(node: SyntaxNode): CopyAlone | undefined {
  if (node.type !== 'VariableDeclaration' || node.declarations.length !== 1) return undefined;
  const { id, init } = node.declarations[0] as SyntaxNode;
  if (id.type !== 'Identifier' || init?.type !== 'Identifier') return undefined;
  const { parent, kind } = node;
  if (!parent || !/^(Program|BlockStatement)$/.test(parent.type)) return undefined;
  if (kind === 'var' && parent.type !== 'Program' && !(parent.parent && isFunction(parent.parent))) return undefined;
  return { name: init.name, declaration: node, id };
}
