/** Keeps an array (or a matrix with its rows) at module level, so that calls reuse it instead of making it anew. */
import { typedArrayFor } from '../../analysis/values.ts';
import type { Place } from '../../genome/edit.ts';
import { isFunction, type SyntaxNode, walk } from '../../genome/syntax.ts';
import type { Match, Rule } from '../rule.ts';
import { enclosingFunction, freshName, kindsWritten, topStatement, type View } from '../view.ts';

interface Local {
  readonly declarator: SyntaxNode;
  readonly name: string;
  readonly scope: SyntaxNode;
  /** Assignments `name[i] = [...]` or `name[i] = new Array(n)`. */
  readonly rows: readonly SyntaxNode[];
  /** Calls of `name.push`. */
  readonly pushes: number;
  readonly heat: number;
}

/** Local arrays that never leave their function: every use is `name[...]`, `name.length` or `name.push(...)`. */
function localArrays(view: View): Local[] {
  const found: Local[] = [];
  for (const { node: declarator, heat } of view.all) {
    if (declarator.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || !isArray(declarator.init))
      continue;
    const scope = enclosingFunction(view, declarator);
    if (!scope) continue;
    const { name } = declarator.id;
    let stays = true;
    let pushes = 0;
    const rows: SyntaxNode[] = [];
    walk(scope, (node, parent) => {
      if (node.type !== 'Identifier' || node.name !== name || node === declarator.id || !parent) return;
      if (parent.type === 'MemberExpression' && parent.property === node && !parent.computed) return;
      if (parent.type !== 'MemberExpression' || parent.object !== node) stays = false;
      else if (!parent.computed && parent.property.name === 'push') pushes++;
      else if (!parent.computed && parent.property.name !== 'length') stays = false;
    });
    if (!stays) continue;
    walk(scope, (node) => {
      if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') return;
      const { left, right, operator } = node.expression;
      if (
        operator === '=' &&
        left.type === 'MemberExpression' &&
        left.computed &&
        left.object.name === name &&
        isArray(right)
      )
        rows.push(node);
    });
    found.push({ declarator, name, scope, rows, pushes, heat });
  }
  return found;
}

function isArray(node: SyntaxNode | null): boolean {
  if (node?.type === 'ArrayExpression')
    return node.elements.every((item: SyntaxNode | null) => item && item.type !== 'SpreadElement');
  return (
    /^(New|Call)Expression$/.test(node?.type ?? '') &&
    node?.callee.type === 'Identifier' &&
    node.callee.name === 'Array'
  );
}

/** `const kept = [];` before the module's statement, and the local taken from it. */
function kept(view: View, local: Local, initial: string, taken: (name: string) => string): Place[] {
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
    const code = `(${elements.map((_, i) => `${name}[${i}] = $e${i}`).join(', ')}, ${taken(name)})`;
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

const isOutermost = (view: View, { scope }: Local): boolean =>
  enclosingFunction(view, scope) === undefined || !isFunction(scope);

/** A rule for local arrays of one kind; `weight` is how much likelier it is tried than its heat says. */
function keepingRule(
  name: string,
  why: string,
  weight: number,
  wanted: (view: View, local: Local) => boolean,
  places: (view: View, local: Local) => Place[],
): Rule {
  return {
    name,
    why,
    matches: (view) =>
      localArrays(view)
        .filter((local) => wanted(view, local))
        .map(
          (local): Match => ({
            at: local.declarator.locus,
            heat: local.heat * weight,
            places: () => places(view, local),
          }),
        ),
  };
}

const isFlat = (_view: View, { rows, pushes }: Local): boolean => rows.length === 0 && pushes === 0;

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
function arrayFor(view: View, { scope, name }: Local): string | undefined {
  const writes: SyntaxNode[] = [];
  walk(scope, (node) => {
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return;
    if (node.left.computed && node.left.object.name === name) writes.push(node);
  });
  const kinds = kindsWritten(view, writes);
  return kinds === undefined ? 'Uint32Array' : typedArrayFor(kinds);
}

export const typedScratch = keepingRule(
  'typed-scratch',
  'a typed array is kept between calls and grown when it is too small',
  2,
  (view, local) => isFlat(view, local) && arrayFor(view, local) !== undefined,
  (view, local) => {
    const made = `new ${arrayFor(view, local)}`;
    const places = kept(view, local, `${made}(1024)`, (name) => name);
    const size = (local.declarator.init as SyntaxNode).arguments?.[0] as SyntaxNode | undefined;
    if (places.length === 0 || !size) return places;
    // Where the wanted length is known, the storage grows with it.
    const name = freshName('scratch', local.declarator.locus);
    return [
      { ...places[0]!, code: `let ${name} = ${made}(1024);` },
      {
        at: places[1]!.at,
        code: `(${name}.length < $n ? (${name} = ${made}($n * 2)) : ${name})`,
        holes: { $n: size.locus },
      },
    ];
  },
);
