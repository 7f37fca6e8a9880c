/** Reads the character codes of a text from a table, filled once before the loops that read them again and again. */
import type { Place } from '../../genome/edit.ts';
import { nameUse } from '../../genome/scope.ts';
import { contains, isLoop, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { isCallOf, type Match, type Rule } from '../rule.ts';
import { above, enclosingFunction, freshName, inList, topStatement } from '../view.ts';

/** `text.charCodeAt(at)` of a text that has a name. */
const isCode = (node: SyntaxNode): boolean =>
  isCallOf(node, 'charCodeAt', 1) && node.callee.object.type === 'Identifier';

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
      const table = freshName('codes', outer.locus);
      const i = freshName('i', outer.locus);
      out.push({
        at: node.locus,
        heat: heat * 2,
        places: (): Place[] => {
          const reads: SyntaxNode[] = [];
          walk(outer, (at) => {
            if (isCode(at) && at.callee.object.name === text.name) reads.push(at);
          });
          const $t = text.locus;
          return [
            { at: `before:${top.locus}`, code: `let ${table} = new Uint16Array(64);` },
            {
              at: `before:${outer.locus}`,
              code: `if (${table}.length < $t.length) ${table} = new Uint16Array($t.length * 2);
for (let ${i} = 0; ${i} < $t.length; ${i}++) ${table}[${i}] = $t.charCodeAt(${i});`,
              holes: { $t },
            },
            ...reads
              .filter((read) => !reads.some((other) => other !== read && contains(other, read)))
              .map((read) => ({ at: read.locus, code: `${table}[$i]`, holes: { $i: read.arguments[0].locus } })),
          ];
        },
      });
    }
    return out;
  },
};
