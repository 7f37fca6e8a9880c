/** Canonical form: equal for what differs only in names of locals, copies, formatting, needless braces and dead code. */
import { hash } from 'node:crypto';
import { copiesIn } from './copies.ts';
import { isDead, liveFrom, standsFor, unusedNames } from './dead-code.ts';
import type { Phenotype } from './phenotype.ts';
import { declaredNames } from './scope.ts';
import { isPlainName, isTypeOnly, type SyntaxNode, slotNames } from './syntax.ts';

/** The canonical form as text, dead code and all. Names are numbered by first occurrence, so renaming (without capture) changes nothing. */
export const canonicalForm = (phenotype: Phenotype): string => formOf(phenotype, false);

function formOf(phenotype: Phenotype, withoutDead: boolean): string {
  const { ancestor, root } = phenotype;
  const declared = declaredNames(root);
  const numbers = new Map<string, string>();
  const fixed = new Set(ancestor.form.exported.values());
  const isLocal = (name: string): boolean => declared.has(name) && !fixed.has(name);
  const number = (name: string): string => {
    let known = numbers.get(name);
    if (known === undefined) {
      known = `@${numbers.size}`;
      numbers.set(name, known);
    }
    return known;
  };
  const unread = withoutDead ? unusedNames(root, fixed) : NONE;
  const copies = withoutDead ? copiesIn(root, fixed, unread) : NO_COPIES;
  const unused = new Set([...unread, ...[...copies.values()].map(({ id }) => id)]);
  const meant = (name: string): string => {
    let at = name;
    for (let copy = copies.get(at); copy; copy = copies.get(at)) at = copy.name;
    return at;
  };
  const live = (statements: readonly SyntaxNode[]): readonly SyntaxNode[] =>
    withoutDead ? liveFrom(statements, unused) : statements.filter(({ type }) => type !== 'EmptyStatement');
  let out = '';
  const visit = (node: SyntaxNode, parent: SyntaxNode | null): void => {
    if (node.type === 'EmptyStatement' || isTypeOnly(node)) return;
    // `x as T`, `x!` and the like run as `x`.
    if (node.type.startsWith('TS')) {
      visit(node.expression, parent);
      return;
    }
    if (withoutDead) {
      if (isDead(node, unused)) return;
      const left = standsFor(node);
      if (left !== node) {
        if (left) visit(left, parent);
        return;
      }
    }
    if (node.type === 'BlockStatement' && isBranch(node, parent)) {
      const [only, ...more] = live(node.body);
      if (only && more.length === 0 && !isScoped(only)) {
        visit(only, parent);
        return;
      }
    }
    if (node.type === 'Identifier') {
      out += isLocal(node.name) && !isPlainName(node, parent) ? number(meant(node.name)) : `$${node.name}`;
      return;
    }
    // `a?.b.c` of which the `?.` is gone is `a.b.c`; `{ a }` is `{ a: a }`; `else {}` is none.
    const shorthand = node.shorthandName as string | undefined;
    if (node.type.startsWith('Optional') && !isChain(node)) out += node.signature.replace(/^Optional/, '');
    else out += shorthand === undefined ? node.signature : node.signature.replace(/\|key=.*/s, '');
    for (const name of slotNames(node.type)) {
      if (shorthand !== undefined && name === 'key') {
        out += `($${shorthand})`;
        continue;
      }
      if (name === 'alternate' && node.type === 'IfStatement' && isNothing(node.alternate)) {
        out += '.';
        continue;
      }
      const value = node[name] as SyntaxNode | (SyntaxNode | null)[] | null | undefined;
      if (Array.isArray(value)) {
        out += '[';
        for (const item of isList(node, name) ? live(value as SyntaxNode[]) : value) {
          if (item && isTypeOnly(item)) continue;
          if (item) visit(item, node);
          out += ',';
        }
        out += ']';
      } else if (value && !isTypeOnly(value)) {
        out += '(';
        visit(value, node);
        out += ')';
      } else out += '.';
    }
  };
  visit(root, null);
  return out;
}

/** SHA-256 of the canonical form without dead code and copies, first 16 hexadecimal digits: equal for those that run alike. */
export function canonicalHash(phenotype: Phenotype): string {
  return hash('sha256', formOf(phenotype, true), 'hex').slice(0, 16);
}

const NONE: ReadonlySet<SyntaxNode> = new Set();
const NO_COPIES: ReturnType<typeof copiesIn> = new Map();

const isList = ({ type }: SyntaxNode, name: string): boolean =>
  (name === 'body' && /^(Program|BlockStatement|StaticBlock)$/.test(type)) ||
  (name === 'consequent' && type === 'SwitchCase');

const isBranch = (node: SyntaxNode, parent: SyntaxNode | null): boolean =>
  parent !== null &&
  (/^(For|While|DoWhile)/.test(parent.type) || (parent.type === 'IfStatement' && parent.test !== node));

const isChain = (node: SyntaxNode): boolean =>
  node.type.startsWith('Optional') && (Boolean(node.optional) || isChain(node.object ?? node.callee));

const isNothing = (node: SyntaxNode | null): boolean =>
  !node || node.type === 'EmptyStatement' || (node.type === 'BlockStatement' && node.body.length === 0);

const isScoped = (node: SyntaxNode): boolean =>
  /^(Function|Class)Declaration$/.test(node.type) ||
  (node.type === 'VariableDeclaration' && node.kind !== 'var') ||
  node.type === 'LabeledStatement';
