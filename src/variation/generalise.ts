/**
 * Rules from proven edits: what two edits of the same kind have in common becomes a pattern, what they differ in becomes
 * holes (anti-unification, Plotkin 1970).
 */
import { hash } from 'node:crypto';
import type { Ancestor } from '../genome/ancestor.ts';
import { type Edit, locusAt } from '../genome/edit.ts';
import { express, type Phenotype } from '../genome/phenotype.ts';
import { exchanged, type Piece, textOf } from '../genome/pieces.ts';
import { emit, PLAIN } from '../genome/splice.ts';
import {
  isExpressionType,
  isPlainName,
  isStatementType,
  type SyntaxNode,
  slotNames,
  slotOf,
  walk,
} from '../genome/syntax.ts';
import { parseTemplate, positionOf } from '../genome/template.ts';
import { patternRule, type RuleData } from './rule.ts';

/** What one edit made of what. JSON. */
export interface Example {
  readonly operator: string;
  readonly position: 'statement' | 'expression';
  readonly before: string;
  readonly after: string;
  /** Hash of the module that it is from. */
  readonly module: string;
}

/** Nodes of a pattern that are no holes, at the least: `$a + $b` would match everywhere. */
const LEAST_NODES = 4;
const LONGEST = 400;

/** The example that an edit of a genome gives; undefined where it is not the exchange of one piece for another. */
export function exampleOf(ancestor: Ancestor, edits: readonly Edit[], index: number): Example | undefined {
  const { operator, places } = edits[index]!;
  const [place, more] = places;
  if (!place || more) return undefined;
  const phenotype = express(ancestor, edits.slice(0, index));
  const node = nodeAt(phenotype, locusAt(place.at));
  const parent = node && phenotype.parentOf(node);
  const slot = node && parent && slotOf(parent, node);
  if (!node || !parent || !slot) return undefined;
  const position = positionOf(parent, slot.name, node.type);
  if (position !== 'statement' && position !== 'expression') return undefined;
  const holeText = (locus: string): string | undefined => {
    const found = nodeAt(phenotype, locus);
    return found && emit(found, 'run', PLAIN, '');
  };
  let code = place.code;
  for (const [name, loci] of Object.entries(place.holes ?? {})) {
    const texts = [loci].flat().map(holeText);
    if (texts.includes(undefined)) return undefined;
    const whole = texts.map((text, k) => inBrackets(nodeAt(phenotype, [loci].flat()[k]!)!, text!)).join('\n');
    code = code.split(new RegExp(`${name.replaceAll('$', '\\$')}(?![\\w$])`)).join(whole);
  }
  const before = emit(node, 'run', PLAIN, '');
  const after = place.at.startsWith('before:')
    ? `${code}\n${before}`
    : place.at.startsWith('after:')
      ? `${before}\n${code}`
      : code;
  // Private names and `super` mean something in one class alone.
  if (before.length + after.length > LONGEST || /#\w|\bsuper\b/.test(before + after)) return undefined;
  return { operator, position, before, after, module: ancestor.hash };
}

const inBrackets = (node: SyntaxNode, text: string): string => (isExpressionType(node.type) ? `(${text})` : text);

function nodeAt({ root }: Phenotype, locus: string): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  walk(root, (node) => {
    if (node.locus === locus) found = node;
    return !found;
  });
  return found;
}

/** The rule that two examples are both cases of; undefined where they have too little in common. */
export function generalised(a: Example, b: Example): RuleData | undefined {
  if (a.operator !== b.operator || a.position !== b.position) return undefined;
  const before = [parseTemplate(a.before, a.position), parseTemplate(b.before, b.position)] as const;
  const after = [parseTemplate(a.after, a.position), parseTemplate(b.after, b.position)] as const;
  if (!before[0] || !before[1] || !after[0] || !after[1]) return undefined;
  const holes = new Map<string, string>();
  let literal = 0;
  const find = unified(before[0].nodes, before[1].nodes, true);
  const counted = literal;
  const replace = find === undefined ? undefined : unified(after[0].nodes, after[1].nodes, false);
  if (find === undefined || replace === undefined || counted < LEAST_NODES || find === replace) return undefined;
  const data: RuleData = {
    name: `learnt-${hash('sha256', `${find}\n${replace}`, 'hex').slice(0, 8)}`,
    why: 'learnt from edits that were proved',
    find,
    replace,
  };
  try {
    patternRule(data);
    return data;
  } catch {
    return undefined;
  }

  /** Text of what two lists of nodes have in common. */
  function unified(left: readonly SyntaxNode[], right: readonly SyntaxNode[], opens: boolean): string | undefined {
    if (left.length !== right.length) return undefined;
    const parts: string[] = [];
    for (const [i, node] of left.entries()) {
      const part = common(node, right[i]!, null, opens);
      if (part === undefined) return undefined;
      // Without its semicolon a pattern would be one of an expression.
      parts.push(node.type === 'ExpressionStatement' && !/;\s*$/.test(part) ? `${part};` : part);
    }
    return parts.join('\n');
  }

  function common(left: SyntaxNode, right: SyntaxNode, parent: SyntaxNode | null, opens: boolean): string | undefined {
    if (isVariable(left, parent) || left.signature !== right.signature || !sameShape(left, right))
      return hole(left, right, parent, opens);
    literal++;
    const pieces: Piece[] = [];
    for (const name of slotNames(left.type)) {
      const [ours, theirs] = [left[name], right[name]].map((value) => [value ?? []].flat() as (SyntaxNode | null)[]);
      for (const [i, child] of ours!.entries()) {
        if (!child) continue;
        const text = common(child, theirs![i]!, left, opens);
        // A piece that cannot be a hole by itself makes one of the whole.
        if (text === undefined) return hole(left, right, parent, opens);
        // A hole needs no brackets of its own.
        const bare = child.parenthesized && /^\$h\d+$/.test(text);
        const run = left.from.run;
        pieces.push({
          start: bare ? run.lastIndexOf('(', child.start) : child.start,
          end: bare ? run.indexOf(')', child.end) + 1 : child.end,
          text,
        });
      }
    }
    return exchanged(left, pieces);
  }

  function hole(left: SyntaxNode, right: SyntaxNode, parent: SyntaxNode | null, opens: boolean): string | undefined {
    const key = `${textOf(left)}|${textOf(right)}`;
    const known = holes.get(key);
    if (known === undefined && !opens) return undefined;
    const expressions = isExpressionType(left.type) && isExpressionType(right.type) && !isPlainName(left, parent);
    const statements = isStatementType(left.type) && isStatementType(right.type);
    if (!expressions && !statements) return undefined;
    const name = known ?? `$h${holes.size}`;
    holes.set(key, name);
    return statements ? `${name};` : name;
  }
}

/** Names of variables are never part of a rule; those of the language's own objects are. */
const isVariable = (node: SyntaxNode, parent: SyntaxNode | null): boolean =>
  node.type === 'Identifier' && !isPlainName(node, parent) && !(node.name in globalThis) && node.name !== 'undefined';

function sameShape(left: SyntaxNode, right: SyntaxNode): boolean {
  return slotNames(left.type).every((name) => {
    const [ours, theirs] = [left[name], right[name]];
    if (Array.isArray(ours) || Array.isArray(theirs))
      return ours?.length === theirs?.length && ours.every((item: unknown, i: number) => !item === !theirs[i]);
    return !ours === !theirs;
  });
}
