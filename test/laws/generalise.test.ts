/** Rules from proven edits: what they say is what the edits did, and they do it elsewhere. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalForm } from '../../src/genome/canonical.ts';
import { type Edit, makeEdit } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { stream } from '../../src/statistics/random.ts';
import { type Example, exampleOf, generalised } from '../../src/variation/generalise.ts';
import { operators } from '../../src/variation/operators/operators.ts';
import { patternRule } from '../../src/variation/rule.ts';
import { type Subject, subjectOf, subjects, viewOfSubject } from '../subjects.ts';

/** An edit of the node whose text is `from`, with holes by their texts. */
function editing({ ancestor }: Subject, from: string, code: string, holes: Record<string, string> = {}): Edit {
  const locusOf = (text: string): string =>
    ancestor.nodes.find((node) => ancestor.text.slice(node.start, node.end) === text)!.locus;
  return makeEdit('replace-expression', [
    {
      at: locusOf(from),
      code,
      holes: Object.fromEntries(Object.entries(holes).map(([name, text]) => [name, locusOf(text)])),
    },
  ]);
}
const exampleIn = (text: string, from: string, code: string, holes?: Record<string, string>): Example => {
  const subject = subjectOf(text, 'module.js');
  return exampleOf(subject.ancestor, [editing(subject, from, code, holes)], 0)!;
};

/** The first statement of a kind, left out. */
function leavingOut(kind: string, text: string): Example {
  const { ancestor } = subjectOf(text, 'module.js');
  const at = ancestor.nodes.find(({ type }) => type === kind)!.locus;
  return exampleOf(ancestor, [makeEdit('delete-statement', [{ at, code: '' }])], 0)!;
}

describe('two proven edits of one kind', () => {
  const one = exampleIn(
    'module.exports = (list, at) => list.slice(at, at + 1)[0];\n',
    'list.slice(at, at + 1)[0]',
    '$l[at]',
    { $l: 'list' },
  );
  const other = exampleIn(
    'module.exports = (rows) => rows.inner.slice(2, 2 + 1)[0] + 1;\n',
    'rows.inner.slice(2, 2 + 1)[0]',
    'rows.inner[2]',
  );
  const data = generalised(one, other)!;

  test('become a rule with holes for what they differ in', () => {
    expect(data.find).toBe('$h0.slice($h1, $h1 + 1)[0]');
    expect(data.replace.toString().replaceAll(/[()]/g, '')).toBe('$h0[$h1]');
    expect(data.name).toMatch(/^learnt-[0-9a-f]{8}$/);
    expect(generalised(other, one)!.find).toBe(data.find);
  });

  test('and the rule does the same in a third module', () => {
    const third = subjectOf(
      'module.exports = function (text, k) {\n  return text.slice(k * 2, k * 2 + 1)[0];\n};\n',
      'third.js',
    );
    const [match] = patternRule(data).matches(viewOfSubject(third));
    const phenotype = express(third.ancestor, [makeEdit('rule:x', match!.places())]);
    expect(splice(phenotype, 'run')).toContain('return text[k * 2];');
  });

  test('but not where they are of different kinds, or have too little in common', () => {
    expect(generalised(one, { ...other, operator: 'swap-operands' })).toBe(undefined);
    const sum = exampleIn('module.exports = (a, b) => a + b;\n', 'a + b', 'b');
    const product = exampleIn('module.exports = (c, d) => c + d;\n', 'c + d', 'd');
    expect(generalised(sum, product)).toBe(undefined);
    // What the new code names and the old one does not cannot be known elsewhere.
    const named = exampleIn('module.exports = (a) => Math.floor(a / 2 / 3);\n', 'Math.floor(a / 2 / 3)', 'other');
    const again = exampleIn('module.exports = (b) => Math.floor(b / 2 / 3);\n', 'Math.floor(b / 2 / 3)', 'another');
    expect(generalised(named, again)).toBe(undefined);
  });

  test('a statement left out becomes a rule that leaves it out', () => {
    const made = (text: string): Example => leavingOut('IfStatement', text);
    const rule = generalised(
      made("module.exports = (x) => {\n  if (typeof x !== 'string') throw new TypeError('a text');\n  return x;\n};\n"),
      made(
        "module.exports = (name) => {\n  if (typeof name !== 'string') throw new TypeError('a name');\n  return name;\n};\n",
      ),
    )!;
    expect(rule.find).toMatch(/^if \(typeof \$h0 !== 'string'\) throw new TypeError\(\$h1\);?$/);
    expect(rule.replace).toBe('');
  });
});

test('a statement without its semicolon is no expression', () => {
  const made = (text: string): Example => leavingOut('ExpressionStatement', text);
  const rule = generalised(
    made('function f(list) {\n  list.forEach((x) => x + 1)\n  return list\n}\n'),
    made('function g(all) {\n  all.forEach(g)\n  return all\n}\n'),
  )!;
  expect(rule.find).toBe('$h0.forEach($h1);');
  const subject = subjectOf('function f(a) {\n  a.forEach(String)\n  return a\n}\n', 'module.js');
  const [match] = patternRule(rule).matches(viewOfSubject(subject));
  const phenotype = express(subject.ancestor, [makeEdit('rule:x', match!.places())]);
  expect(canonicalForm(phenotype)).toBe(
    canonicalForm(express(subjectOf('function f(a) {\n  return a\n}\n', 'module.js').ancestor, [])),
  );
});

const around = ({ position }: Example, code: string): string =>
  position === 'statement' ? `function f() { for (;;) { ${code}\n} }` : `function f() { return (${code}\n); }`;

/** Code of an asynchronous function, or of another one around it, does not stand alone. */
function parses(example: Example): boolean {
  try {
    for (const code of [example.before, example.after]) subjectOf(around(example, code), 'module.js');
    return true;
  } catch {
    return false;
  }
}

test('whatever two edits it is from, a rule gives of the old code of each what the edit made of it', () => {
  const examples = subjects.flatMap((subject) =>
    Object.values(operators)
      .filter(({ name }) => !/^apply|specialise/.test(name))
      .flatMap((operator) =>
        Array.from({ length: 12 }, (_, seed) => operator.propose(viewOfSubject(subject), stream(seed, 'examples'))),
      )
      .flatMap((edit) => {
        const example = edit && exampleOf(subject.ancestor, [edit], 0);
        return example && parses(example) ? [example] : [];
      }),
  );
  expect(examples.length).toBeGreaterThan(100);
  let made = 0;
  fc.assert(
    fc.property(fc.nat(examples.length - 1), fc.nat(9999), (i, j) => {
      const a = examples[i]!;
      const kin = examples.filter(({ operator }) => operator === a.operator);
      const b = kin[j % kin.length]!;
      const data = a === b ? undefined : generalised(a, b);
      if (!data) return;
      made++;
      for (const example of [a, b]) {
        const subject = subjectOf(around(example, example.before), 'module.js');
        const places = patternRule(data)
          .matches(viewOfSubject(subject))
          .map((match) => canonicalForm(express(subject.ancestor, [makeEdit('rule:x', match.places())])));
        expect(places).toContain(
          canonicalForm(express(subjectOf(around(example, example.after), 'module.js').ancestor, [])),
        );
      }
    }),
    { numRuns: 3000, seed: 7 },
  );
  expect(made).toBeGreaterThan(5);
});
