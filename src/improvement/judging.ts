/**
 * How good is the judge? Deliberately broken copies of the ancestor, one small fault each, are put before the cases
 * (mutation analysis, DeMillo et al. 1978). Where too few are caught, inputs are made beside the user's, and code in
 * which no fault ever shows is left as it is.
 */
import { walkWithHeat } from '../analysis/heat.ts';
import { type Extension, NOTHING_ASKED, type Plan, type Preflight } from '../evaluation/protocol.ts';
import { caughtOf, type JudgeStrength, type Judging } from '../evaluation/strength.ts';
import type { Supervisor } from '../evaluation/supervisor.ts';
import type { Ancestor } from '../genome/ancestor.ts';
import { canonicalHash } from '../genome/canonical.ts';
import { type Edit, locusAt } from '../genome/edit.ts';
import { express } from '../genome/phenotype.ts';
import { splice } from '../genome/splice.ts';
import { isFunction, isStatementType, type SyntaxNode, walk } from '../genome/syntax.ts';
import { pick, stream } from '../statistics/random.ts';
import { operators } from '../variation/operators/operators.ts';
import { View } from '../variation/view.ts';
import { preflight, type Subject, supervise } from './subject.ts';

/** Operators whose proposals are small faults. */
const FAULTY = ['change-operator', 'change-literal', 'drop-operand', 'force-condition', 'delete-statement'] as const;
const FAULTS = 80;
const FEWEST_FAULTS = 12;
/** Milliseconds of running cases that one round of faults may take. */
const PATIENCE_MS = 6000;
/** Faults at the most in one piece of code at first, and where none of these showed. */
const IN_ONE_PIECE = 4;
const IN_DARK_PIECE = 8;
const ATTEMPTS = 6;
/** As few faults in a piece prove nothing about it. */
const TELLING = 3;
/** Percent of the faults caught below which inputs are added. */
const WANTED = 90;
const CASES: Plan = { ...NOTHING_ASKED, cases: true };

interface Fault {
  readonly text: string;
  /** Locus of the piece of code that it is in. */
  readonly piece: string;
  caught: boolean;
}

export async function judging(
  { ancestor }: Pick<Subject, 'ancestor'>,
  facts: Preflight,
  supervisor: Pick<Supervisor, 'trial' | 'extend'>,
  { seed, cost = 'time' }: { readonly seed: number; readonly cost?: 'time' | 'work' },
): Promise<Judging> {
  const profile = new Map(facts.profile);
  const view = new View(ancestor, [], EVERYWHERE);
  const sites = new Map(view.all.map((site) => [site.node.locus, site]));
  const running = new Set(new View(ancestor, [], profile).all.map(({ node }) => node.locus));
  const faults: Fault[] = [];
  const forms = new Set([canonicalHash(view.phenotype)]);
  // Native code takes time that the count of cases does not see; what is run once is not optimised.
  const caseMs = cost === 'work' ? 0 : Math.max((facts.cases * facts.microsPerCall) / 1000, facts.usualMs / 2);
  const affordable = Math.max(FEWEST_FAULTS, Math.min(FAULTS, Math.floor(PATIENCE_MS / Math.max(caseMs, 1))));
  await add('faults', affordable, () => IN_ONE_PIECE);
  // Where nothing showed, more faults tell whether that was chance.
  const dark = new Set(pieces().flatMap(([piece, list]) => (list.some(({ caught }) => caught) ? [] : [piece])));
  if (dark.size > 0) await add('dark', affordable, (piece) => (dark.has(piece) ? IN_DARK_PIECE : 0));

  const caught = faults.filter((fault) => fault.caught).length;
  const passed = faults.filter((fault) => !fault.caught);
  const found = passed.length > 0 ? await supervisor.extend(passed.map(({ text }) => text)) : null;
  const unseen = found?.silent.length ?? 0;
  const plain: JudgeStrength = {
    faults: faults.length,
    caught,
    unseen,
    ...NOTHING,
    idle: idleLines(ancestor, facts),
    blind: [],
  };
  const weak = (caughtOf(plain)?.percent ?? 100) < WANTED;
  const extended = weak && found !== null && found.recipes.length > 0 ? found : null;
  for (const number of shown(found)) passed[number]!.caught = true;
  // Shown by the inputs that were made, whether or not these are needed: such code is not dark.
  // Where the user's own inputs do not come, few faults prove as little for it as against it.
  const blind = pieces().flatMap(([piece, list]) => {
    const telling = list.length >= TELLING || !running.has(piece);
    return telling && !list.some((fault) => fault.caught) ? [piece] : [];
  });
  return {
    strength: {
      ...plain,
      ...(extended
        ? {
            caught: caught + extended.shows.length,
            before: caught,
            inputs: extended.recipes.length,
            reached: extended.reached,
          }
        : {}),
      blind: linesOf(
        ancestor,
        blind.filter((locus) => running.has(locus)).map((locus) => ownPart(sites.get(locus)!.node)),
      ),
    },
    extension: extended?.recipes ?? [],
    blind,
  };

  function pieces(): [piece: string, faults: Fault[]][] {
    return [...Map.groupBy(faults, ({ piece }) => piece)].filter(([piece]) => piece !== '');
  }

  /** Makes faults and has the cases look for them. */
  async function add(name: string, count: number, most: (piece: string) => number): Promise<void> {
    const made: Fault[] = [];
    const inPiece = new Map(pieces().map(([piece, list]) => [piece, list.length]));
    for (let k = 0; k < count * ATTEMPTS && made.length < count; k++) {
      const random = stream(seed, name, k);
      const edit = operators[pick(random, FAULTY)].propose(view, random);
      if (!edit) continue;
      const piece = pieceOf(edit);
      const there = inPiece.get(piece) ?? 0;
      if (there >= most(piece)) continue;
      const phenotype = express(ancestor, [edit]);
      const form = canonicalHash(phenotype);
      if (forms.has(form)) continue;
      forms.add(form);
      inPiece.set(piece, there + 1);
      made.push({ text: splice(phenotype, 'run'), piece, caught: false });
    }
    const results = await Promise.all(made.map(({ text }, slot) => supervisor.trial({ slot, text, plan: CASES })));
    for (const [i, { ran, stage }] of results.entries()) {
      // What never ran is no copy of the function.
      if (ran) faults.push({ ...made[i]!, caught: stage !== 'done' });
    }
  }

  /** The simple statement, or the head of a compound one, that an edit is in; a whole compound statement is no piece. */
  function pieceOf({ places }: Edit): string {
    let site = sites.get(locusAt(places[0]!.at));
    while (site && !isStatementType(site.node.type)) {
      if (COMPOUND.test(site.parent.type)) return site.node.locus;
      site = sites.get(site.parent.locus);
    }
    return site && !COMPOUND.test(site.node.type) ? site.node.locus : '';
  }
}

