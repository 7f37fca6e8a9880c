/** Puts the statements of a function before a call of it: what it works out again and again can then be shared with the code around. */
import type { Place } from '../../genome/edit.ts';
import { exchanged, type Piece } from '../../genome/pieces.ts';
import { declaredNames, hasEffects, nameUse, plainParameters, size } from '../../genome/scope.ts';
import { contains, isFunction, isPlainName, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { isContained, type Match, NOTHING_LEAVES, named, type Rule } from '../rule.ts';
import { allSeen, namedFunctions, pathOf } from '../short-functions.ts';
import { inList, type View } from '../view.ts';

/** Nodes of a function that is written out, at the most. */
const LONGEST = 160;
/** What works out all that it holds, in any case and before anything that comes behind it. */
const PLAIN =
  /^(Binary|Unary|Assignment|Call|New|Member|Array|Sequence|Template)Expression$|^TemplateLiteral$|^VariableDeclarator$/;

export const inlineBody: Rule = {
  name: 'inline-body',
  why: 'is worked out here instead of in a function, together with what stands around',
  claims: 'where what the statement works out before the call is the same behind it',
  matches(view) {
    const functions = namedFunctions(view);
    const out: Match[] = [];
    if (functions.size === 0) return out;
    for (const { node: call, heat } of view.byType.get('CallExpression') ?? []) {
      const scope = functions.get(pathOf(call.callee as SyntaxNode) ?? '');
      const statement = scope && statementOf(call);
      if (!statement || contains(scope, call)) continue;
      const plain = writtenOut(view, scope, call, isName);
      if (!plain) continue;
      const given = call.arguments as SyntaxNode[];
      const read = given.every(isName) ? plain : writtenOut(view, scope, call, isRead)!;
      for (const written of read.before === plain.before ? [plain] : [plain, read])
        out.push({ at: call.locus, heat, places: () => placesOf(view, statement, call, written) });
    }
    return out;
  },
};

/** Arguments that stand in place of the parameters: names, ... */
const isName = ({ type }: SyntaxNode): boolean => /^(Identifier|NumericLiteral|StringLiteral)$/.test(type);
/** ... or members as well, so that the code around may be found to read the same ones. */
const isRead = (node: SyntaxNode): boolean => isName(node) || (node.type === 'MemberExpression' && !hasEffects(node));

/** The statement that a call stands in, where it is worked out before anything else in it can go another way. */
function statementOf(call: SyntaxNode): SyntaxNode | undefined {
  let at = call;
  while (at.parent && PLAIN.test(at.parent.type)) at = at.parent;
  const statement = at.parent;
  switch (statement?.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ExpressionStatement':
      return statement;
    case 'IfStatement':
      return statement.test === at ? statement : undefined;
    case 'VariableDeclaration':
      return /^For/.test(statement.parent?.type ?? '') ? undefined : statement;
    default:
      return undefined;
  }
}

interface Written {
  /** Statements to stand before the call's. */
  readonly before: string;
  /** What stands in place of the call. */
  readonly value: string;
  readonly holes: Readonly<Record<string, string>>;
}

function writtenOut(view: View, scope: SyntaxNode, call: SyntaxNode, asItIs: typeof isName): Written | undefined {
  const given = call.arguments as SyntaxNode[];
  const params = plainParameters(scope);
  if (!params || given.length > params.length) return undefined;
  if (given.some(({ type }) => type === 'SpreadElement') || scope.async || scope.generator) return undefined;
  const { body } = scope;
  if (body.type !== 'BlockStatement' || size(body) > LONGEST || !isContained(body, NOTHING_LEAVES)) return undefined;
  const statements = body.body as SyntaxNode[];
  const last = statements.at(-1);
  if (statements.length < 2 || last?.type !== 'ReturnStatement' || !last.argument) return undefined;
  const own = new Set([...params, ...declaredNames(body)]);
  if (!allSeen(view, call, [body], own)) return undefined;
  const text = textsOf(body, own, params, given, asItIs);
  if (!text) return undefined;
  const { returns, code, holes, handed } = text;
  if (returns.length === 1) {
    const before = statements.slice(0, -1).map((each) => code(each));
    return { before: [...handed, ...before].join('\n'), value: `(${code(last.argument)})`, holes };
  }
  const inside = statements.map((each) => code(each)).join('\n');
  return { before: `${handed.join('\n')} let %value; %apart: { ${inside} }`, value: '%value', holes };
}

/** How a body's code reads in another place; undefined where it is no text of the ancestor's. */
function textsOf(
  body: SyntaxNode,
  own: ReadonlySet<string>,
  params: readonly string[],
  given: readonly SyntaxNode[],
  isAsItIs: typeof isName,
) {
  const { assigned } = nameUse(body);
  const holes: Record<string, string> = {};
  const handed: string[] = [];
  /** What stands for a name of the function's own. */
  const names = new Map([...own].map((name) => [name, `%${name}`]));
  params.forEach((name, k) => {
    const value = given[k];
    if (value) holes[`$p${k}`] = value.locus;
    if (value && isAsItIs(value) && !assigned.has(name)) names.set(name, `$p${k}`);
    else handed.push(`${assigned.has(name) ? 'let' : 'const'} %${name} = ${value ? `$p${k}` : 'undefined'};`);
  });
  const pieces: Piece[] = [];
  const returns: SyntaxNode[] = [];
  let sound = body.origin === null;
  walk(body, (node, parent) => {
    if (node.origin !== null || node.from !== body.from || (isFunction(node) && node !== body)) sound = false;
    if (node.type === 'ReturnStatement') returns.push(node);
    if (node.type !== 'Identifier' || !own.has(node.name) || isPlainName(node, parent)) return sound;
    if (parent?.shorthandName !== undefined || (parent?.type === 'ObjectProperty' && parent.key === node))
      sound = false;
    pieces.push({ start: node.start, end: node.end, text: names.get(node.name)! });
    return sound;
  });
  if (!sound || returns.some(({ argument }) => !argument)) return undefined;
  if (returns.length > 1)
    for (const { start, end, argument } of returns)
      pieces.push(
        { start, end: argument.start, text: '{ %value = (' },
        { start: argument.end, end, text: '); break %apart; }' },
      );
  const code = (node: SyntaxNode): string =>
    exchanged(
      node,
      pieces.filter(({ start, end }) => start >= node.start && end <= node.end),
    );
  return { returns, code, holes, handed };
}

function placesOf(view: View, statement: SyntaxNode, call: SyntaxNode, { before, value, holes }: Written): Place[] {
  const used = (code: string) => Object.fromEntries(Object.entries(holes).filter(([hole]) => code.includes(hole)));
  const inPlace: Place = { at: call.locus, code: named(value, call), holes: used(value) };
  if (inList(view, statement))
    return [{ at: `before:${statement.locus}`, code: named(before, call), holes: used(before) }, inPlace];
  const whole = { ...used(before), $statement: statement.locus };
  return [{ at: statement.locus, code: `{ ${named(before, call)} $statement; }`, holes: whole }, inPlace];
}
