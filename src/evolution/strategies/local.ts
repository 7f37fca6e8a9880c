/** Small steps around the best: its edits left out, exchanged, their numbers changed, their code varied. */
import { type Edit, locusAt, makeEdit } from '../../genome/edit.ts';
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

const NUMBER = /(?<![\w$.'"])\d+(?![\w$.'"])/g;

/** Sizes, thresholds and factors in what an edit brings in evolve with it. */
const changeNumber: Move = (edits, _, random) => {
  const found = edits.flatMap((edit) =>
    edit.places.flatMap((place, k) => [...place.code.matchAll(NUMBER)].map((match) => ({ edit, k, match }))),
  );
  if (found.length === 0) return undefined;
  const { edit, k, match } = pick(random, found);
  const value = Number(match[0]);
  const other = pick(
    random,
    [value * 2, value >> 1, value + 1, value - 1].filter(
      (one) => one >= 0 && one !== value && Number.isSafeInteger(one),
    ),
  );
  const code = edit.places[k]!.code;
  const changed = code.slice(0, match.index) + other + code.slice(match.index + match[0].length);
  const places = edit.places.map((place, i) => (i === k ? { ...place, code: changed } : place));
  const replaced = makeEdit(edit.operator, places);
  // Edits inside of it have loci that name it.
  const at = edits.indexOf(edit);
  const renamed = edits.slice(at + 1).map((one) => relocated(one, edit.id, replaced.id));
  return { edits: [...edits.slice(0, at), replaced, ...renamed], operator: 'change-number' };
};

/** An edit whose loci in one edit's code become those in another's. */
function relocated(edit: Edit, from: string, to: string): Edit {
  const text = JSON.stringify(edit.places);
  return text.includes(`${from}.`) ? makeEdit(edit.operator, JSON.parse(text.replaceAll(`${from}.`, `${to}.`))) : edit;
}

/** One more edit in the code that the best one's edits brought in. */
const inside: Move = (edits, knowledge, random) => {
  const edit = knowledge.mutation(
    knowledge.view(edits, (locus) => locus.includes('.')),
    random,
  );
  return edit && { edits: [...edits, edit], operator: edit.operator };
};

const MOVES: readonly Move[] = [leaveOut, exchange, changeNumber, inside];
