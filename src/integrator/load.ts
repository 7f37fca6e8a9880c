/** The integrator from its source text, which may be TypeScript. */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { Integrator, Pattern, State } from './integrator.ts';

const SHIPPED = new URL('../../genomes/integrator/integrator.ts', import.meta.url);

/** Source of the integrator that ships. */
export const shippedIntegrator = (): string => readFileSync(SHIPPED, 'utf8');

/**
 * Text rather than a file is imported: a version in service is a text in the registry, and Node takes no types away
 * from files in `node_modules`.
 */
export async function loadIntegrator(text: string): Promise<Integrator> {
  const code = stripTypeScriptTypes(text);
  return (await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)) as Integrator;
}

/** An integrator, the shipped one where none is given, before it has learnt anything. */
export async function freshPolicy(
  source = shippedIntegrator(),
): Promise<{ source: string; integrator: Integrator; learnt: State }> {
  const integrator = await loadIntegrator(source);
  return { source, integrator, learnt: integrator.fresh() };
}

/** What it knows after outcomes on modules, one after the other: its models are judged by each before they learn from it. */
export const livedThrough = (
  integrator: Pick<Integrator, 'fresh' | 'begin' | 'examined' | 'learn'>,
  modules: readonly (readonly Pattern[])[],
): State =>
  modules.reduce(
    (state, patterns) => integrator.begin(integrator.learn(integrator.examined(state, patterns), patterns)),
    integrator.fresh(),
  );