/** A subject with the pool that judges its variants, and what is known of both. */
export interface Looked {
  readonly subject: Subject;
  readonly supervisor: Supervisor;
  readonly facts: Preflight;
  readonly judge: Judging;
}

/**
 * With the inputs that were made beside the user's, if there are any. They belong to the cases, which workers make when
 * they start: the pool is made anew, and the old one is closed.
 */
export async function extended(looked: Looked, workers: number): Promise<Looked> {
  const { extension, strength } = looked.judge;
  if (extension.length === 0) return looked;
  await looked.supervisor.close();
  const subject = { ...looked.subject, payload: { ...looked.subject.payload, extension } };
  const supervisor = supervise(subject.payload, workers);
  try {
    const seen = await preflight(supervisor, subject.payload, false);
    // What was seen of values is seen on the user's own inputs, and does not change.
    const { domains, values, parts, wholes, entries, usualMs } = looked.facts;
    const facts = { ...seen, domains, values, parts, wholes, entries, usualMs };
    const idle = idleLines(subject.ancestor, facts);
    return { subject, supervisor, facts, judge: { ...looked.judge, strength: { ...strength, idle } } };
  } catch (error) {
    await supervisor.close();
    throw error;
  }
}

/** Lines of statements that neither loading nor any case reaches, the outermost ones. */
export function idleLines(ancestor: Ancestor, { loaded, profile }: Pick<Preflight, 'loaded' | 'profile'>): string[] {
  const found: SyntaxNode[] = [];
  const ever = new Map([...loaded.map((offset) => [offset, 1] as const), ...profile]);
  walkWithHeat(ancestor.program, ancestor.source, ever, (node, _, heat) => {
    if (heat > 0 || !isStatementType(node.type) || node.type === 'BlockStatement') return true;
    found.push(node);
    return false;
  });
  return linesOf(ancestor, found);
}

/** A piece as far as the first function in it, which has pieces of its own. */
function ownPart(piece: SyntaxNode): Span {
  let { end } = piece;
  walk(piece, (node) => {
    if (isFunction(node)) end = Math.min(end, (node.body as SyntaxNode).start);
  });
  return { start: piece.start, end };
}

type Span = Pick<SyntaxNode, 'start' | 'end'>;

function linesOf(ancestor: Ancestor, nodes: readonly Span[]): string[] {
  const lineAt = (offset: number): number => ancestor.text.slice(0, offset).split('\n').length;
  const ranges = nodes.map(({ start, end }) => [lineAt(start), lineAt(end)] as const);
  const unique = new Set(ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)));
  return [...unique].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
}

/** Faults are made in code that no input reaches as well: that they are not caught is a weakness of the inputs. */
const EVERYWHERE = { get: () => 1 } as unknown as ReadonlyMap<number, number>;

const NOTHING = { before: null, inputs: 0, reached: 0 } as const;
const COMPOUND =
  /^(Program|BlockStatement|IfStatement|For(In|Of)?Statement|(Do)?WhileStatement|SwitchStatement|SwitchCase|TryStatement|CatchClause|LabeledStatement|FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|Class(Private)?Method|ClassDeclaration)$/;

const shown = (found: Extension | null): readonly number[] => found?.shows ?? [];
