/** The registry of kernels. A new kernel is one file and one line here. */
import type { Kernel } from '../kernel.ts';
import { adler32 } from './adler32.ts';
import { anagram } from './anagram.ts';
import { base64 } from './base64.ts';
import { bits } from './bits.ts';
import { chunk } from './chunk.ts';
import { clone } from './clone.ts';
import { commonPrefix } from './common-prefix.ts';
import { compareVersions } from './compare-versions.ts';
import { counting } from './counting.ts';
import { crc32 } from './crc32.ts';
import { deviation } from './deviation.ts';
import { dice } from './dice.ts';
import { disjoint } from './disjoint.ts';
import { djb2 } from './djb2.ts';
import { duplicates } from './duplicates.ts';
import { escapeHtml } from './escape-html.ts';
import { extremes } from './extremes.ts';
import { flatten } from './flatten.ts';
import { fnv } from './fnv.ts';
import { gcd } from './gcd.ts';
import { hamming } from './hamming.ts';
import { hex } from './hex.ts';
import { inversions } from './inversions.ts';
import { jaro } from './jaro.ts';
import { jaroWinkler } from './jaro-winkler.ts';
import { javaHash } from './java-hash.ts';
import { largestSum } from './largest-sum.ts';
import { levenshtein } from './levenshtein.ts';
import { longestCommonSubsequence } from './longest-common-subsequence.ts';
import { longestCommonSubstring } from './longest-common-substring.ts';
import { matrices } from './matrices.ts';
import { median } from './median.ts';
import { optimalStringAlignment } from './optimal-string-alignment.ts';
import { padStart } from './pad-start.ts';
import { palindrome } from './palindrome.ts';
import { polygonArea } from './polygon-area.ts';
import { powers } from './powers.ts';
import { primes } from './primes.ts';
import { quantile } from './quantile.ts';
import { recurrences } from './recurrences.ts';
import { reverseText } from './reverse-text.ts';
import { risingSubsequence } from './rising-subsequence.ts';
import { runLengths } from './run-lengths.ts';
import { search } from './search.ts';
import { setOperations } from './set-operations.ts';
import { sorting } from './sorting.ts';
import { subsequence } from './subsequence.ts';
import { sums } from './sums.ts';
import { twoSum } from './two-sum.ts';
import { unique } from './unique.ts';
import { utf8Length } from './utf8-length.ts';
import { words } from './words.ts';

export const kernels: readonly Kernel[] = [
  ...adler32,
  ...anagram,
  ...base64,
  ...bits,
  ...chunk,
  ...clone,
  ...commonPrefix,
  ...compareVersions,
  ...counting,
  ...crc32,
  ...deviation,
  ...dice,
  ...disjoint,
  ...djb2,
  ...duplicates,
  ...escapeHtml,
  ...extremes,
  ...flatten,
  ...fnv,
  ...gcd,
  ...hamming,
  ...hex,
  ...inversions,
  ...jaro,
  ...jaroWinkler,
  ...javaHash,
  ...largestSum,
  ...levenshtein,
  ...longestCommonSubsequence,
  ...longestCommonSubstring,
  ...matrices,
  ...median,
  ...optimalStringAlignment,
  ...padStart,
  ...palindrome,
  ...polygonArea,
  ...powers,
  ...primes,
  ...quantile,
  ...recurrences,
  ...reverseText,
  ...risingSubsequence,
  ...runLengths,
  ...search,
  ...setOperations,
  ...sorting,
  ...subsequence,
  ...sums,
  ...twoSum,
  ...unique,
  ...utf8Length,
  ...words,
];
