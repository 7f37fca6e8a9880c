/** `reduce` as a loop, whatever its function asks on the way, in a statement of its own or in the middle of another. */
import type { Place } from '../../genome/edit.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { returnsOf } from '../callback.ts';
import { isCallOf, type Match, named, type Rule } from '../rule.ts';

export const reduceToLoop: Rule = {
  name: 'reduce-to-loop',
  why: 'a loop calls no function for each element',
  claims: 'on arrays without holes that the function does not change',
  matches: (view) =>
    (view.byType.get('CallExpression') ?? []).flatMap(({ node: call, heat }): Match[] => {
      const from = isCallOf(call, 'reduce', 2) ? (call.arguments[1] as SyntaxNode) : undefined;
      if (!from && !isCallOf(call, 'reduce', 1)) return [];
      const callback = call.arguments[0] as SyntaxNode;
      const turn = turnOf(callback);
      if (!turn) return [];
      const [sum, item, index] = callback.params as SyntaxNode[];
      const i = index ? '$i' : '%i';
      const isNamed = call.callee.object.type === 'Identifier';
      const list = isNamed ? '$list' : '%list';
      const start = from
        ? `let %sum = $from; for (let ${i} = 0;`
        : `if (${list}.length === 0) throw new TypeError('Reduce of empty array with no initial value'); let %sum = ${list}[0]; for (let ${i} = 1;`;
      const loop = `${isNamed ? '' : 'const %list = $list; '}${start} ${i} < ${list}.length; ${i}++) { let $sum = %sum; const $x = ${list}[${i}]; ${turn.body} }`;
      const around = statementOf(call);
      const places = (): Place[] => [
        ...turn.leaving.map((place) => ({ ...place, code: named(place.code, call) })),
        {
          at: around.node.locus,
          code: named(`${around.before}${loop} ${around.after}`, call),
          holes: {
            ...around.holes,
            ...turn.holes,
            $list: call.callee.object.locus,
            $sum: sum!.locus,
            $x: item!.locus,
            ...(from ? { $from: from.locus } : {}),
            ...(index ? { $i: index.locus } : {}),
          },
        },
      ];
      return [{ at: call.locus, heat, places }];
    }),
};

interface Turn {
  /** The statements of one turn as a template. */
  readonly body: string;
  readonly holes: Readonly<Record<string, string | string[]>>;
  /** What becomes of the returns on the way. */
  readonly leaving: readonly Place[];
}

/** What the function does for a member; undefined where a loop cannot do it. */
function turnOf(callback: SyntaxNode): Turn | undefined {
  const returns = returnsOf(callback);
  const [sum, item, index, ...others] = (callback.params ?? []) as SyntaxNode[];
  if (!returns || others.length > 0 || (index && index.type !== 'Identifier')) return undefined;
  if (sum?.type !== 'Identifier' || !item || /^(Rest|Assignment)/.test(item.type)) return undefined;
  const body = callback.body as SyntaxNode;
  if (body.type !== 'BlockStatement') return { body: '%sum = $value;', holes: { $value: body.locus }, leaving: [] };
  const statements = body.body as SyntaxNode[];
  const last = statements.at(-1);
  if (last?.type !== 'ReturnStatement' || returns.some(({ argument }) => !argument)) return undefined;
  return {
    body: '$$body %sum = $value;',
    holes: { $$body: statements.slice(0, -1).map(({ locus }) => locus), $value: last.argument.locus },
    leaving: returns
      .filter((one) => one !== last)
      .map(({ locus, argument }) => ({ at: locus, code: '{ %sum = $e; continue; }', holes: { $e: argument.locus } })),
  };
}

/** What the loop stands in: the statement that takes the sum, or a function made for it. */
function statementOf(call: SyntaxNode): {
  readonly node: SyntaxNode;
  readonly before: string;
  readonly after: string;
  readonly holes: Readonly<Record<string, string>>;
} {
  const { parent } = call;
  if (parent?.type === 'ReturnStatement') return { node: parent, before: '', after: 'return %sum;', holes: {} };
  const declaration = parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.parent : null;
  const inBlock = /^(BlockStatement|Program)$/.test(declaration?.parent?.type ?? '');
  if (declaration && inBlock && declaration.declarations.length === 1) {
    const after = `${declaration.kind} $r = %sum;`;
    return { node: declaration, before: '', after, holes: { $r: parent!.id.locus } };
  }
  return { node: call, before: '(() => { ', after: 'return %sum; })()', holes: {} };
}
