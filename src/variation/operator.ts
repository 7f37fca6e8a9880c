/** The contract of an operator. */
import type { Edit } from '../genome/edit.ts';
import type { RandomStream } from '../statistics/random.ts';
import type { View } from './view.ts';

export interface Operator {
  readonly name: string;
  /** What it does, for people: "deletes a statement". */
  readonly does: string;
  /** Where it may act, for the law that every such place is reached. */
  readonly places: (view: View) => readonly string[];
  /** Proposes one edit from a random stream, or nothing where it finds no place. The view is left as it is. */
  readonly propose: (view: View, random: RandomStream) => Edit | undefined;
  /** All its edits, hottest places first, where they are few and each is worth a try alone. */
  readonly all?: (view: View) => Edit[];
  /** Its edits are right throughout or wrong on the first cases, so that trying all of them costs little. */
  readonly recognises?: true;
}
