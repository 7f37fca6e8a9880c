// Two entries of an address book that may be the same person: names built from syllables, one of them retyped by hand.
const ONSETS = 'b br d f g h j k kl l m n p r s sch st t v w'.split(' ');
const VOWELS = ['a', 'a', 'e', 'e', 'e', 'i', 'i', 'o', 'o', 'u', 'ai', 'ei', 'ie', 'ü', 'é', 'ø'];
const CODAS = ['', '', '', 'n', 'r', 's', 'l', 'm', 'ck', 'nd', 'tz'];
const KEY_ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

const below = (random, limit) => Math.floor(random() * limit);
const pick = (random, list) => list[below(random, list.length)];

function name(random) {
  let text = '';
  for (let syllables = 1 + below(random, 3); syllables > 0; syllables--) {
    text += pick(random, ONSETS) + pick(random, VOWELS) + pick(random, CODAS);
  }
  return text[0].toUpperCase() + text.slice(1);
}

function person(random) {
  const names = [];
  for (let count = 1 + below(random, 3); count > 0; count--) names.push(name(random));
  return names.join(' ');
}

/** The letter beside it on the keyboard; what is on none of the rows becomes an `e`. */
function slip(random, letter) {
  const row = KEY_ROWS.find((keys) => keys.includes(letter));
  if (row === undefined) return 'e';
  const at = row.indexOf(letter);
  return row[at === 0 || (at < row.length - 1 && random() < 0.5) ? at + 1 : at - 1];
}

function retyped(random, text) {
  const letters = text.split('');
  for (let slips = 1 + below(random, 4); slips > 0 && letters.length > 0; slips--) {
    const at = below(random, letters.length);
    const kind = random();
    if (kind < 0.4) letters[at] = slip(random, letters[at]);
    else if (kind < 0.65) letters.splice(at, 1);
    else if (kind < 0.85) letters.splice(at, 0, letters[at]);
    else letters.splice(at, 2, ...letters.slice(at, at + 2).reverse());
  }
  return letters.join('');
}

/** The same names the other way round, as another office files them. */
const surnameFirst = (text) => text.split(' ').reverse().join(', ');

export function inputs(random, count) {
  const rows = [];
  for (let i = 0; i < count; i++) {
    const text = person(random);
    const kind = random();
    if (kind < 0.5) rows.push([text, retyped(random, text)]);
    else if (kind < 0.65) rows.push([text, surnameFirst(text)]);
    else if (kind < 0.94) rows.push([text, person(random)]);
    else if (kind < 0.98) rows.push([text, text]);
    else rows.push(random() < 0.5 ? [text, ''] : ['', text]);
  }
  return rows;
}
