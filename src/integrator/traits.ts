/** What an integrator is told of an edit before it is tried. */
import { type Edit, locusAt } from '../genome/edit.ts';
import { isFunction, isLoop, type SyntaxNode } from '../genome/syntax.ts';
import type { View } from '../variation/view.ts';
import type { Traits } from './integrator.ts';

/** The expression that a statement is about. */
const valueNode = (node: SyntaxNode): SyntaxNode =>
  node.argument ??
  node.test ??
  node.right ??
  node.declarations?.[0]?.init ??
  (node.type === 'ExpressionStatement' ? valueNode(node.expression) : node);

/** @param view the genome before the edit. @param value logarithm of its speed-up. */
export function traitsOf(view: View, edit: Edit, value: number): Traits {
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
    held: view.edits.length,
    value: Math.round(value * 1000) / 1000,
  };
}
