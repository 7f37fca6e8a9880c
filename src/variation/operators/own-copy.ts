/** Takes a copy of a function of another file, as it is or with one rule applied: the module's own, it can be changed. */
import { parseAncestor } from '../../genome/ancestor.ts';
import { type Edit, makeEdit } from '../../genome/edit.ts';
import { express } from '../../genome/phenotype.ts';
import { splice } from '../../genome/splice.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { pick, type RandomStream } from '../../statistics/random.ts';
import type { Operator } from '../operator.ts';
import { rules } from '../rules/rules.ts';
import { freshName, topStatement, View } from '../view.ts';

const OPERATOR = 'own-copy';
const HEAD = 'module.exports = ';
/** Forms of one function: the copy as it is, and with one rule each. */
const MOST_FORMS = 60;

/** Texts that a function's copy may have, by its text: the same for all views. */
const forms = new Map<string, readonly string[]>();

function formsOf(text: string): readonly string[] {
  let known = forms.get(text);
  if (!known) {
    known = [text, ...changed(text)].slice(0, MOST_FORMS);
    forms.set(text, known);
  }
  return known;
}

function changed(text: string): string[] {
  const ancestor = parseAncestor(`${HEAD}${text};\n`, 'copy.cjs');
  const everywhere = new Map(ancestor.nodes.map(({ start }) => [start, 1]));
  const view = new View(ancestor, [], everywhere);
  const found = rules.flatMap((rule) =>
    rule.matches(view).flatMap((match) => {
      const places = match.places();
      if (places.length === 0) return [];
      const phenotype = express(ancestor, [makeEdit(rule.name, places)]);
      const made = splice(phenotype, 'run');
      const at = made.indexOf(HEAD);
      if (!phenotype.applied[0]!.done || at < 0 || !made.endsWith(';\n')) return [];
      // What the rule puts beside the function goes into a function around it.
      const [beside, own] = [made.slice(0, at), made.slice(at + HEAD.length, -2)];
      return [beside === '' ? own : `(() => { ${beside} return ${own}; })()`];
    }),
  );
  return [...new Set(found)].filter((made) => made !== text);
}

interface Copy {
  readonly name: string;
  readonly callees: readonly SyntaxNode[];
  readonly heat: number;
  readonly top: SyntaxNode;
  readonly text: string;
}

/** Functions of other files that are called in code that runs. */
function copies(view: View): Copy[] {
  const { neighbours } = view;
  // Texts of other files' functions come without their types.
  if (!neighbours || view.ancestor.typescript) return [];
  const calls = new Map<string, { callees: SyntaxNode[]; heat: number }>();
  for (const { node, heat } of view.byType.get('CallExpression') ?? []) {
    const name = calledBy(node.callee);
    if (name === undefined || !Object.hasOwn(neighbours, name)) continue;
    const known = calls.get(name) ?? { callees: [], heat: 0 };
    calls.set(name, { callees: [...known.callees, node.callee], heat: known.heat + heat });
  }
  return [...calls].flatMap(([name, { callees, heat }]): Copy[] => {
    const top = topStatement(view, callees[0]!);
    return top ? [{ name, callees, heat, top, text: neighbours[name]! }] : [];
  });
}

function calledBy(callee: SyntaxNode): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.object.type !== 'Identifier') return undefined;
  return `${callee.object.name}.${callee.property.name}`;
}

function editOf({ name, callees, top }: Copy, text: string): Edit {
  const own = freshName(`own${name.replace(/^.*\./, '').replace(/^./, (letter) => letter.toUpperCase())}`, top.locus);
  return makeEdit(OPERATOR, [
    { at: `before:${top.locus}`, code: `const ${own} = ${text};` },
    ...callees.map(({ locus }) => ({ at: locus, code: own })),
  ]);
}

export const ownCopy: Operator = {
  name: OPERATOR,
  does: 'takes a copy of a function of another file, as it is or with a rule applied',
  places: (view) => copies(view).flatMap(({ callees }) => callees.map(({ locus }) => locus)),
  propose(view, random: RandomStream) {
    const found = copies(view);
    if (found.length === 0) return undefined;
    const copy = pick(random, found);
    return editOf(copy, pick(random, formsOf(copy.text)));
  },
  all: (view) =>
    copies(view)
      .sort((a, b) => b.heat - a.heat)
      .flatMap((copy) => formsOf(copy.text).map((text) => editOf(copy, text))),
};
