/** The rooms of `src` and the doors between them: DESIGN, section 2. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@babel/parser';
import { traverseFast } from '@babel/types';
import { describe, expect, it } from 'vitest';

/** A folder may import only folders above it. */
const ROOMS = [
  'statistics',
  'genome',
  'experiment',
  'analysis',
  'variation',
  'selection',
  'evaluation',
  'integrator',
  'evolution',
  'population',
  'verdict',
  'report',
  'improvement',
  'deployment',
  'recursion',
  'inspector',
  'cli',
];

/** What the package exports. */
const ENTRIES = ['index.ts', 'live.ts'];

/** Folders of strategies: members know their contract, never each other; only the registry knows them all. */
const STRATEGIES: Record<string, { registry: string; contracts: string[] }> = {
  'variation/operators': { registry: 'operators.ts', contracts: [] },
  'variation/rules': { registry: 'rules.ts', contracts: [] },
  'variation/crossover': { registry: 'crossovers.ts', contracts: ['crossover.ts'] },
  'evolution/strategies': { registry: 'strategies.ts', contracts: ['strategy.ts'] },
  'evaluation/objectives': { registry: 'objectives.ts', contracts: ['objective.ts'] },
  selection: { registry: 'selections.ts', contracts: ['selection.ts', 'archive.ts'] },
};

const src = fileURLToPath(new URL('../src', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** Every specifier that a file imports, types and dynamic imports included. */
function specifiers(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  const tree = parse(text, { sourceType: 'module', plugins: ['typescript'], createImportExpressions: true });
  const found: string[] = [];
  traverseFast(tree, (node) => {
    const source = node.type === 'TSImportType' ? node.argument : 'source' in node ? node.source : undefined;
    if (typeof source === 'object' && source?.type === 'StringLiteral') found.push(source.value);
  });
  return found;
}

const imports = new Map(
  files.map((file) => [
    file,
    specifiers(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => relative(src, join(src, dirname(file), name))),
  ]),
);
const edges = [...imports].flatMap(([from, all]) => all.map((to) => ({ from, to })));
const room = (file: string): string => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '');

describe('the source', () => {
  it('is read: there are files, and they import each other', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(edges.length).toBeGreaterThan(100);
    expect(imports.get('genome/splice.ts')).toContain('genome/phenotype.ts');
  });

  it('imports files that exist, with their ending', () => {
    expect(edges.filter(({ to }) => !to.startsWith('..') && !files.includes(to) && !to.endsWith('.json'))).toEqual([]);
  });

  it('reaches out of src for nothing but the genomes that ship and the package file', () => {
    const outside = edges.filter(({ to }) => to.startsWith('..'));
    expect(outside.filter(({ to }) => !/^\.\.\/(genomes\/|package\.json$)/.test(to))).toEqual([]);
  });

  it('has only the rooms of the design', () => {
    expect([...new Set(files.map(room))].filter((name) => name !== '' && !ROOMS.includes(name))).toEqual([]);
    expect(files.filter((file) => room(file) === '' && !ENTRIES.includes(file))).toEqual([]);
  });

  it('imports upwards only', () => {
    const wrong = edges.filter(({ from, to }) => {
      if (ENTRIES.includes(from) || room(from) === room(to) || to.startsWith('..')) return false;
      return ENTRIES.includes(to) || ROOMS.indexOf(room(to)) > ROOMS.indexOf(room(from));
    });
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('has no cycle, types included', () => {
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (done.has(file) || path.includes(file)) return;
      for (const next of imports.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });
});

describe.each(Object.entries(STRATEGIES))('the strategies in %s', (folder, { registry, contracts }) => {
  const members = files.filter((file) => dirname(file) === folder).map((file) => file.slice(folder.length + 1));
  const strategies = members.filter((name) => name !== registry && !contracts.includes(name));

  it('never import each other', () => {
    expect(strategies.length).toBeGreaterThan(0);
    const wrong = strategies.flatMap((name) =>
      imports.get(`${folder}/${name}`)!.filter((to) => strategies.some((other) => to === `${folder}/${other}`)),
    );
    expect(wrong).toEqual([]);
  });

  it('are all in the registry, if there is one', () => {
    if (!members.includes(registry)) return expect(strategies).toHaveLength(1);
    const listed = imports.get(`${folder}/${registry}`)!;
    expect(strategies.filter((name) => !listed.includes(`${folder}/${name}`))).toEqual([]);
  });
});
