/** Small steps around the best: its edits left out, exchanged, their numbers changed, their code varied, its guards reordered. */
import { type Edit, locusAt, makeEdit } from '../../genome/edit.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { pick, pickWeighted, type RandomStream } from '../../statistics/random.ts';
import type { Knowledge, Made, Strategy } from './strategy.ts';

/** How likely the best and the second best are looked around. */
const CENTRES = [3, 1];

type Move = (edits: readonly Edit[], knowledge: Knowledge, random: RandomStream) => Omit<Made, 'parents'> | undefined;

export const local: Strategy = {
  name: 'local',
  does: 'leaves out or exchanges an edit of the best, changes a number in it, or varies the code that it brought in',
  prior: 0.2,
  left: ({ best }) => ((best[0]?.edits.length ?? 0) > 0 ? Number.POSITIVE_INFINITY : 0),
  make(knowledge, random) {
    const centres = knowledge.best.filter((one) => one.edits.length > 0);
    const { id, edits } = centres[pickWeighted(random, CENTRES.slice(0, centres.length))]!;
    const made = pick(random, MOVES)(edits, knowledge, random);
    return made && { ...made, parents: [id] };
  },
};

const leaveOut: Move = (edits, _, random) => {
  if (edits.length < 2) return undefined;
  const gone = pick(random, edits);
  return { edits: edits.filter((edit) => edit !== gone), operator: 'drop-edit' };
};

/** Another edit that was tried alone, at a place of the one that it replaces. */
const exchange: Move = (edits, { screened }, random) => {
  const gone = pick(random, edits);
  const places = new Set(gone.places.map(placeOf));
  const others = screened.filter(
    ({ edit, worth }) =>
      worth !== null && edit.id !== gone.id && edit.places.some((place) => places.has(placeOf(place))),
  );
  if (others.length === 0) return undefined;
  const { edit } = pick(random, others);
  return { edits: edits.map((one) => (one === gone ? edit : one)), operator: edit.operator };
};

const placeOf = ({ at }: Edit['places'][number]): string => locusAt(at);

const CHANGE_NUMBER = 'change-number';

/** Sizes, thresholds and factors in what edits bring in evolve with them; one that pays nothing is left out again at the end. */
const changeNumber: Move = (edits, knowledge, random) => {
  const view = knowledge.view(edits, (locus) => locus.includes('.'));
  const found = (view.byType.get('NumericLiteral') ?? []).filter(({ node }) => Number.isSafeInteger(node.value));
  if (found.length === 0) return undefined;
  const { locus, value } = pick(random, found).node as SyntaxNode & { value: number };
  const others = [value * 2, value >> 1, value + 1, value - 1];
  const code = String(
    pick(
      random,
      others.filter((one) => one >= 0 && one !== value && Number.isSafeInteger(one)),
    ),
  );
  // A number that was changed before is changed further.
  const known = edits.find(({ id, operator }) => operator === CHANGE_NUMBER && locus.startsWith(`${id}.`));
  const edit = makeEdit(CHANGE_NUMBER, [{ at: known?.places[0]?.at ?? locus, code }]);
  return {
    edits: known ? edits.map((one) => (one === known ? edit : one)) : [...edits, edit],
    operator: CHANGE_NUMBER,
  };
};

/** One more edit in the code that the best one's edits brought in. */
const inside: Move = (edits, knowledge, random) => {
  const edit = knowledge.mutation(
    knowledge.view(edits, (locus) => locus.includes('.')),
    random,
  );
  return edit && { edits: [...edits, edit], operator: edit.operator };
};

/** Of two guards of a function the one that answers more calls is asked first: which that is shows in the time. */
const reorder: Move = (edits, _, random) => {
  const pairs = edits.flatMap((one, i) =>
    edits.slice(i + 1).flatMap((other) => (besideEachOther(one, other) ? [[one, other] as const] : [])),
  );
  if (pairs.length === 0) return undefined;
  const [one, other] = pick(random, pairs);
  return {
    edits: edits.map((edit) => (edit === one ? other : edit === other ? one : edit)),
    operator: 'reorder-guards',
  };
};

/** Whether both ask something at the beginning of the same piece of code. */
const besideEachOther = (one: Edit, other: Edit): boolean => {
  const asks = ({ at, code }: Edit['places'][number]): boolean => at !== locusAt(at) && code.startsWith('if (');
  const places = new Set(one.places.filter(asks).map(({ at }) => at));
  return other.places.some((place) => asks(place) && places.has(place.at));
};

const MOVES: readonly Move[] = [leaveOut, exchange, changeNumber, inside, reorder];
