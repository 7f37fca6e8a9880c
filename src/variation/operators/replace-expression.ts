/** Replaces an expression by one of a compatible kind from elsewhere in the module. */
import { makeEdit } from '../../genome/edit.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import type { Operator } from '../operator.ts';
import { canStand } from '../standing.ts';
import { drawSite, fits, type Site } from '../view.ts';

export const replaceExpression: Operator = {
  name: 'replace-expression',
  does: 'replaces an expression by another one of its kind from the module',
  places: ({ expressions }) => expressions.filter(({ node }) => isReplaceable(node)).map(({ node }) => node.locus),
  propose(view, random) {
    const site = drawSite(
      view.expressions.filter(({ node }) => isReplaceable(node)),
      random,
    );
    if (!site) return undefined;
    const kind = kindOf(site.node);
    const donors = view.expressions.filter(
      ({ node }: Site) => node !== site.node && isReplaceable(node) && kindOf(node) === kind,
    );
    const donor = drawSite(donors, random);
    if (!donor || !fits(view, donor.node, site.node) || !canStand(view, donor.node, site.node)) return undefined;
    return makeEdit('replace-expression', [{ at: site.node.locus, code: '$e', holes: { $e: donor.node.locus } }]);
  },
};

const isReplaceable = (node: SyntaxNode): boolean => kindOf(node) !== undefined;

/** What a value is likely to be, from its form alone. */
function kindOf(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case 'BinaryExpression':
      return /^([<>]=?|[!=]==?|in|instanceof)$/.test(node.operator) ? 'condition' : 'value';
    case 'LogicalExpression':
    case 'BooleanLiteral':
      return 'condition';
    case 'UnaryExpression':
      return node.operator === '!' ? 'condition' : 'value';
    case 'Identifier':
    case 'NumericLiteral':
    case 'MemberExpression':
    case 'CallExpression':
    case 'ConditionalExpression':
    case 'StringLiteral':
      return 'value';
    default:
      return undefined;
  }
}
