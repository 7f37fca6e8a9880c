/** What an integrator is told of an edit before it is tried. */
import { type Edit, locusAt } from '../genome/edit.ts';
import { isFunction, isLoop, type SyntaxNode, walk } from '../genome/syntax.ts';
import type { View } from '../variation/view.ts';
import type { Opportunity, Traits } from './integrator.ts';

/** The expression that a statement is about. */
const valueNode = (node: SyntaxNode): SyntaxNode =>
  node.argument ??
  node.test ??
  node.right ??
  node.declarations?.[0]?.init ??
  (node.type === 'ExpressionStatement' ? valueNode(node.expression) : node);

/** The best opportunity of the ancestor's at each locus. */
export type Opportunities = ReadonlyMap<string, Pick<Opportunity, 'focus' | 'gain'>>;

export function byLocus(opportunities: readonly Opportunity[]): Opportunities {
  const found = new Map<string, Opportunity>();
  for (const one of opportunities) {
    const known = found.get(one.locus);
    if (!known || known.gain < one.gain) found.set(one.locus, one);
  }
  return found;
}

/** Nodes looked at below a place. */
const NEAR = 200;

/** The best opportunity at a place or in what stands there; where there is none, the nearest one around it. */
function opportunityAt(
  view: View,
  node: SyntaxNode,
  opportunities: Opportunities,
): Pick<Opportunity, 'focus' | 'gain'> {
  let best = { focus: '', gain: 1 };
  let left = NEAR;
  walk(node, ({ locus }) => {
    const one = opportunities.get(locus);
    if (one && one.gain > best.gain) best = one;
    return --left > 0 ? undefined : false;
  });
  for (let at = node; best.focus === ''; ) {
    const above = view.phenotype.parentOf(at);
    if (!above || isFunction(above)) break;
    at = above;
    best = opportunities.get(at.locus) ?? best;
  }
  return best;
}

/** @param view the genome before the edit. @param value logarithm of its speed-up. */
export function traitsOf(view: View, edit: Edit, value: number, opportunities: Opportunities): Traits {
  const { id, operator, places } = edit;
  const at = locusAt(places[0]!.at);
  const site = view.siteAt(at);
  let loops = 0;
  for (let node = site?.parent; node && !isFunction(node); node = view.phenotype.parentOf(node) ?? undefined)
    if (isLoop(node)) loops++;
  let replaced = 0;
  let brought = 0;
  for (const place of places) {
    brought += place.code.length;
    const node = view.siteAt(place.at)?.node;
    if (node) replaced += Math.max(0, node.end - node.start);
  }
  const opportunity = site ? opportunityAt(view, site.node, opportunities) : { focus: '', gain: 1 };
  return {
    edit: id,
    operator,
    at,
    kind: site?.node.type ?? '',
    seen: site ? (view.valuesAt(valueNode(site.node))?.kinds ?? 0) : 0,
    heat: Math.round((site?.heat ?? 0) * 1000) / 1000,
    loops,
    replaced,
    brought,
    places: places.length,
    focus: opportunity.focus,
    promise: Math.round(Math.log(opportunity.gain) * 1000) / 1000,
    held: view.edits.length,
    value: Math.round(value * 1000) / 1000,
  };
}
