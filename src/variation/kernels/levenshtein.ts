/** Levenshtein. */
import { type Kernel, TRIMMED_ENDS } from '../kernel.ts';

const DISTANCE = `const %peq = new Int32Array(65536);
let %minus = new Int32Array(32);
let %plus = new Int32Array(32);
function %kernel(a, b) {
  if (a.length < b.length) { const c = a; a = b; b = c; }

${TRIMMED_ENDS}

  if (m === 0) return n;
  if (m <= 32) {
    for (let i = 0; i < m; i++) %peq[b.charCodeAt(from + i)] |= 1 << i;
    const last = 1 << (m - 1);
    let pv = -1;
    let mv = 0;
    let score = m;
    for (let i = 0; i < n; i++) {
      let eq = %peq[a.charCodeAt(from + i)];
      const xv = eq | mv;
      eq |= ((eq & pv) + pv) ^ pv;
      mv |= ~(eq | pv);
      pv &= eq;
      if (mv & last) score++;
      if (pv & last) score--;
      mv = (mv << 1) | 1;
      pv = (pv << 1) | ~(xv | mv);
      mv &= xv;
    }
    for (let i = 0; i < m; i++) %peq[b.charCodeAt(from + i)] = 0;
    return score;
  }
  const words = (n + 31) >>> 5;
  if (%minus.length < words) { %minus = new Int32Array(2 * words); %plus = new Int32Array(2 * words); }
  const horizontalMinus = %minus;
  const horizontalPlus = %plus;
  horizontalMinus.fill(0, 0, words);
  horizontalPlus.fill(-1, 0, words);
  let start = 0;
  let score = m;
  for (; start < m; start += 32) {
    const length = Math.min(32, m - start);
    for (let i = 0; i < length; i++) %peq[b.charCodeAt(from + start + i)] |= 1 << i;
    const last = 1 << (length - 1);
    const final = start + length === m;
    let pv = -1;
    let mv = 0;
    for (let i = 0; i < n; i++) {
      const eq = %peq[a.charCodeAt(from + i)];
      const pb = (horizontalPlus[i >>> 5] >>> (i & 31)) & 1;
      const mb = (horizontalMinus[i >>> 5] >>> (i & 31)) & 1;
      const xv = eq | mv;
      const xh = ((((eq | mb) & pv) + pv) ^ pv) | eq | mb;
      let ph = mv | ~(xh | pv);
      let mh = pv & xh;
      if (final) {
        if (ph & last) score++;
        if (mh & last) score--;
      }
      if (((ph >>> 31) ^ pb) !== 0) horizontalPlus[i >>> 5] ^= 1 << (i & 31);
      if (((mh >>> 31) ^ mb) !== 0) horizontalMinus[i >>> 5] ^= 1 << (i & 31);
      ph = (ph << 1) | pb;
      mh = (mh << 1) | mb;
      pv = mh | ~(xv | ph);
      mv = ph & xv;
    }
    for (let i = 0; i < length; i++) %peq[b.charCodeAt(from + start + i)] = 0;
  }
  return score;
}`;

const SOURCE =
  'Myers 1999, "A fast bit-vector algorithm for approximate string matching", in the form of Hyyrö 2003; ends trimmed';

/** @param value what comes of the distance `d` and the length `n` of the longer text */
const related = (empty: number, value: string): string => `${DISTANCE.replaceAll('%kernel', '%edits')}
function %kernel(a, b) {
  const n = a.length > b.length ? a.length : b.length;
  if (n === 0) return ${empty};
  const d = %edits(a, b);
  return ${value};
}`;

const relative = (name: string, does: string, code: string): Kernel => ({
  name,
  does,
  complexity: 'O(n m / 32)',
  source: SOURCE,
  params: ['text', 'text'],
  code,
});

export const levenshtein: readonly Kernel[] = [
  relative('levenshtein', 'edit distance of two texts (insertions, deletions, substitutions)', DISTANCE),
  relative('levenshtein similarity', 'one less the edit distance over the longer length', related(1, '1 - d / n')),
  relative(
    'levenshtein similarity by what is alike',
    'the longer length less the edit distance, over the longer length',
    related(1, '(n - d) / n'),
  ),
  relative('levenshtein share', 'edit distance over the longer length', related(0, 'd / n')),
];
