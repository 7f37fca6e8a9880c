/**
 * Numbers in a module tuned together by differential evolution (DE/rand/1/bin; Storn & Price 1997), as factors on a
 * logarithmic scale. What it gives is an edit like any other: the search goes on from it, and the verdict decides.
 */
import type { Ancestor } from '../genome/ancestor.ts';
import { type Edit, makeEdit } from '../genome/edit.ts';
import { isFunction, type SyntaxNode } from '../genome/syntax.ts';
import type { RandomStream } from '../statistics/random.ts';

export interface TuneOptions {
  /** Evaluations at the most. */
  readonly evaluations: number;
  readonly random: RandomStream;
  readonly signal?: AbortSignal | undefined;
}

export interface Constant {
  readonly locus: string;
  readonly value: number;
  /** The variable that it is the value of, or the code around it. */
  readonly name: string;
}

export interface Tuned {
  /** One for each constant that was changed. */
  readonly edits: readonly Edit[];
  /** Scores of the module as it was and of the best found, and how many were looked at. */
  readonly before: number;
  readonly after: number;
  readonly evaluations: number;
}

/** The operator of what is tuned. */
export const TUNED = 'tuned-constant';

/** A constant may become four times as large or small. */
const WIDEST = Math.log(4);
const FACTOR = 0.7;
const CROSSED = 0.7;
const MOST_MEMBERS = 24;
/** A score that is lower by no more than this is as good: the constant stays as it was. */
const EVEN = 1e-9;

/** Constants that may be tuned: values of the module's own variables, and fractions wherever they stand. */
export function constantsOf(ancestor: Ancestor): Constant[] {
  const found = ancestor.nodes.flatMap((node): (Constant & { declared: boolean })[] => {
    if (node.type !== 'NumericLiteral' || !(node.value > 0) || isPromised(node)) return [];
    const whole = Number.isInteger(node.value);
    const declared = node.parent?.type === 'VariableDeclarator' && node.parent.parent?.parent?.type === 'Program';
    if (whole && !declared) return [];
    const name = declared ? node.parent!.id.name : around(ancestor, node);
    return [{ locus: node.locus, value: node.value, name, declared }];
  });
  // What has a name was meant to be set.
  return found
    .sort((a, b) => Number(b.declared) - Number(a.declared))
    .map(({ locus, value, name }) => ({ locus, value, name }));
}

/** What others are told that the module gives: `predictedSuccess` is 0.8 times the score and 0.2, whatever that is worth. */
const PROMISED = new Set(['predictedSuccess']);

function isPromised(node: SyntaxNode): boolean {
  for (let at: SyntaxNode | null = node; at && !isFunction(at); at = at.parent)
    if (at.type === 'ObjectProperty' && PROMISED.has(at.key?.name)) return true;
  return false;
}

/** The statement or function that a number stands in, shortened. */
function around(ancestor: Ancestor, node: SyntaxNode): string {
  let at = node;
  while (at.parent && !isFunction(at.parent) && at.parent.type !== 'Program' && at.parent.type !== 'BlockStatement')
    at = at.parent;
  return ancestor.text.slice(at.start, at.end).replace(/\s+/g, ' ').slice(0, 40);
}

/**
 * @param score of the module with these edits: the larger the better; what throws or is not finite counts as nothing.
 * @returns null where no set of constants was better.
 */
export async function tune(
  ancestor: Ancestor,
  score: (edits: readonly Edit[]) => Promise<number>,
  { evaluations, random, signal }: TuneOptions,
): Promise<Tuned | null> {
  let spent = 0;
  const all = constantsOf(ancestor);
  const scored = async (constants: readonly Constant[], point: readonly number[]): Promise<number> => {
    spent++;
    try {
      const value = await score(editsOf(constants, point));
      return Number.isFinite(value) ? value : Number.NEGATIVE_INFINITY;
    } catch {
      return Number.NEGATIVE_INFINITY;
    }
  };
  const before = await scored([], []);
  const constants: Constant[] = [];
  for (const constant of all) {
    if (signal?.aborted || spent >= evaluations / 2) break;
    const [less, more] = [await scored([constant], [-WIDEST / 2]), await scored([constant], [WIDEST / 2])];
    // What breaks the module both ways, or does nothing, is no matter of degree.
    if ((less !== before || more !== before) && Math.max(less, more) > Number.NEGATIVE_INFINITY)
      constants.push(constant);
  }
  const count = Math.min(MOST_MEMBERS, Math.max(6, 4 * constants.length));
  const draw = (): number => (random() * 2 - 1) * WIDEST;
  // The module as it is takes part.
  const members = Array.from({ length: count }, (_, k) => constants.map(() => (k === 0 ? 0 : draw() / 2)));
  const scores: number[] = [];
  for (const [k, member] of members.entries()) {
    if (constants.length === 0 || (k > 0 && (signal?.aborted || spent >= evaluations))) break;
    scores.push(k === 0 ? before : await scored(constants, member));
  }
  members.length = scores.length;
  while (members.length >= 4 && spent < evaluations && !signal?.aborted) {
    for (let k = 0; k < members.length && spent < evaluations; k++) {
      const [a, b, c] = threeOthers(members.length, k, random).map((at) => members[at]!);
      const forced = Math.floor(random() * constants.length);
      const child = constants.map((_, i) => {
        const moved = a![i]! + FACTOR * (b![i]! - c![i]!);
        return i === forced || random() < CROSSED ? Math.max(-WIDEST, Math.min(WIDEST, moved)) : members[k]![i]!;
      });
      const value = await scored(constants, child);
      if (value >= scores[k]!) {
        members[k] = child;
        scores[k] = value;
      }
    }
  }
  const best = scores.indexOf(Math.max(...scores));
  if (best < 0 || !(scores[best]! > before)) return null;
  const point = [...members[best]!];
  let after = scores[best]!;
  // A constant that is as good as it was stays so.
  for (let i = 0; i < point.length && !signal?.aborted; i++) {
    const kept = point[i]!;
    point[i] = 0;
    const value = await scored(constants, point);
    if (value >= after - EVEN) after = value;
    else point[i] = kept;
  }
  const edits = editsOf(constants, point);
  return edits.length === 0 ? null : { edits, before, after, evaluations: spent };
}

/** What was tuned, in words: `RATE 0.08 -> 0.11`. */
export function constantInWords(ancestor: Ancestor, { places }: Edit): string {
  const [{ at, code }] = places as [Edit['places'][number]];
  const { name, value } = constantsOf(ancestor).find(({ locus }) => locus === at)!;
  return `${name} ${value} -> ${code}`;
}

function threeOthers(count: number, but: number, random: RandomStream): number[] {
  const chosen: number[] = [];
  while (chosen.length < 3) {
    const at = Math.floor(random() * count);
    if (at !== but && !chosen.includes(at)) chosen.push(at);
  }
  return chosen;
}

/** Three figures are enough for anyone who reads it; whole numbers stay whole. */
function valueAt({ value }: Constant, log: number): number {
  if (log === 0) return value;
  const moved = value * Math.exp(log);
  return Number.isInteger(value) ? Math.max(1, Math.round(moved)) : Number(moved.toPrecision(3));
}

const editsOf = (constants: readonly Constant[], point: readonly number[]): Edit[] =>
  constants.flatMap((constant, i) => {
    const value = valueAt(constant, point[i]!);
    return value === constant.value ? [] : [makeEdit(TUNED, [{ at: constant.locus, code: String(value) }])];
  });
