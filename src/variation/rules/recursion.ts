/**
 * Recursion: calls in tail position become turns of a loop, equal calls within one call are answered from a table, and
 * what a call would end with at once is told before it.
 */
import type { Place } from '../../genome/edit.ts';
import { exchanged, type Piece, textOf } from '../../genome/pieces.ts';
import { freeNames, nameUse } from '../../genome/scope.ts';
import { isFunction, type SyntaxNode, walk } from '../../genome/syntax.ts';
import type { Match, Rule } from '../rule.ts';
import { valueTemplate } from '../value-template.ts';
import { freshName, topStatement, type View } from '../view.ts';

interface Recursive {
  readonly scope: SyntaxNode;
  readonly name: string;
  readonly params: readonly string[];
  readonly heat: number;
  /** Calls of itself, with as many arguments as it has parameters. */
  readonly calls: readonly SyntaxNode[];
  /** `return` statements of its own. */
  readonly returns: readonly SyntaxNode[];
}

/** Functions with a name and plain parameters, in the ancestor's own text, that call themselves. */
function recursive(view: View): Recursive[] {
  const found: Recursive[] = [];
  for (const { node: body, parent: scope, heat } of view.all) {
    if (!isFunction(scope) || scope.body !== body || body.type !== 'BlockStatement' || body.body.length === 0) continue;
    if (scope.async || scope.generator || scope.origin !== null) continue;
    const name = nameOf(scope);
    const params = (scope.params as SyntaxNode[]).map((param) =>
      param.type === 'Identifier' ? param.name : undefined,
    );
    if (name === undefined || params.length === 0 || params.includes(undefined)) continue;
    const calls: SyntaxNode[] = [];
    const returns: SyntaxNode[] = [];
    let sound = true;
    walk(body, (node) => {
      if (node.origin !== null || node.from !== scope.from) sound = false;
      if (node.type === 'ThisExpression' || (node.type === 'Identifier' && node.name === 'arguments')) sound = false;
      if (node !== body && isFunction(node)) {
        if (nameUse(node).read.has(name)) sound = false;
        return false;
      }
      if (node.type === 'ReturnStatement') returns.push(node);
      if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === name) {
        if (node.arguments.length !== params.length) sound = false;
        if ((node.arguments as SyntaxNode[]).some(({ type }) => type === 'SpreadElement')) sound = false;
        calls.push(node);
      }
      return sound;
    });
    if (sound && calls.length > 0) found.push({ scope, name, params: params as string[], heat, calls, returns });
  }
  return found;
}

function nameOf(scope: SyntaxNode): string | undefined {
  if (scope.id) return scope.id.name;
  const holder = scope.parent;
  return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id.name : undefined;
}

/** A node's place in its text, with what comes instead. */
const instead = ({ start, end }: SyntaxNode, text: string): Piece => ({ start, end, text });

/** Whether a node stands in a loop, a `switch`, a labelled statement or a `try` of its own function: `continue` would mean those. */
function inside(node: SyntaxNode, body: SyntaxNode): boolean {
  for (let at = node.parent; at && at !== body; at = at.parent)
    if (/^(For|While|DoWhile|Switch|Try|Labeled)/.test(at.type)) return true;
  return false;
}

export const tailCallToLoop: Rule = {
  name: 'tail-call-to-loop',
  why: 'a turn of a loop instead of a call',
  claims: 'where no function inside keeps a parameter',
  matches: (view) =>
    recursive(view).flatMap(({ scope, params, heat, calls, returns }): Match[] => {
      const body = scope.body as SyntaxNode;
      const tails = returns.filter(({ argument }) => calls.includes(argument));
      // A function made in a turn would see the parameters of later ones.
      let makes = false;
      walk(body, (node) => {
        if (node !== body && isFunction(node)) makes = true;
        return !makes;
      });
      if (tails.length === 0 || makes || tails.some((tail) => inside(tail, body))) return [];
      const statements = body.body as SyntaxNode[];
      const places = (): Place[] => {
        const marks = tails.map((node) => {
          const given = (node.argument.arguments as SyntaxNode[]).map(textOf);
          const held = params.map((name) => freshName(`${name}Next`, scope.locus));
          const text = `{ ${held.map((name, k) => `const ${name} = ${given[k]};`).join(' ')} ${params.map((name, k) => `${name} = ${held[k]};`).join(' ')} continue; }`;
          return instead(node, text);
        });
        const last = statements.at(-1)!;
        const inner = exchanged(body, marks, statements[0]!.start, last.end);
        const end = /^(Return|Throw)Statement$/.test(last.type) ? '' : ' return;';
        return [
          { at: statements[0]!.locus, code: `for (;;) { ${inner}\n${end} }` },
          ...statements.slice(1).map(({ locus }) => ({ at: locus, code: '' })),
        ];
      };
      return [{ at: statements[0]!.locus, heat, places }];
    }),
};

