// Pairs of words as a spelling checker sees them: most are an edit or two apart, some unrelated, few equal.
const LETTERS = 'etaoinshrdlcumwfgypbvk';

const letter = (random) => LETTERS[Math.floor(random() ** 1.7 * LETTERS.length)];

function word(random, shortest, longest) {
  const length = shortest + Math.floor(random() * (longest - shortest + 1));
  let text = '';
  for (let i = 0; i < length; i++) text += letter(random);
  return text;
}

/** One to four slips of the typist: a letter changed, missed, doubled or exchanged with its neighbour. */
function misspelt(random, text) {
  const letters = text.split('');
  for (let slips = 1 + Math.floor(random() * 4); slips > 0; slips--) {
    const at = Math.floor(random() * letters.length);
    const kind = random();
    if (kind < 0.3) letters[at] = letter(random);
    else if (kind < 0.5) letters.splice(at, 1);
    else if (kind < 0.75) letters.splice(at, 0, letter(random));
    else letters.splice(at, 2, ...letters.slice(at, at + 2).reverse());
  }
  return letters.join('');
}

export function inputs(random, count) {
  const rows = [];
  for (let i = 0; i < count; i++) {
    const text = word(random, 4, 36);
    const kind = random();
    if (kind < 0.72) rows.push([text, misspelt(random, text)]);
    else if (kind < 0.96) rows.push([text, word(random, 0, 36)]);
    else rows.push([text, text]);
  }
  return rows;
}
