/** A local matrix of numbers becomes one typed array that is kept between calls, row after row. */
import { typedArrayFor } from '../../analysis/values.ts';
import type { Place } from '../../genome/edit.ts';
import { parameterName } from '../../genome/scope.ts';
import { contains, type SyntaxNode, walk } from '../../genome/syntax.ts';
import type { Match, Rule } from '../rule.ts';
import { enclosingFunction, freshName, kindsWritten, topStatement, type View } from '../view.ts';

interface Matrix {
  readonly declarator: SyntaxNode;
  readonly statement: SyntaxNode;
  readonly scope: SyntaxNode;
  readonly heat: number;
  /** `m[r][c]`, read or written. */
  readonly cells: readonly SyntaxNode[];
  /** Statements `m[r] = [...]` and `m[r] = new Array(n)`. */
  readonly rows: readonly SyntaxNode[];
  readonly array: string;
}

function matrices(view: View): Matrix[] {
  return (view.byType.get('VariableDeclarator') ?? []).flatMap(({ node: declarator, parent, heat }): Matrix[] => {
    const { id, init } = declarator;
    const scope = enclosingFunction(view, declarator);
    if (id.type !== 'Identifier' || !scope || parent.type !== 'VariableDeclaration' || !isRows(init)) return [];
    const cells: SyntaxNode[] = [];
    const rows: SyntaxNode[] = [];
    const writes: SyntaxNode[] = [];
    let stays = true;
    walk(scope, (node, above) => {
      if (node.type !== 'Identifier' || node.name !== id.name || node === id || !above) return;
      if (above.type === 'MemberExpression' && above.property === node && !above.computed) return;
      const cell = above.parent;
      if (above.type !== 'MemberExpression' || above.object !== node || !above.computed || !cell) {
        stays = false;
        return;
      }
      if (cell.type === 'MemberExpression' && cell.object === above && cell.computed) {
        cells.push(cell);
        const write = cell.parent;
        const written =
          write?.type === 'UpdateExpression' || (write?.type === 'AssignmentExpression' && write.left === cell);
        if (written) writes.push(write);
        return;
      }
      const made = cell.type === 'AssignmentExpression' && cell.left === above && cell.operator === '=';
      if (made && cell.parent?.type === 'ExpressionStatement' && isRow(cell.right)) rows.push(cell.parent);
      else stays = false;
    });
    if (!stays || cells.length === 0) return [];
    const kinds = kindsWritten(view, writes);
    const array = kinds === undefined ? 'Float64Array' : typedArrayFor(kinds);
    return array === undefined ? [] : [{ declarator, statement: parent, scope, heat, cells, rows, array }];
  });
}

const isNew = (node: SyntaxNode | null): boolean =>
  /^(New|Call)Expression$/.test(node?.type ?? '') && node?.callee.name === 'Array';

/** `[a, b]`, `[]`, `new Array(n)`. */
function isRow(node: SyntaxNode | null): boolean {
  if (node?.type !== 'ArrayExpression') return isNew(node);
  return (node.elements as (SyntaxNode | null)[]).every(
    (item) => item && item.type !== 'SpreadElement' && item.type !== 'ArrayExpression',
  );
}

/** `[]`, `new Array(n)`, or rows. */
function isRows(node: SyntaxNode | null): boolean {
  if (node?.type !== 'ArrayExpression') return isNew(node);
  return (node.elements as (SyntaxNode | null)[]).every((item) => item?.type === 'ArrayExpression' && isRow(item));
}

/** How long a row may be, from what the function is given: whatever has a length has this length at the most. */
function longest(scope: SyntaxNode): string | undefined {
  const sized: string[] = [];
  for (const name of (scope.params as SyntaxNode[]).map(parameterName)) {
    if (name === undefined) continue;
    let read = false;
    walk(scope.body, (node) => {
      if (node.type !== 'MemberExpression' || node.object.name !== name) return;
      if (!node.computed && node.property.name === 'length') read = true;
    });
    if (read) sized.push(`${name}.length`);
  }
  return sized.length === 0 ? undefined : sized.length === 1 ? sized[0] : `Math.max(${sized.join(', ')})`;
}

export const flatMatrix: Rule = {
  name: 'flat-matrix',
  why: 'the rows of the matrix lie one after the other in a typed array that is kept between calls',
  matches: (view) =>
    matrices(view).flatMap(({ declarator, statement, scope, heat, cells, rows, array }): Match[] => {
      const top = topStatement(view, scope);
      const length = longest(scope);
      if (!top || length === undefined || statement.declarations.length > 1) return [];
      // Cells within the index of another cell would be exchanged twice.
      const nested = cells.some((cell) => cells.some((other) => other !== cell && contains(other.property, cell)));
      if (nested) return [];
      const places = (): Place[] => {
        const name = declarator.id.name as string;
        const [scratch, stride] = [freshName('cells', declarator.locus), freshName('stride', declarator.locus)];
        const size = `${stride} * ${stride}`;
        const first = (declarator.init.elements ?? []) as SyntaxNode[];
        const given = first.flatMap((row, r) =>
          (row.elements as SyntaxNode[]).map((item, c) => ({ item, at: `${r} * ${stride} + ${c}` })),
        );
        const kept = `${scratch}.length < ${size} ? (${scratch} = new ${array}(2 * ${size})) : ${scratch}`;
        return [
          { at: `before:${top.locus}`, code: `let ${scratch} = new ${array}(1024);` },
          { at: `before:${statement.locus}`, code: `const ${stride} = ${length} + 2;` },
          { at: declarator.init.locus, code: kept },
          ...(given.length === 0
            ? []
            : [
                {
                  at: `after:${statement.locus}`,
                  code: given.map(({ at }, k) => `${name}[${at}] = $v${k};`).join(' '),
                  holes: Object.fromEntries(given.map(({ item }, k) => [`$v${k}`, item.locus])),
                },
              ]),
          ...rows.map((row): Place => rowPlace(row, name, stride)),
          ...cells.map(
            (cell): Place => ({
              at: cell.locus,
              code: `${name}[$r * ${stride} + $c]`,
              holes: { $r: cell.object.property.locus, $c: cell.property.locus },
            }),
          ),
        ];
      };
      return [{ at: declarator.locus, heat: heat * 4, places }];
    }),
};

/** What a row begins with is written to its cells. */
function rowPlace(row: SyntaxNode, name: string, stride: string): Place {
  const { left, right } = row.expression;
  const elements = right.type === 'ArrayExpression' ? (right.elements as SyntaxNode[]) : [];
  if (elements.length === 0) return { at: row.locus, code: '' };
  return {
    at: row.locus,
    code: `{ ${elements.map((_, c) => `${name}[$r * ${stride} + ${c}] = $e${c};`).join(' ')} }`,
    holes: {
      $r: left.property.locus,
      ...Object.fromEntries(elements.map((item, c) => [`$e${c}`, item.locus])),
    },
  };
}
