/** The registry of rewrite rules. A new rule is one entry of `data.ts`, or one file and one line here. */
import { patternRule, type Rule } from '../rule.ts';
import { carriedScalar } from './carried-scalar.ts';
import { charCodes } from './char-codes.ts';
import { commonSubexpression } from './common-subexpression.ts';
import { constantToModule } from './constant-to-module.ts';
import { ruleData } from './data.ts';
import { hoistInvariant } from './hoist-invariant.ts';
import { joinToSum } from './join-to-sum.ts';
import { moreRuleData } from './more-data.ts';
import { replacesBehindTest, replacesToOne, replacesToScan } from './replace-chain.ts';
import { scratchArray, scratchList, scratchMatrix, typedScratch } from './scratch-storage.ts';
import { setForSearch } from './set-for-search.ts';

export const rules: readonly Rule[] = [
  ...[...ruleData, ...moreRuleData].map(patternRule),
  hoistInvariant,
  commonSubexpression,
  charCodes,
  scratchArray,
  scratchList,
  scratchMatrix,
  typedScratch,
  carriedScalar,
  setForSearch,
  replacesToOne,
  replacesToScan,
  replacesBehindTest,
  joinToSum,
  constantToModule,
];
