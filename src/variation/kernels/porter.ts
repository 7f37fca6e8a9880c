/** Porter's stemmer. */
import type { Kernel } from '../kernel.ts';

/** Endings by the letter before their last, the longer first; what each becomes. */
const STEP_2: Readonly<Record<string, string>> = {
  a: 'ational:ate tional:tion',
  c: 'enci:ence anci:ance',
  e: 'izer:ize',
  l: 'bli:ble alli:al entli:ent ousli:ous eli:e',
  o: 'ization:ize ation:ate ator:ate',
  s: 'alism:al iveness:ive fulness:ful ousness:ous',
  t: 'biliti:ble aliti:al iviti:ive',
  g: 'logi:log',
};
/** By their last letter. */
const STEP_3: Readonly<Record<string, string>> = {
  e: 'icate:ic ative: alize:al',
  i: 'iciti:ic',
  l: 'ical:ic ful:',
  s: 'ness:',
};
const STEP_4: Readonly<Record<string, string>> = {
  a: 'al:',
  c: 'ance: ence:',
  e: 'er:',
  i: 'ic:',
  l: 'able: ible:',
  n: 'ement: ment: ant: ent:',
  o: 'ou:',
  s: 'ism:',
  t: 'ate: iti:',
  u: 'ous:',
  v: 'ive:',
  z: 'ize:',
};

/** Statements that take the first ending that fits for what it becomes, where the stem measures more than `above`. */
const step = (endings: Readonly<Record<string, string>>, from: number, above: number): string =>
  `switch (w.charCodeAt(w.length - ${from})) {
${Object.entries(endings)
  .map(
    ([letter, pairs]) =>
      `    case ${letter.charCodeAt(0)}:\n${pairs
        .split(' ')
        .map((pair, i) => {
          const [ending, becomes] = pair.split(':') as [string, string];
          const stem = `w.length - ${ending.length}`;
          const made = `w.slice(0, ${stem})${becomes === '' ? '' : ` + '${becomes}'`}`;
          return `      ${i > 0 ? 'else ' : ''}if (w.length > ${ending.length} && w.endsWith('${ending}')) { if (%measure(w, ${stem}) > ${above}) w = ${made}; }`;
        })
        .join('\n')}\n      break;`,
  )
  .join('\n')}
  }`;

export const porter: readonly Kernel[] = [
  {
    name: 'porter stem',
    does: 'the stem of an English word in small letters',
    complexity: 'O(n)',
    source: 'Porter 1980, "An algorithm for suffix stripping", with his own later endings "bli" and "logi"',
    params: ['small word'],
    code: `const %vowels = new Uint8Array(128);
%vowels[97] = %vowels[101] = %vowels[105] = %vowels[111] = %vowels[117] = 1;
/** Changes from vowels to consonants in the first n letters; y is a vowel behind a consonant. */
function %measure(w, n) {
  let m = 0;
  let vowel = 0;
  for (let i = 0; i < n; i++) {
    const c = w.charCodeAt(i);
    const is = c === 121 ? (i > 0 ? 1 - vowel : 0) : %vowels[c];
    if (is < vowel) m++;
    vowel = is;
  }
  return m;
}
function %hasVowel(w, n) {
  for (let i = 0; i < n; i++) {
    const c = w.charCodeAt(i);
    if (%vowels[c] === 1 || (c === 121 && i > 0)) return true;
  }
  return false;
}
/** Whether the first n letters are consonants, a vowel and a consonant that is not w, x or y. */
function %isShort(w, n) {
  if (n < 3) return false;
  const last = w.charCodeAt(n - 1);
  if (%vowels[last] === 1 || (last >= 119 && last <= 121)) return false;
  const c = w.charCodeAt(n - 2);
  return (%vowels[c] === 1 || c === 121) && !%hasVowel(w, n - 2);
}
function %kernel(w) {
  if (w.length < 3) return w;
  if (w.charCodeAt(w.length - 1) === 115) {
    if ((w.length > 4 && w.endsWith('sses')) || (w.length > 3 && w.endsWith('ies'))) w = w.slice(0, -2);
    else if (w.charCodeAt(w.length - 2) !== 115) w = w.slice(0, -1);
  }
  if (w.length > 3 && w.endsWith('eed')) {
    if (%measure(w, w.length - 3) > 0) w = w.slice(0, -1);
  } else {
    const n = w.endsWith('ed') ? w.length - 2 : w.endsWith('ing') ? w.length - 3 : 0;
    if (n > 0 && %hasVowel(w, n)) {
      w = w.slice(0, n);
      const last = w.charCodeAt(n - 1);
      if (w.endsWith('at') || w.endsWith('bl') || w.endsWith('iz')) w += 'e';
      else if (n > 1 && last === w.charCodeAt(n - 2) && %vowels[last] === 0 && last !== 121 && last !== 108 && last !== 115 && last !== 122) w = w.slice(0, -1);
      else if (%isShort(w, n)) w += 'e';
    }
  }
  if (w.length > 1 && w.charCodeAt(w.length - 1) === 121 && %hasVowel(w, w.length - 1)) w = w.slice(0, -1) + 'i';
  ${step(STEP_2, 2, 0)}
  ${step(STEP_3, 1, 0)}
  const before = w;
  ${step(STEP_4, 2, 1)}
  if (w === before && w.length > 4 && w.endsWith('ion') && (w.charCodeAt(w.length - 4) === 115 || w.charCodeAt(w.length - 4) === 116) && %measure(w, w.length - 3) > 1) w = w.slice(0, -3);
  if (w.length > 1 && w.charCodeAt(w.length - 1) === 101) {
    const m = %measure(w, w.length - 1);
    if (m > 1 || (m === 1 && !%isShort(w, w.length - 1))) w = w.slice(0, -1);
  }
  if (w.endsWith('ll') && %measure(w, w.length) > 1) w = w.slice(0, -1);
  return w;
}`,
  },
];
