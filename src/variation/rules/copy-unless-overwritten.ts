/** Of two walks by key that fill the same object, the first works out nothing where the second puts another value. */
import { hasEffects } from '../../genome/scope.ts';
import { isFunction, mentionsOf, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { broughtIn, isCallOf, type Match, type Rule } from '../rule.ts';

/** A walk over the keys of an object. */
interface Walk {
  readonly of: SyntaxNode;
  readonly key: string;
  readonly body: SyntaxNode;
}

export const copyUnlessOverwritten: Rule = {
  name: 'copy-unless-overwritten',
  why: 'is worked out only where the walk behind puts no other value in its place',
  claims: 'where working it out changes nothing',
  matches(view) {
    const isOwn = broughtIn(view, 'copy-unless-overwritten');
    return (view.byType.get('BlockStatement') ?? []).flatMap(({ node: block, heat }): Match[] => {
      const walks = (block.body as SyntaxNode[]).map(walkOf);
      return walks.flatMap((first, k): Match[] => {
        if (!first) return [];
        const second = walks.slice(k + 1).find((each) => each !== undefined);
        const written = second && putInto(second);
        if (!second || written === undefined || hasEffects(second.of)) return [];
        const values = putsOf(first, written).filter((value) => !isOwn(value));
        return values.map((value) => ({
          at: value.locus,
          heat,
          places: () => [
            {
              at: value.locus,
              code: `Object.prototype.hasOwnProperty.call($of, ${first.key}) ? undefined : $value`,
              holes: { $of: second.of.locus, $value: value.locus },
            },
          ],
        }));
      });
    });
  },
};

/** `Object.keys(of).forEach((key) => ...)`, `for (key in of)` and `for (key of Object.keys(of))`, also behind an `if`. */
function walkOf(statement: SyntaxNode): Walk | undefined {
  if (statement.type === 'IfStatement' && !statement.alternate) {
    const { consequent } = statement;
    const inner = consequent.type === 'BlockStatement' ? (consequent.body as SyntaxNode[]) : [consequent];
    return inner.length === 1 ? walkOf(inner[0]!) : undefined;
  }
  if (statement.type === 'ForInStatement' || statement.type === 'ForOfStatement') {
    const { left, right, body } = statement;
    const of = statement.type === 'ForInStatement' ? (right as SyntaxNode) : keyed(right);
    const target = left.type === 'VariableDeclaration' ? left.declarations[0].id : left;
    return of && target.type === 'Identifier' ? { of, key: target.name, body } : undefined;
  }
  const call = statement.type === 'ExpressionStatement' ? (statement.expression as SyntaxNode) : undefined;
  if (!call || !isCallOf(call, 'forEach', 1)) return undefined;
  const of = keyed(call.callee.object);
  const each = call.arguments[0] as SyntaxNode;
  const key = isFunction(each) && each.params.length === 1 ? (each.params[0] as SyntaxNode) : undefined;
  return of && key?.type === 'Identifier' ? { of, key: key.name, body: each.body } : undefined;
}

/** What `Object.keys` is asked of. */
const keyed = (call: SyntaxNode): SyntaxNode | undefined =>
  isCallOf(call, 'keys', 1) && call.callee.object.name === 'Object' ? call.arguments[0] : undefined;

interface Putting {
  readonly into: string;
  readonly value: SyntaxNode;
}

/** What an assignment puts into the member of a named object by this key. */
function putting(node: SyntaxNode, key: string): Putting | undefined {
  if (node.type !== 'AssignmentExpression' || node.operator !== '=') return undefined;
  const { left, right } = node;
  const isMember = left.type === 'MemberExpression' && left.computed && left.property.name === key;
  return isMember && left.object.type === 'Identifier' ? { into: left.object.name, value: right } : undefined;
}

function puttings(body: SyntaxNode, key: string): Putting[] {
  const found: Putting[] = [];
  walk(body, (node) => {
    const put = putting(node, key);
    if (put) found.push(put);
  });
  return found;
}

/** The object that a walk puts a value into for each key, whatever it asks, and does not read. */
function putInto({ body, key }: Walk): string | undefined {
  const puts = puttings(body, key);
  const into = puts[0]?.into;
  const alone = puts.every((put) => put.into === into);
  return into !== undefined && alone && always(body, key) && mentionsOf(body, into) === puts.length ? into : undefined;
}

/** Whether a value is put there whatever a statement asks. */
function always(node: SyntaxNode, key: string): boolean {
  switch (node.type) {
    case 'BlockStatement': {
      const plain = (node.body as SyntaxNode[]).every(({ type }) => !/^(Return|Continue|Break)Statement$/.test(type));
      return plain && (node.body as SyntaxNode[]).some((each) => always(each, key));
    }
    case 'IfStatement':
      return node.alternate !== null && always(node.consequent, key) && always(node.alternate, key);
    case 'ExpressionStatement':
      return always(node.expression, key);
    default:
      return putting(node, key) !== undefined;
  }
}

/** Values worth not to be worked out that a walk puts into an object. */
const putsOf = ({ body, key }: Walk, into: string): SyntaxNode[] =>
  puttings(body, key).flatMap((put) => (put.into === into && hasEffects(put.value) ? [put.value] : []));
