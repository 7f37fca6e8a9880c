/** Asks an index of a list, made once in the function that the list belongs to, instead of walking it at each question. */
import { asking, ownedList } from '../list-owner.ts';
import {
  type Asking,
  askedForGroup,
  askedForKey,
  askedForMember,
  askedForPlace,
  walkedForGroup,
} from '../list-questions.ts';
import type { Match, Rule } from '../rule.ts';

function indexRule(name: string, why: string, asked: Asking, claims = 'on lists that nothing else changes'): Rule {
  return {
    name,
    why,
    claims,
    matches: (view) =>
      view.all.flatMap(({ node, heat }): Match[] => {
        const question = asked(view, node);
        const owned = question && ownedList(view, node, question.list);
        return owned ? [{ at: node.locus, heat: heat * 2, places: () => asking(view, owned, question) }] : [];
      }),
  };
}

export const indexOfToPlaces = indexRule(
  'index-of-to-places',
  'a map of places, made once, answers in one step where the list is searched from its start',
  askedForPlace,
);

export const includesToSet = indexRule(
  'includes-to-set',
  'a set, made once, answers in one step where the list is searched from its start',
  askedForMember,
);

export const searchToPlaces = indexRule(
  'search-to-places',
  'a map of keys, made once, answers in one step where the list is walked for the member with a key',
  askedForKey,
);

export const filterToGroups = indexRule(
  'filter-to-groups',
  'the members with a key are found once for all keys instead of by a walk for each',
  askedForGroup,
);

export const walkToGroups = indexRule(
  'walk-to-groups',
  'the members with a key are found once for all keys instead of by a walk for each',
  walkedForGroup,
  'on lists that nothing else changes, where the counter is not read behind the loop',
);
