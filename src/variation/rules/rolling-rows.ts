/** Keeps two or three rows of a local matrix, of which no more are read at a time. */
import type { Place } from '../../genome/edit.ts';
import { type SyntaxNode, walk } from '../../genome/syntax.ts';
import { broughtIn, type Match, type Rule } from '../rule.ts';
import { enclosingFunction, type View } from '../view.ts';

interface Matrix {
  readonly declarator: SyntaxNode;
  readonly heat: number;
  /** Each `r` of `m[r]`; there is no other use. */
  readonly rows: readonly SyntaxNode[];
}

function matrices(view: View): Matrix[] {
  return (view.byType.get('VariableDeclarator') ?? []).flatMap(({ node: declarator, heat }): Matrix[] => {
    const { id, init } = declarator;
    const scope = enclosingFunction(view, declarator);
    if (id.type !== 'Identifier' || !init || !scope) return [];
    const rows: SyntaxNode[] = [];
    let cells = 0;
    let only = true;
    walk(scope, (node, above) => {
      if (node.type !== 'Identifier' || node.name !== id.name || node === id || !above) return;
      if (above.type === 'MemberExpression' && above.property === node && !above.computed) return;
      if (above.type !== 'MemberExpression' || above.object !== node || !above.computed) {
        only = false;
        return;
      }
      rows.push(above.property);
      const cell = view.phenotype.parentOf(above);
      if (cell?.type === 'MemberExpression' && cell.object === above && cell.computed) cells++;
    });
    return only && cells > 1 ? [{ declarator, heat, rows }] : [];
  });
}

const NAMES = ['rolling-two-rows', 'rolling-three-rows'] as const;

const rolling = (name: (typeof NAMES)[number], count: string, code: string): Rule => ({
  name,
  why: `${count} rows that are used again and again stay in the nearest cache`,
  claims: `where no more than ${count} rows are read at a time`,
  matches(view) {
    // TypeScript tells the rows of a list that is filled as it goes by the plain form of its index.
    if (view.ancestor.typescript) return [];
    const rolls = NAMES.map((one) => broughtIn(view, one));
    return matrices(view).flatMap(({ declarator, heat, rows }): Match[] => {
      if (rows.some((row) => rolls.some((isOwn) => isOwn(row)))) return [];
      const places = (): Place[] => rows.map(({ locus }) => ({ at: locus, code, holes: { $row: locus } }));
      return [{ at: declarator.locus, heat, places }];
    });
  },
});

export const rollingTwoRows = rolling('rolling-two-rows', 'two', '($row & 1)');

export const rollingThreeRows = rolling('rolling-three-rows', 'three', '($row % 3)');
