/** Reads the character codes of a text from a table, filled once before the loops that read them again and again. */
import { KINDS } from '../../analysis/values.ts';
import type { Place } from '../../genome/edit.ts';
import { nameUse } from '../../genome/scope.ts';
import { contains, isLoop, type SyntaxNode, slotOf, walk } from '../../genome/syntax.ts';
import { broughtIn, isCallOf, type Match, type Rule } from '../rule.ts';
import { above, enclosingFunction, freshName, inList, topStatement, type View } from '../view.ts';

/** `text.charCodeAt(at)` of a text that has a name. */
const isCode = (node: SyntaxNode): boolean =>
  isCallOf(node, 'charCodeAt', 1) && node.callee.object.type === 'Identifier';

/** A table for the module, and before a loop what fills it with the codes of a text. */
function filled(top: SyntaxNode, loop: SyntaxNode, text: SyntaxNode, [table, i]: readonly [string, string]): Place[] {
  return [
    { at: `before:${top.locus}`, code: `let ${table} = new Uint16Array(64);` },
    {
      at: `before:${loop.locus}`,
      code: `if (${table}.length < $t.length) ${table} = new Uint16Array($t.length * 2);
for (let ${i} = 0; ${i} < $t.length; ${i}++) ${table}[${i}] = $t.charCodeAt(${i});`,
      holes: { $t: text.locus },
    },
  ];
}

export const codeTable: Rule = {
  name: 'code-table',
  why: 'character codes are read from a table that is filled once, not from the text in every turn of the outer loop',
  claims: 'on texts, inside their length',
  matches(view) {
    const out: Match[] = [];
    const done = new Set<string>();
    for (const { node, heat } of view.byType.get('CallExpression') ?? []) {
      if (!isCode(node)) continue;
      const inner = above(view, node, isLoop);
      const outer = inner && above(view, inner, isLoop);
      const text = node.callee.object as SyntaxNode;
      const scope = enclosingFunction(view, node);
      if (!outer || !scope || !inList(view, outer) || enclosingFunction(view, outer) !== scope) continue;
      const key = `${outer.locus} ${text.name}`;
      if (done.has(key) || nameUse(outer).assigned.has(text.name) || nameUse(outer).declared.has(text.name)) continue;
      done.add(key);
      const top = topStatement(view, scope);
      if (!top) continue;
      const names = ['codes', 'at'].map((base) => freshName(base, outer.locus)) as [string, string];
      out.push({
        at: node.locus,
        heat: heat * 2,
        places: (): Place[] => {
          const reads: SyntaxNode[] = [];
          walk(outer, (at) => {
            if (isCode(at) && at.callee.object.name === text.name) reads.push(at);
          });
          return [
            ...filled(top, outer, text, names),
            ...reads
              .filter((read) => !reads.some((other) => other !== read && contains(other, read)))
              .map((read) => ({ at: read.locus, code: `${names[0]}[$i]`, holes: { $i: read.arguments[0].locus } })),
          ];
        },
      });
    }
    return out;
  },
};

/** `text[at]` of a text that has a name, as far as it was seen what that is. */
function isCharacter(view: View, node: SyntaxNode): boolean {
  if (node.type !== 'MemberExpression' || !node.computed || node.object.type !== 'Identifier') return false;
  const kinds = view.valuesAt(node)?.kinds;
  if (kinds === undefined) return true;
  return (kinds & KINDS.character) !== 0 && (kinds & ~(KINDS.character | KINDS.undefined)) === 0;
}

const isOneCharacter = ({ type, value }: SyntaxNode): boolean => type === 'StringLiteral' && value.length === 1;

/** Characters that a comparison reads from texts, where it compares nothing else. */
function compared(view: View, node: SyntaxNode, isOwn: (node: SyntaxNode) => boolean): SyntaxNode[] {
  if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(node.operator)) return [];
  const sides = [node.left, node.right] as SyntaxNode[];
  const reads = sides.filter((side) => !isOwn(side) && isCharacter(view, side));
  return sides.every((side) => reads.includes(side) || isOneCharacter(side)) ? reads : [];
}

