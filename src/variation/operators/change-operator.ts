/** Changes the operator of a binary, logical, assignment or update expression. */
import { makeEdit, type Place } from '../../genome/edit.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { pick } from '../../statistics/random.ts';
import type { Operator } from '../operator.ts';
import { drawSite, type Site, type View } from '../view.ts';

const FAMILIES: readonly (readonly string[])[] = [
  ['<', '<=', '>', '>=', '===', '!=='],
  ['==', '===', '!=', '!=='],
  ['+', '-', '*', '/', '%'],
  ['&', '|', '^', '<<', '>>', '>>>'],
  ['&&', '||', '??'],
  ['+=', '-=', '*=', '='],
  ['|=', '&=', '^='],
  ['++', '--'],
];

export const changeOperator: Operator = {
  name: 'change-operator',
  does: 'changes an operator to another one of its family',
  places: (view) => candidates(view).map(({ node }) => node.locus),
  propose(view, random) {
    const site = drawSite(candidates(view), random);
    if (!site) return undefined;
    const { node } = site;
    const others = alternatives(node.operator);
    const chosen = pick(random, others);
    return makeEdit('change-operator', [rewritten(node, chosen)]);
  },
};

function candidates(view: View): Site[] {
  return view.all.filter(
    ({ node }) =>
      /^(Binary|Logical|Assignment|Update)Expression$/.test(node.type) &&
      alternatives(node.operator).length > 0 &&
      (node.type !== 'AssignmentExpression' || /^(Identifier|MemberExpression)$/.test(node.left.type)),
  );
}

const alternatives = (operator: string): string[] =>
  [...new Set(FAMILIES.filter((family) => family.includes(operator)).flat())].filter((other) => other !== operator);

function rewritten(node: SyntaxNode, operator: string): Place {
  if (node.type === 'UpdateExpression') {
    const code = node.prefix ? `${operator}$a` : `$a${operator}`;
    return { at: node.locus, code, holes: { $a: node.argument.locus } };
  }
  return { at: node.locus, code: `$a ${operator} $b`, holes: { $a: node.left.locus, $b: node.right.locus } };
}
