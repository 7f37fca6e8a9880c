/** The contract of a crossover: a child's edits come from its parents, which stay as they are. */
import type { Ancestor } from '../../genome/ancestor.ts';
import type { Edit } from '../../genome/edit.ts';
import type { RandomStream } from '../../statistics/random.ts';

export interface Crossover {
  readonly name: string;
  readonly cross: (
    ancestor: Ancestor,
    mother: readonly Edit[],
    father: readonly Edit[],
    random: RandomStream,
  ) => Edit[];
}
