/** Keeps an array (or a matrix with its rows) at module level, so that calls reuse it instead of making it anew. */
import { typedArrayFor } from '../../analysis/values.ts';
import type { Place } from '../../genome/edit.ts';
import { parameterName } from '../../genome/scope.ts';
import { isFunction, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { type LocalArray, localArrays } from '../local-arrays.ts';
import type { Match, Rule } from '../rule.ts';
import { enclosingFunction, freshName, inList, kindsWritten, topStatement, type View } from '../view.ts';

/** `const kept = [];` before the module's statement, and the local taken from it. */
function kept(view: View, local: LocalArray, initial: string, taken: (name: string) => string): Place[] {
  const top = topStatement(view, local.scope);
  const init = local.declarator.init as SyntaxNode;
  if (!top) return [];
  const name = freshName('scratch', local.declarator.locus);
  const places: Place[] = [
    { at: `before:${top.locus}`, code: `const ${name} = ${initial};` },
    { at: init.locus, code: taken(name) },
  ];
  if (init.type === 'ArrayExpression' && init.elements.length > 0) {
    const elements = init.elements as SyntaxNode[];
    // Emptied or grown first: after that nothing would be left of them.
    const ready = taken(name) === name ? [] : [taken(name)];
    const code = `(${[...ready, ...elements.map((_, i) => `${name}[${i}] = $e${i}`), name].join(', ')})`;
    places[1] = { at: init.locus, code, holes: Object.fromEntries(elements.map((item, i) => [`$e${i}`, item.locus])) };
  }
  return places;
}

/** A row that is there already is filled, not made. */
function keptRow(statement: SyntaxNode): Place {
  const { left, right } = statement.expression;
  const holes: Record<string, string> = { $m: left.object.locus, $i: left.property.locus };
  const name = freshName('row', statement.locus);
  if (right.type !== 'ArrayExpression') {
    holes.$a = right.locus;
    return { at: statement.locus, code: 'if ($m[$i] === undefined) $m[$i] = $a;', holes };
  }
  const elements = right.elements as SyntaxNode[];
  for (const [i, item] of elements.entries()) holes[`$e${i}`] = item.locus;
  if (elements.length === 0) return { at: statement.locus, code: 'if ($m[$i] === undefined) $m[$i] = [];', holes };
  const fill = elements.map((_, i) => `${name}[${i}] = $e${i};`).join(' ');
  return {
    at: statement.locus,
    code: `{ const ${name} = $m[$i] === undefined ? ($m[$i] = []) : $m[$i]; ${fill} }`,
    holes,
  };
}

const isOutermost = (view: View, { scope }: LocalArray): boolean =>
  enclosingFunction(view, scope) === undefined || !isFunction(scope);

/** A rule for local arrays of one kind; `weight` is how much likelier it is tried than its heat says. */
function keepingRule(
  name: string,
  why: string,
  weight: number,
  wanted: (view: View, local: LocalArray) => boolean,
  places: (view: View, local: LocalArray) => Place[],
): Rule {
  return {
    name,
    why,
    matches: (view) => {
      const groups = Map.groupBy(
        localArrays(view).filter((local) => !local.outlives && wanted(view, local)),
        ({ scope, names }) => `${scope.locus} ${[...names].sort().join()}`,
      );
      return [...groups.values()].map(
        (group): Match => ({
          at: group[0]!.declarator.locus,
          heat: group[0]!.heat * weight,
          places: () => together(group.map((local) => places(view, local))),
        }),
      );
    },
  };
}

/** Arrays that change names with each other change kind together: code that meets two kinds is slower than either. */
function together(groups: readonly Place[][]): Place[] {
  if (groups.some((places) => places.length === 0)) return [];
  const [first, ...others] = groups.flat();
  const before = others.filter(({ at }) => at === first!.at);
  const code = [first!, ...before].map((place) => place.code).join(' ');
  return [{ ...first!, code }, ...others.filter(({ at }) => at !== first!.at)];
}

const isFlat = (_view: View, { rows, pushes }: LocalArray): boolean => rows.length === 0 && pushes === 0;

export const scratchArray = keepingRule(
  'scratch-array',
  'is kept between calls instead of made anew in each',
  4,
  isFlat,
  (view, local) => kept(view, local, '[]', (name) => name),
);

export const scratchList = keepingRule(
  'scratch-list',
  'is kept between calls and emptied instead of made anew in each',
  1,
  (_view, { rows }) => rows.length === 0,
  (view, local) => kept(view, local, '[]', (name) => `(${name}.length = 0, ${name})`),
);

export const scratchMatrix = keepingRule(
  'scratch-matrix',
  'the matrix and its rows are kept between calls instead of made anew in each',
  8,
  (view, local) => local.rows.length > 0 && isOutermost(view, local),
  (view, local) => {
    const start = kept(view, local, '[]', (name) => name);
    return start.length === 0 ? [] : [...start, ...local.rows.map(keptRow)];
  },
);

/** The typed array for what was seen to be written; none where that is no number. */
function arrayFor(view: View, { scope, names, plain }: LocalArray): string | undefined {
  if (!plain) return undefined;
  const writes: SyntaxNode[] = [];
  walk(scope, (node) => {
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return;
    if (node.left.computed && names.has(node.left.object.name)) writes.push(node);
  });
  const kinds = kindsWritten(view, writes);
  return kinds === undefined ? 'Uint32Array' : typedArrayFor(kinds);
}

/**
 * How many members a typed array has to hold: what the array is made with, or else as many as the arguments have in all.
 * Without either it could not grow, and what is written beyond its end is lost without a word.
 */
function sizeOf(view: View, { declarator, scope }: LocalArray): { code: string; given: string | null } | undefined {
  const { arguments: given, elements } = declarator.init as SyntaxNode;
  if (given?.length === 1) return { code: '$n', given: given[0].locus };
  const seen = view.domains?.get((scope.body as SyntaxNode | undefined)?.start ?? -1) ?? [];
  const measured = ((scope.params ?? []) as SyntaxNode[]).flatMap((param, k) => {
    const name = parameterName(param);
    return name !== undefined && name !== 'this' && /text|list/.test((seen[k] ?? []).join()) ? [`${name}.length`] : [];
  });
  if (measured.length === 0) return undefined;
  return { code: `(${measured.join(' + ')} + ${(elements?.length ?? 0) + 1})`, given: null };
}

export const typedScratch = keepingRule(
  'typed-scratch',
  'a typed array is kept between calls and grown when it is too small',
  2,
  (view, local) => isFlat(view, local) && arrayFor(view, local) !== undefined && sizeOf(view, local) !== undefined,
  (view, local) => {
    const made = `new ${arrayFor(view, local)}`;
    const { code, given } = sizeOf(view, local)!;
    const name = freshName('scratch', local.declarator.locus);
    const grown = `(${name}.length < ${code} ? (${name} = ${made}(${code} * 2)) : ${name})`;
    const [first, taken, ...others] = kept(view, local, '', () => grown);
    if (!first || !taken) return [];
    const holes = { ...taken.holes, ...(given === null ? {} : { $n: given }) };
    return [{ ...first, code: `let ${name} = ${made}(1024);` }, { ...taken, holes }, ...others];
  },
);

/** For what is made anew in each round while the one before is still held: two that take turns. */
export const scratchPair: Rule = {
  name: 'scratch-pair',
  why: 'two arrays take turns instead of one made anew in each round',
  matches: (view) =>
    localArrays(view)
      .filter(({ outlives, names, rows }) => outlives && names.size === 2 && rows.length === 0)
      .map((local) => ({ at: local.declarator.locus, heat: local.heat * 4, places: () => takingTurns(view, local) })),
};

function takingTurns(view: View, { declarator, scope, name, names, pushes, measured }: LocalArray): Place[] {
  const [top, declaration] = [topStatement(view, scope), view.phenotype.parentOf(declarator)];
  if (!top || !declaration || !inList(view, declaration)) return [];
  const [, before] = [...names];
  const [one, two] = [freshName('one', declarator.locus), freshName('two', declarator.locus)];
  const places: Place[] = [
    { at: `before:${top.locus}`, code: `const ${one} = [], ${two} = [];` },
    { at: declarator.init.locus, code: `${before} === ${one} ? ${two} : ${one}` },
  ];
  const elements: SyntaxNode[] = declarator.init.elements ?? [];
  const filled = elements.map((_, i) => `${name}[${i}] = $e${i};`);
  const holes = Object.fromEntries(elements.map((item, i) => [`$e${i}`, item.locus]));
  // Pushes begin behind what is there, and a length tells of it.
  const code = [...(pushes > 0 || measured ? [`${name}.length = 0;`] : []), ...filled].join(' ');
  return code === '' ? places : [...places, { at: `after:${declaration.locus}`, code, holes }];
}
