/** The registry of rewrite rules. A new rule is one entry of a file in `data/`, or one file and one line here. */
import { patternRule, type Rule, type RuleData } from '../rule.ts';
import { accumulatorInPlace } from './accumulator-in-place.ts';
import { answersByNumber } from './answers-by-number.ts';
import { carriedScalar } from './carried-scalar.ts';
import { carriedValue } from './carried-value.ts';
import { charCodes } from './char-codes.ts';
import { characterTable } from './character-table.ts';
import { classCountToScan, classReplaceToScan, classTestToScan } from './class-to-scan.ts';
import { codeTable, codeTables } from './code-table.ts';
import { commonEnds, commonEndsInPlace, equalToOne, equalToTrue, equalToZero } from './common-ends.ts';
import { commonSubexpression } from './common-subexpression.ts';
import { compiledLoopToForOf } from './compiled-loop-to-for-of.ts';
import { compiledToLiteral } from './compiled-to-literal.ts';
import { concatToTemplate } from './concat-to-template.ts';
import { constantToModule } from './constant-to-module.ts';
import { constantsOutwards } from './constants-outwards.ts';
import { copyUnlessOverwritten } from './copy-unless-overwritten.ts';
import { extremes } from './data/extremes.ts';
import { lists } from './data/lists.ts';
import { loops } from './data/loops.ts';
import { numbers } from './data/numbers.ts';
import { objects } from './data/objects.ts';
import { texts } from './data/texts.ts';
import { deadCheck } from './dead-check.ts';
import { digitGroups } from './digit-groups.ts';
import { flagsToScratch } from './flags-to-scratch.ts';
import { flatMatrix } from './flat-matrix.ts';
import { foldConstants } from './fold-constants.ts';
import { forEachToLoop } from './for-each-to-loop.ts';
import { forInToIndex } from './for-in-to-index.ts';
import { functionTable } from './function-table.ts';
import { functionToModule } from './function-to-module.ts';
import { generatorToList } from './generator-to-list.ts';
import { guardByFirstCharacter, guardByLastCharacter } from './guard-by-edge.ts';
import { guardByRequiredText } from './guard-by-required-text.ts';
import { hoistFromCallback, hoistInvariant } from './hoist-invariant.ts';
import { indexInRecursion } from './index-in-recursion.ts';
import { inlineBody } from './inline-body.ts';
import { inlineCall, memberOfCall } from './inline-call.ts';
import { intlOnce } from './intl-once.ts';
import { joinToSum } from './join-to-sum.ts';
import { filterToGroups, includesToSet, indexOfToPlaces, searchToPlaces, walkToGroups } from './list-index.ts';
import { literalAtOnce } from './literal-at-once.ts';
import { mapForFind } from './map-for-find.ts';
import { mapToReads, mapToValues } from './map-to-reads.ts';
import { matchesByCodes } from './matches-by-codes.ts';
import { memberToSum } from './member-to-sum.ts';
import { membersToComparisons } from './members-to-comparisons.ts';
import { memoOfCalls } from './memo-of-calls.ts';
import { objectToMap } from './object-to-map.ts';
import { outlineBranch } from './outline-branch.ts';
import { partedByScan, tailsToScan } from './pairs-to-scan.ts';
import { patternByCodes } from './pattern-by-codes.ts';
import { piecesToSlices } from './pieces-to-slices.ts';
import { askBeforeCall, checksBeforeRecursion, memoInCall, tailCallToLoop } from './recursion.ts';
import { reduceToLoop } from './reduce-to-loop.ts';
import { regexpToText } from './regexp-to-text.ts';
import { repeatsToSet } from './repeats-to-set.ts';
import { replacesBehindTest, replacesToOne, replacesToScan } from './replace-chain.ts';
import { rollingThreeRows, rollingTwoRows } from './rolling-rows.ts';
import { runAtOnce, skipAtOnce } from './run-at-once.ts';
import { endsByScan, matchByScan, runsReplacedByScan, splitByScan } from './runs-to-scan.ts';
import { scratchArray, scratchList, scratchMatrix, scratchPair, typedScratch } from './scratch-storage.ts';
import { setForSearch } from './set-for-search.ts';
import { sortByKeys } from './sort-by-keys.ts';
import { sortToSelection } from './sort-to-selection.ts';
import { stepsToTable } from './steps-to-table.ts';
import { tableByCodes } from './table-by-codes.ts';
import { tableSlices } from './table-slices.ts';
import { tagByType } from './tag-by-type.ts';
import { unshiftToPush } from './unshift-to-push.ts';
import { answerFirst, intoBranch } from './when-needed.ts';
import { workByCharacter } from './work-by-character.ts';

/** Rules that are data alone. */
export const ruleData: readonly RuleData[] = [...loops, ...lists, ...extremes, ...texts, ...numbers, ...objects];

export const rules: readonly Rule[] = [
  ...ruleData.map(patternRule),
  hoistInvariant,
  hoistFromCallback,
  commonSubexpression,
  charCodes,
  scratchArray,
  scratchList,
  scratchMatrix,
  scratchPair,
  typedScratch,
  flatMatrix,
  rollingTwoRows,
  rollingThreeRows,
  flagsToScratch,
  carriedScalar,
  carriedValue,
  accumulatorInPlace,
  setForSearch,
  repeatsToSet,
  membersToComparisons,
  mapForFind,
  sortToSelection,
  sortByKeys,
  forEachToLoop,
  reduceToLoop,
  forInToIndex,
  unshiftToPush,
  tableSlices,
  stepsToTable,
  generatorToList,
  classTestToScan,
  classReplaceToScan,
  classCountToScan,
  runsReplacedByScan,
  endsByScan,
  splitByScan,
  matchByScan,
  digitGroups,
  partedByScan,
  tailsToScan,
  objectToMap,
  copyUnlessOverwritten,
  tagByType,
  literalAtOnce,
  deadCheck,
  replacesToOne,
  replacesToScan,
  replacesBehindTest,
  compiledLoopToForOf,
  compiledToLiteral,
  concatToTemplate,
  joinToSum,
  memberToSum,
  constantToModule,
  constantsOutwards,
  intlOnce,
  indexOfToPlaces,
  includesToSet,
  searchToPlaces,
  filterToGroups,
  indexInRecursion,
  walkToGroups,
  piecesToSlices,
  answerFirst,
  intoBranch,
  runAtOnce,
  skipAtOnce,
  codeTable,
  codeTables,
  characterTable,
  tableByCodes,
  workByCharacter,
  answersByNumber,
  regexpToText,
  patternByCodes,
  matchesByCodes,
  guardByRequiredText,
  guardByLastCharacter,
  guardByFirstCharacter,
  inlineCall,
  memberOfCall,
  inlineBody,
  mapToReads,
  mapToValues,
  functionTable,
  functionToModule,
  outlineBranch,
  foldConstants,
  tailCallToLoop,
  memoInCall,
  askBeforeCall,
  checksBeforeRecursion,
  memoOfCalls,
  commonEnds,
  commonEndsInPlace,
  equalToZero,
  equalToOne,
  equalToTrue,
];