export const memoInCall: Rule = {
  name: 'memo-in-call',
  why: 'equal calls within one call are answered from a table that ends with it',
  claims: 'where the answer depends on the arguments alone, and they are primitives',
  matches: (view) =>
    recursive(view).flatMap(({ scope, name, params, heat, calls, returns }): Match[] => {
      const top = topStatement(view, scope);
      const body = scope.body as SyntaxNode;
      const { assigned } = nameUse(body);
      if (calls.length < 2 || params.length > 3 || !top || params.some((param) => assigned.has(param))) return [];
      // A copy of the function would need its types.
      if (view.ancestor.typescript || returns.some(({ argument }) => !argument)) return [];
      // Names of a function around it are not seen from the module.
      if (!/^(Program)$/.test(ownerOf(scope)?.type ?? '')) return [];
      const places = (): Place[] => {
        const inner = freshName(`${name}Of`, scope.locus);
        const memo = freshName('memo', scope.locus);
        const key = freshName('key', scope.locus);
        const value = freshName('value', scope.locus);
        const call = (node: SyntaxNode): string =>
          `${inner}(${(node.arguments as SyntaxNode[]).map((argument) => within(argument)).join(', ')}, ${memo})`;
        const within = (node: SyntaxNode): string =>
          calls.includes(node)
            ? call(node)
            : exchanged(
                node,
                calls
                  .filter((one) => node.start <= one.start && one.end <= node.end && !nested(one))
                  .map((one) => instead(one, call(one))),
              );
        /** Whether a call stands in the arguments of another. */
        const nested = (one: SyntaxNode): boolean =>
          calls.some((other) => other !== one && other.start <= one.start && one.end <= other.end);
        const marks = [
          ...returns.map((node) =>
            instead(
              node,
              `{ const ${value} = ${within(node.argument)}; ${memo}.set(${key}, ${value}); return ${value}; }`,
            ),
          ),
          ...calls
            .filter((one) => !nested(one) && !returns.some((node) => node.start <= one.start && one.end <= node.end))
            .map((one) => instead(one, call(one))),
        ];
        const statements = exchanged(body, marks, body.start + 1, body.end - 1);
        const keyed = params.length === 1 ? params[0] : params.join(` + ',' + `);
        const code = `function ${inner}(${[...params, memo].join(', ')}) { const ${key} = ${keyed}; if (${memo}.has(${key})) return ${memo}.get(${key}); ${statements} }`;
        return [
          { at: `before:${top.locus}`, code },
          { at: body.body[0].locus, code: `return ${inner}(${params.join(', ')}, new Map());` },
          ...(body.body as SyntaxNode[]).slice(1).map(({ locus }) => ({ at: locus, code: '' })),
        ];
      };
      return [{ at: body.body[0].locus, heat, places }];
    }),
};

