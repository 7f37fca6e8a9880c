/** Takes over whole pieces of a text where a loop takes it over character by character. */
import type { Place } from '../../genome/edit.ts';
import { isFunction, isLoop, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { character } from '../characters.ts';
import type { Match, Rule } from '../rule.ts';
import { freshName, inList, type View } from '../view.ts';

/** `grown += piece;` or `grown = grown + piece;`. */
function addition(node: SyntaxNode): { grown: string; piece: SyntaxNode } | undefined {
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') return undefined;
  const { left, right, operator } = node.expression;
  if (left.type !== 'Identifier') return undefined;
  if (operator === '+=') return { grown: left.name, piece: right };
  if (operator !== '=' || right.type !== 'BinaryExpression' || right.operator !== '+') return undefined;
  return right.left.type === 'Identifier' && right.left.name === left.name
    ? { grown: left.name, piece: right.right }
    : undefined;
}

interface Assigned {
  /** The statement that gives the variable its character. */
  readonly statement: SyntaxNode;
  readonly text: SyntaxNode;
  readonly at: SyntaxNode;
}

/** Variables that are given a character once in each turn, in a statement of their own. */
function characters(view: View, loop: SyntaxNode): Map<string, Assigned> {
  const found = new Map<string, Assigned>();
  const spoilt = new Set<string>();
  const note = (name: string, statement: SyntaxNode | null, value: SyntaxNode | null): void => {
    const taken = character(value);
    if (!statement || !taken || found.has(name)) spoilt.add(name);
    else found.set(name, { statement, ...taken });
  };
  walk(loop.body, (node, parent) => {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init)
      note(node.id.name, parent && inList(view, parent) ? parent : null, node.init);
    if (node.type === 'AssignmentExpression' && node.left.type === 'Identifier') {
      const own = parent?.type === 'ExpressionStatement' && inList(view, parent) && node.operator === '=';
      note(node.left.name, own ? parent : null, node.right);
    }
    if (node.type === 'UpdateExpression' && node.argument.type === 'Identifier') spoilt.add(node.argument.name);
  });
  for (const name of spoilt) found.delete(name);
  return found;
}

/** Texts that a loop only adds to, each with all of its additions. */
function grownIn(loop: SyntaxNode): Map<string, SyntaxNode[]> {
  const additions = new Map<string, SyntaxNode[]>();
  const uses = new Map<string, number>();
  walk(loop, (node) => {
    const found = addition(node);
    if (found) additions.set(found.grown, [...(additions.get(found.grown) ?? []), node]);
    if (node.type === 'Identifier') uses.set(node.name, (uses.get(node.name) ?? 0) + 1);
  });
  for (const [name, statements] of additions) {
    const own = statements.reduce((sum, { expression }) => sum + (expression.operator === '=' ? 2 : 1), 0);
    if (uses.get(name) !== own) additions.delete(name);
  }
  return additions;
}

export const piecesToSlices: Rule = {
  name: 'pieces-to-slices',
  why: 'what is taken over as it is is taken in whole pieces, not character by character',
  claims: 'on texts, inside their length',
  matches(view) {
    const out: Match[] = [];
    for (const { node: loop, heat } of view.all) {
      if (!isLoop(loop) || !inList(view, loop) || leavesFunction(loop)) continue;
      const named = characters(view, loop);
      for (const [grown, additions] of grownIn(loop)) {
        const places = slicing(view, loop, grown, additions, named);
        if (places) out.push({ at: loop.locus, heat: heat * 2, places: () => places });
      }
    }
    return out;
  },
};

/** A `return` within, or a function that may read what has been grown so far. */
function leavesFunction(loop: SyntaxNode): boolean {
  let found = false;
  walk(loop, (node) => {
    if (node.type === 'ReturnStatement' || isFunction(node)) found = true;
  });
  return found;
}

function slicing(
  view: View,
  loop: SyntaxNode,
  grown: string,
  additions: readonly SyntaxNode[],
  named: ReadonlyMap<string, Assigned>,
): Place[] | undefined {
  const [from, to] = [freshName('from', loop.locus), freshName('to', loop.locus)];
  const places: Place[] = [];
  const remembered = new Map<string, string>();
  let text: SyntaxNode | undefined;
  const block = (statement: SyntaxNode, code: string): string => (inList(view, statement) ? code : `{ ${code} }`);
  for (const statement of additions) {
    const { piece } = addition(statement)!;
    const known = piece.type === 'Identifier' ? named.get(piece.name) : undefined;
    const taken = known ?? character(piece);
    const flush = `${grown} += $text.slice(${from}, ${to});`;
    if (!taken || (text && taken.text.name !== text.name)) {
      places.push({
        at: statement.locus,
        code: block(statement, `${flush} ${from} = ${to} = 0; $whole`),
        holes: { $whole: statement.locus },
      });
      continue;
    }
    text ??= taken.text;
    let at = '$at';
    if (known) {
      at = remembered.get(piece.name) ?? freshName(`at${remembered.size || ''}`, loop.locus);
      remembered.set(piece.name, at);
    }
    const code = block(statement, `if (${to} !== ${at}) { ${flush} ${from} = ${at}; } ${to} = ${at} + 1;`);
    places.push({ at: statement.locus, code, holes: known ? {} : { $at: taken.at.locus } });
  }
  if (!text) return undefined;
  const $text = text.locus;
  const whole = places.map(({ at, code, holes }) => ({
    at,
    code,
    holes: { ...holes, ...(code.includes('$text') ? { $text } : {}) },
  }));
  const declared = [
    `let ${from} = 0;`,
    `let ${to} = 0;`,
    ...[...remembered.values()].map((name) => `let ${name} = 0;`),
  ];
  const before: Place = { at: `before:${loop.locus}`, code: declared.join(' ') };
  const after: Place = {
    at: `after:${loop.locus}`,
    code: `${grown} += $text.slice(${from}, ${to});`,
    holes: { $text },
  };
  const marks = [...remembered].map(([name, at]): Place => {
    const { statement, at: place } = named.get(name)!;
    return { at: `before:${statement.locus}`, code: `${at} = $at;`, holes: { $at: place.locus } };
  });
  // A statement that is not in a list cannot be marked.
  return marks.every(({ at }) => view.takes(at)) ? [before, ...marks, ...whole, after] : undefined;
}
