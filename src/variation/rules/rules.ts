/** The registry of rewrite rules. A new rule is one entry of `data.ts`, or one file and one line here. */
import { patternRule, type Rule } from '../rule.ts';
import { carriedScalar } from './carried-scalar.ts';
import { charCodes } from './char-codes.ts';
import { commonSubexpression } from './common-subexpression.ts';
import { ruleData } from './data.ts';
import { hoistInvariant } from './hoist-invariant.ts';
import { scratchArray, scratchList, scratchMatrix, typedScratch } from './scratch-storage.ts';
import { setForSearch } from './set-for-search.ts';

export const rules: readonly Rule[] = [
  ...ruleData.map(patternRule),
  hoistInvariant,
  commonSubexpression,
  charCodes,
  scratchArray,
  scratchList,
  scratchMatrix,
  typedScratch,
  carriedScalar,
  setForSearch,
];