interface Compared {
  readonly node: SyntaxNode;
  readonly reads: readonly SyntaxNode[];
}

export const codeTables: Rule = {
  name: 'code-tables',
  why: 'characters are compared by codes, read from tables that are filled once and not in every turn of the outer loop',
  claims: 'on texts, inside their length',
  matches(view) {
    const isOwn = broughtIn(view, 'code-tables');
    const loops = new Map<SyntaxNode, number>();
    for (const { node, heat } of view.byType.get('BinaryExpression') ?? []) {
      if (compared(view, node, isOwn).length === 0) continue;
      const inner = above(view, node, isLoop);
      const outer = inner && above(view, inner, isLoop);
      const scope = enclosingFunction(view, node);
      if (outer && scope && inList(view, outer) && enclosingFunction(view, outer) === scope)
        loops.set(outer, Math.max(heat, loops.get(outer) ?? 0));
    }
    return [...loops].flatMap(([loop, heat]): Match[] => {
      const top = topStatement(view, loop);
      const pairs: Compared[] = [];
      walk(loop, (node) => {
        const reads = compared(view, node, isOwn);
        if (reads.length > 0) pairs.push({ node, reads });
      });
      const texts = new Map(
        pairs.flatMap(({ reads }) => reads.map(({ object }): [string, SyntaxNode] => [object.name, object])),
      );
      const { assigned, declared } = nameUse(loop);
      if (!top || [...texts.keys()].some((name) => assigned.has(name) || declared.has(name))) return [];
      const more = behind(view, loop, texts).flatMap((statement) => comparedIn(view, statement, isOwn, texts));
      const tables = new Map(
        [...texts.keys()].map((name) => [
          name,
          [freshName(`${name}Codes`, loop.locus), freshName(`${name}At`, loop.locus)] as const,
        ]),
      );
      const places = (those: readonly Compared[]) => (): Place[] => [
        ...[...texts].flatMap(([name, text]) => filled(top, loop, text, tables.get(name)!)),
        ...those.flatMap(({ node, reads }) => [
          ...reads.map(
            (read): Place => ({
              at: read.locus,
              code: `${tables.get(read.object.name)![0]}[$i]`,
              holes: { $i: read.property.locus },
            }),
          ),
          ...([node.left, node.right] as SyntaxNode[])
            .filter(isOneCharacter)
            .map(({ locus, value }): Place => ({ at: locus, code: String(value.charCodeAt(0)) })),
        ]),
      ];
      const whole = { at: loop.locus, heat: heat * 2, places: places([...pairs, ...more]) };
      return more.length === 0 ? [whole] : [whole, { ...whole, places: places(pairs) }];
    });
  },
};

/** The statements behind a loop in which the same texts have the same names. */
function behind(view: View, loop: SyntaxNode, texts: ReadonlyMap<string, SyntaxNode>): SyntaxNode[] {
  const parent = view.phenotype.parentOf(loop)!;
  const slot = slotOf(parent, loop)!;
  const rest = (parent[slot.name] as SyntaxNode[]).slice(slot.index + 1);
  const end = rest.findIndex((statement) => {
    const { assigned, declared } = nameUse(statement);
    return [...texts.keys()].some((name) => assigned.has(name) || declared.has(name));
  });
  return end < 0 ? rest : rest.slice(0, end);
}

/** Comparisons of characters of texts whose codes are at hand, where none was seen behind its text's end. */
function comparedIn(
  view: View,
  statement: SyntaxNode,
  isOwn: (node: SyntaxNode) => boolean,
  texts: ReadonlyMap<string, SyntaxNode>,
): Compared[] {
  const isInside = (read: SyntaxNode): boolean =>
    texts.has(read.object.name) && ((view.valuesAt(read)?.kinds ?? 0) & KINDS.undefined) === 0;
  const found: Compared[] = [];
  walk(statement, (node) => {
    const reads = compared(view, node, isOwn);
    if (reads.length > 0 && reads.every(isInside)) found.push({ node, reads });
  });
  return found;
}
