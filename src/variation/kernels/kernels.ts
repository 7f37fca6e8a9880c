/** The registry of kernels. A new kernel is one file and one line here. */
import { ignoringCase } from '../ignoring-case.ts';
import type { Kernel } from '../kernel.ts';
import { addresses } from './addresses.ts';
import { adler32 } from './adler32.ts';
import { anagram } from './anagram.ts';
import { base32 } from './base32.ts';
import { base58 } from './base58.ts';
import { base64 } from './base64.ts';
import { binomial } from './binomial.ts';
import { bits } from './bits.ts';
import { cartesian } from './cartesian.ts';
import { chunk } from './chunk.ts';
import { commonPrefix } from './common-prefix.ts';
import { compareVersions } from './compare-versions.ts';
import { counting } from './counting.ts';
import { covariance } from './covariance.ts';
import { crc16 } from './crc16.ts';
import { crc32 } from './crc32.ts';
import { damerau } from './damerau.ts';
import { decimalTexts } from './decimal-texts.ts';
import { decodeBytes } from './decode-bytes.ts';
import { deviation } from './deviation.ts';
import { dice } from './dice.ts';
import { digests } from './digests.ts';
import { digits } from './digits.ts';
import { disjoint } from './disjoint.ts';
import { divisors } from './divisors.ts';
import { djb2 } from './djb2.ts';
import { duplicates } from './duplicates.ts';
import { escapeHtml } from './escape-html.ts';
import { escapeRegexp } from './escape-regexp.ts';
import { extremes } from './extremes.ts';
import { flatten } from './flatten.ts';
import { fnv } from './fnv.ts';
import { gcd } from './gcd.ts';
import { grams } from './grams.ts';
import { grids } from './grids.ts';
import { hamming } from './hamming.ts';
import { hex } from './hex.ts';
import { inversions } from './inversions.ts';
import { jaccard } from './jaccard.ts';
import { jaro } from './jaro.ts';
import { javaHash } from './java-hash.ts';
import { largestSum } from './largest-sum.ts';
import { letters } from './letters.ts';
import { levenshtein } from './levenshtein.ts';
import { longestCommonSubsequence } from './longest-common-subsequence.ts';
import { longestCommonSubstring } from './longest-common-substring.ts';
import { luhn } from './luhn.ts';
import { matrices } from './matrices.ts';
import { murmur } from './murmur.ts';
import { nameValues } from './name-values.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { optimalStringAlignment } from './optimal-string-alignment.ts';
import { optimisation } from './optimisation.ts';
import { orderStatistics } from './order-statistics.ts';
import { padStart } from './pad-start.ts';
import { palindrome } from './palindrome.ts';
import { plainData } from './plain-data.ts';
import { pointInPolygon } from './point-in-polygon.ts';
import { polygonArea } from './polygon-area.ts';
import { porter } from './porter.ts';
import { powers } from './powers.ts';
import { primes } from './primes.ts';
import { records } from './records.ts';
import { recurrences } from './recurrences.ts';
import { reverseText } from './reverse-text.ts';
import { rewrittenTexts } from './rewritten-texts.ts';
import { risingSubsequence } from './rising-subsequence.ts';
import { roman } from './roman.ts';
import { rotate } from './rotate.ts';
import { runLengths } from './run-lengths.ts';
import { sdbm } from './sdbm.ts';
import { search } from './search.ts';
import { semanticVersions } from './semantic-versions.ts';
import { setOperations } from './set-operations.ts';
import { sorting } from './sorting.ts';
import { soundex } from './soundex.ts';
import { subsequence } from './subsequence.ts';
import { subsets } from './subsets.ts';
import { sums } from './sums.ts';
import { textsInCommon } from './texts-in-common.ts';
import { twoSum } from './two-sum.ts';
import { unescapeHtml } from './unescape-html.ts';
import { unique } from './unique.ts';
import { utf8Length } from './utf8-length.ts';
import { utf8Units } from './utf8-units.ts';
import { vectors } from './vectors.ts';
import { windows } from './windows.ts';
import { words } from './words.ts';
import { zip } from './zip.ts';

/** Kernels of texts that people often make small before they compare. */
const OF_TEXTS =
  /^(levenshtein|optimal string|damerau|dice|jaro|hamming|anagram$|palindrome$|longest common sub|common prefix$|characters all differ$)/;

const own: readonly Kernel[] = [
  ...addresses,
  ...adler32,
  ...anagram,
  ...base32,
  ...base58,
  ...base64,
  ...binomial,
  ...bits,
  ...cartesian,
  ...chunk,
  ...commonPrefix,
  ...compareVersions,
  ...counting,
  ...covariance,
  ...crc16,
  ...crc32,
  ...damerau,
  ...decimalTexts,
  ...decodeBytes,
  ...deviation,
  ...dice,
  ...digests,
  ...digits,
  ...disjoint,
  ...divisors,
  ...djb2,
  ...duplicates,
  ...escapeHtml,
  ...escapeRegexp,
  ...extremes,
  ...flatten,
  ...fnv,
  ...gcd,
  ...grams,
  ...grids,
  ...hamming,
  ...hex,
  ...inversions,
  ...jaccard,
  ...jaro,
  ...javaHash,
  ...largestSum,
  ...letters,
  ...levenshtein,
  ...longestCommonSubsequence,
  ...longestCommonSubstring,
  ...luhn,
  ...matrices,
  ...murmur,
  ...nameValues,
  ...oneAtATime,
  ...optimalStringAlignment,
  ...optimisation,
  ...orderStatistics,
  ...padStart,
  ...palindrome,
  ...plainData,
  ...pointInPolygon,
  ...polygonArea,
  ...porter,
  ...powers,
  ...primes,
  ...records,
  ...recurrences,
  ...reverseText,
  ...rewrittenTexts,
  ...risingSubsequence,
  ...roman,
  ...rotate,
  ...runLengths,
  ...sdbm,
  ...search,
  ...semanticVersions,
  ...setOperations,
  ...sorting,
  ...soundex,
  ...subsequence,
  ...subsets,
  ...sums,
  ...textsInCommon,
  ...twoSum,
  ...unescapeHtml,
  ...unique,
  ...utf8Length,
  ...utf8Units,
  ...vectors,
  ...windows,
  ...words,
  ...zip,
];

export const kernels: readonly Kernel[] = [
  ...own,
  ...own
    .filter(({ name, params }) => OF_TEXTS.test(name) && params.every((domain) => /^(?:ascii )?text\b/.test(domain)))
    .map(ignoringCase),
];

export const kernelsByName: ReadonlyMap<string, Kernel> = new Map(kernels.map((kernel) => [kernel.name, kernel]));
