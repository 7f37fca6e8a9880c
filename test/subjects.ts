/** Real and hand-made modules that the laws run on, each with a profile in which all of its code runs. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';
import { type Profile, pieceAt } from '../src/analysis/heat.ts';
import { probed } from '../src/evaluation/worker/probe.ts';
import { type Ancestor, parseAncestor } from '../src/genome/ancestor.ts';
import type { Edit } from '../src/genome/edit.ts';
import { isLoop } from '../src/genome/syntax.ts';
import { domains } from '../src/variation/kernel.ts';
import { type Part, View } from '../src/variation/view.ts';

export interface Subject {
  readonly name: string;
  readonly ancestor: Ancestor;
  readonly profile: Profile;
}

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const fixture = (name: string): string => readFileSync(at(`fixtures/subjects/${name}`), 'utf8');
const installed = (path: string): string => readFileSync(at(`../node_modules/${path}`), 'utf8');

/** Runs per call: 16 for bodies of loops, 1 for all other pieces. */
export function fullProfile(ancestor: Ancestor): Profile {
  const profile = new Map<number, number>();
  for (const node of ancestor.nodes) {
    const at = pieceAt(node);
    if (at !== undefined) profile.set(at, node.parent!.body === node && isLoop(node.parent!) ? 16 : 1);
  }
  return profile;
}

export function subjectOf(text: string, name: string): Subject {
  const ancestor = parseAncestor(text, name);
  return { name, ancestor, profile: fullProfile(ancestor) };
}

export const viewOfSubject = ({ ancestor, profile }: Subject, edits: readonly Edit[] = []): View =>
  new View(ancestor, edits, profile, {
    domains: everyDomain(ancestor),
    parts: everyPart(ancestor),
    neighbours: NEIGHBOURS,
  });

/** As if these were functions of other files. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  'found.push': 'function push(x) { for (const y of [x, x]) this[this.length] = y; }',
  'Math.min': '(a, b) => { return [a, b].slice().sort((x, y) => x - y)[0]; }',
  'Math.max': 'function (a, b) { return a > b ? a : b; }',
  'list.push': '(x) => x',
};

/** As if the arguments of every function were in every domain, and none had to be given. */
function everyDomain(ancestor: Ancestor): ReadonlyMap<number, readonly (readonly string[])[]> {
  const all = [...Object.keys(domains), '=undefined'];
  const bodies = ancestor.nodes.filter((node) => node.parent?.body === node);
  return new Map(bodies.map(({ start }) => [start, [all, all, all, all]]));
}

/** As if these kernels gave the value of every expression that is looked at. */
const everyPart = ({ source, form }: Ancestor): Part[] =>
  probed(source.run, form.kind === 'esm').probes.flatMap(({ at, body, names }) => [
    { at, body, kernel: 'unique', names: names.slice(0, 1) },
    { at, body, kernel: 'unique by spreading', names: names.slice(0, 1) },
    ...(names.length < 2 ? [] : [{ at, body, kernel: 'levenshtein', names: names.slice(0, 2) }]),
  ]);

export const subjects: readonly Subject[] = [
  subjectOf(installed('leven/index.js'), 'leven.js'),
  subjectOf(installed('damerau-levenshtein/index.js'), 'damerau-levenshtein.js'),
  subjectOf(installed('string-similarity/src/index.js'), 'string-similarity.js'),
  subjectOf(fixture('no-semicolons.js'), 'no-semicolons.js'),
  subjectOf(fixture('modern.mjs'), 'modern.mjs'),
  subjectOf(fixture('typed.ts'), 'typed.ts'),
  subjectOf(fixture('unique.js').replaceAll('\n', '\r\n'), 'crlf.js'),
  subjectOf(`\uFEFF${fixture('unicode.js')}`, 'bom.js'),
];

/** Why acorn, which shares no code with Integron's parser, refuses a text, or undefined. */
export function refusal(text: string, { form }: Ancestor): string | undefined {
  try {
    parse(text.replace(/^(\uFEFF?)#!/, '$1//'), {
      ecmaVersion: 'latest',
      sourceType: form.kind === 'esm' ? 'module' : 'script',
      allowReturnOutsideFunction: form.kind === 'cjs',
    });
    return undefined;
  } catch (error) {
    const { message, pos } = error as Error & { pos: number };
    return `${message}: ${text.slice(Math.max(0, pos - 40), pos)}▸${text.slice(pos, pos + 40)}`;
  }
}
