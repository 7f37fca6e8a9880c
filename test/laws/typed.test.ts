/** What edits bring into a TypeScript module passes a strict type check as well as what stood there. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { makeEdit } from '../../src/genome/edit.ts';
import { printForPeople } from '../../src/genome/people.ts';
import { type Domain, domains } from '../../src/variation/kernel.ts';
import { kernelOperator } from '../../src/variation/kernel-code.ts';
import { kernels } from '../../src/variation/kernels/kernels.ts';
import { applyKernel } from '../../src/variation/operators/apply-kernel.ts';
import { ruleOperator } from '../../src/variation/operators/apply-rule.ts';
import { rules } from '../../src/variation/rules/rules.ts';
import { View } from '../../src/variation/view.ts';
import { fullProfile, subjectOf, viewOfSubject } from '../subjects.ts';

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  noImplicitReturns: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
};

/** By file, the messages of the compiler. */
function messagesOf(files: ReadonlyMap<string, string>): Map<string, string[]> {
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name);
    return text === undefined ? getSourceFile(name, ...rest) : ts.createSourceFile(name, text, ts.ScriptTarget.ESNext);
  };
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  const out = new Map<string, string[]>([...files.keys()].map((name) => [name, []]));
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
  for (const { file, messageText, code, start, length } of ts.getPreEmitDiagnostics(program)) {
    const at = file?.text.slice(start, start! + length!);
    out.get(file?.fileName ?? '')?.push(`TS${code}: ${ts.flattenDiagnosticMessageText(messageText, ' ')} (${at})`);
  }
  return out;
}

const typeOf = (domain: Domain): string => {
  const { test } = domains[domain];
  if (/number\b/.test(domain) && !/numbers|rows/.test(domain)) return 'number';
  if (test.includes(`'string'`) || /version|ascii/.test(domain)) return 'string';
  if (test.includes(`'number'`)) return 'number';
  if (/rows|matrix/.test(domain)) return 'number[][]';
  if (/texts/.test(domain)) return 'string[]';
  if (/octets|bytes/.test(domain)) return 'Uint8Array';
  return /plain|primitives|list|few/.test(domain) ? 'readonly { x: number }[]' : 'number[]';
};

it.each([
  ['are what it asks for', (type: string) => type, (name: string) => `${name}.valueOf()`],
  ['may be nothing', (type: string) => `(${type}) | null | undefined`, (name: string) => name],
  ['may be anything', () => 'unknown', (name: string) => name],
])(
  'every kernel, in a function whose parameters %s',
  (_, typed, used) => {
    const files = new Map<string, string>();
    for (const kernel of kernels) {
      const params = kernel.params.map((domain, i) => `${'abc'[i]}: ${typed(typeOf(domain))}`);
      const { ancestor } = subjectOf(
        `export function original(${params.join(', ')}): unknown {
  const all: readonly unknown[] = [${kernel.params.map((_, i) => used('abc'[i]!)).join(', ')}];
  return all;
}
`,
        'original.ts',
      );
      const body = ancestor.nodes.find((node) => node.type === 'BlockStatement')!;
      const seen = new Map([[body.start, kernel.params.map((domain) => [domain])]]);
      const edit = applyKernel.all!(new View(ancestor, [], fullProfile(ancestor), { domains: seen })).find(
        ({ operator }) => operator === kernelOperator(kernel),
      );
      expect([kernel.name, edit?.places.length]).toEqual([kernel.name, 2]);
      files.set(`/${kernel.name.replaceAll(' ', '-')}.ts`, printForPeople(ancestor, [edit!]));
    }
    expect(Object.fromEntries([...messagesOf(files)].filter(([, messages]) => messages.length > 0))).toEqual({});
  },
  60_000,
);

it('a function with overloads keeps them together', () => {
  const { ancestor } = subjectOf(
    `export function twice(a: string): string;
export function twice(a: number): number;
export function twice(a: unknown): unknown {
  return typeof a === 'string' ? a + a : Number(a) * 2;
}
`,
    'twice.ts',
  );
  const body = ancestor.nodes.find((node) => node.type === 'BlockStatement')!;
  const seen = new Map([[body.start, [['text']]]]);
  const [edit] = applyKernel.all!(new View(ancestor, [], fullProfile(ancestor), { domains: seen }));
  const text = printForPeople(ancestor, [edit!]);
  expect(text).toMatch(/^function \w+\(/m);
  expect(messagesOf(new Map([['/twice.ts', text]])).get('/twice.ts')).toEqual([]);
}, 60_000);

describe('every rule', () => {
  const folder = fileURLToPath(new URL('../fixtures/rules', import.meta.url));

  it('brings in no message of a kind that the module did not have', () => {
    const files = new Map<string, string>();
    for (const rule of rules) {
      for (const file of readdirSync(`${folder}/${rule.name}`)) {
        if (!/^[^.]*(?<!-fix)\.js$/.test(file)) continue;
        const subject = subjectOf(readFileSync(`${folder}/${rule.name}/${file}`, 'utf8'), 'module.ts');
        const match = rule.matches(viewOfSubject(subject))[0];
        if (!match) continue;
        const edit = makeEdit(ruleOperator(rule), match.places());
        const name = `/${rule.name}-${file.replace('.js', '')}`;
        files.set(`${name}.before.ts`, `${subject.ancestor.text}\nexport {};\n`);
        files.set(`${name}.after.ts`, `${printForPeople(subject.ancestor, [edit])}\nexport {};\n`);
      }
    }
    const messages = messagesOf(files);
    const fresh: Record<string, string[]> = {};
    for (const [name, after] of messages) {
      if (!name.endsWith('.after.ts')) continue;
      const known = new Set(messages.get(name.replace('.after.', '.before.'))!);
      // Of variables of the module's own, which has no types here.
      const more = after.filter((message) => !known.has(message) && !/^TS70(05|34): .*\(out\)$/.test(message));
      if (more.length > 0) fresh[name] = more;
    }
    expect(files.size).toBeGreaterThan(200);
    expect(fresh).toEqual({});
  }, 180_000);
});