/** Calls in which nothing happens but that they give a value. */
const PURE_CALL =
  /^(Array\.isArray|Number\.is\w+|Object\.is|Math\.\w+|isNaN|isFinite|String|Number|Boolean|Object\.prototype\.toString\.call)\($/;

/** Whether a value can be worked out where it was not, and more than once. */
function isPure(root: SyntaxNode): boolean {
  let pure = true;
  walk(root, (node) => {
    if (node.type === 'CallExpression') pure &&= PURE_CALL.test(textOf(node.callee).replace(/\s/g, '').concat('('));
    else if (/^(New|Assignment|Update|TaggedTemplate|Await|Yield|OptionalCall)Expression$/.test(node.type))
      pure = false;
    else if (node.type === 'UnaryExpression' && node.operator === 'delete') pure = false;
    return pure && !isFunction(node);
  });
  return pure;
}

/** A statement, or the one that a block holds. */
const onlyStatement = (node: SyntaxNode): SyntaxNode =>
  node.type === 'BlockStatement' && node.body.length === 1 ? node.body[0] : node;

/** How a function begins: the condition under which it ends at once, and what it gives then (null is nothing). */
function firstExit(
  { body }: SyntaxNode,
  own: ReadonlySet<string>,
): { readonly test: SyntaxNode; readonly value: SyntaxNode | null } | undefined {
  const taken = new Set<string>();
  for (const statement of body.body as SyntaxNode[]) {
    if (statement.type === 'IfStatement') {
      const { test, consequent } = statement;
      const only = onlyStatement(consequent);
      if (only.type !== 'ReturnStatement') return undefined;
      const value = only.argument as SyntaxNode | null;
      const parts = value ? [test, value] : [test];
      const plain = parts.every((part) => isPure(part) && freeNames(part).every((name) => !taken.has(name)));
      return plain ? { test, value } : undefined;
    }
    // What comes before and has no effect but on names of its own is left out with the call.
    const { assigned, declared } = nameUse(statement);
    const plain =
      statement.type === 'VariableDeclaration' ||
      (statement.type === 'ExpressionStatement' &&
        statement.expression.type === 'AssignmentExpression' &&
        statement.expression.left.type === 'Identifier' &&
        own.has(statement.expression.left.name));
    const parts = statement.type === 'VariableDeclaration' ? [statement] : [statement.expression?.right];
    if (!plain || !parts.every((part) => isPure(part))) return undefined;
    for (const name of [...assigned, ...declared]) taken.add(name);
  }
  return undefined;
}

export const askBeforeCall: Rule = {
  name: 'ask-before-call',
  why: 'of the calls of a recursion most end at once, and what they would give is told without a call',
  claims: 'where reading a member has no effect',
  matches(view) {
    const asked = new Set(
      view.edits.flatMap(({ operator, places }) =>
        operator === 'rule:ask-before-call' ? places.map(({ at }) => at) : [],
      ),
    );
    return recursive(view).flatMap(({ scope, params, heat, calls }): Match[] => {
      const { declared } = nameUse(scope.body);
      const exit = firstExit(scope, new Set([...params, ...declared]));
      if (!exit) return [];
      const values = exit.value ? [exit.test, exit.value] : [exit.test];
      // A variable of the callee is another one here.
      if (values.some((value) => freeNames(value).some((name) => declared.has(name)))) return [];
      const [test, value] = values.map((one) => valueTemplate(params, one));
      if (!test || (exit.value && !value)) return [];
      const code = `(${test.code} ? ${value?.code ?? 'undefined'} : $call)`;
      return calls.flatMap((call): Match[] => {
        const given = call.arguments as SyntaxNode[];
        if (asked.has(call.locus) || !given.every(isPure)) return [];
        const holes = Object.fromEntries(
          given.flatMap(({ locus }, k) => (code.includes(`$p${k}`) ? [[`$p${k}`, locus]] : [])),
        );
        const places = (): Place[] => [{ at: call.locus, code, holes: { ...holes, $call: call.locus } }];
        return [{ at: call.locus, heat, places }];
      });
    });
  },
};

/** Whether a statement only throws where a condition holds. */
function isCheck({ type, consequent, alternate }: SyntaxNode): boolean {
  if (type !== 'IfStatement' || alternate) return false;
  return onlyStatement(consequent).type === 'ThrowStatement';
}

export const checksBeforeRecursion: Rule = {
  name: 'checks-before-recursion',
  why: 'arguments are checked once, and not again in each call of a recursion',
  claims: 'where the function calls itself with what passes its checks',
  matches: (view) =>
    recursive(view).flatMap(({ scope, name, params, heat, calls }): Match[] => {
      const top = topStatement(view, scope);
      const statements = scope.body.body as SyntaxNode[];
      const count = statements.findIndex((statement) => !isCheck(statement));
      const rest = statements.slice(count);
      if (count < 1 || !top || view.ancestor.typescript || ownerOf(scope)?.type !== 'Program') return [];
      if (calls.some((call) => call.start < rest[0]!.start)) return [];
      const places = (): Place[] => {
        const inner = freshName(`${name}Of`, scope.locus);
        const marks = calls.map(({ callee }) => instead(callee, inner));
        const code = exchanged(scope.body, marks, rest[0]!.start, rest.at(-1)!.end);
        return [
          { at: `before:${top.locus}`, code: `function ${inner}(${params.join(', ')}) { ${code} }` },
          { at: rest[0]!.locus, code: `return ${inner}(${params.join(', ')});` },
          ...rest.slice(1).map(({ locus }) => ({ at: locus, code: '' })),
        ];
      };
      return [{ at: rest[0]!.locus, heat, places }];
    }),
};

/** What holds the statement with the function: the module, or a block. */
function ownerOf(scope: SyntaxNode): SyntaxNode | null {
  let at: SyntaxNode | null = scope.parent;
  while (at && !/^(Program|BlockStatement)$/.test(at.type)) at = at.parent;
  return at;
}
