// Titles as a catalogue has them: two spellings of one title, or two titles; every row one pair, or a list to choose from.
const SYLLABLES =
  'an ber cor dal er fin gar hol in jas kel lor mun nor or pra qui ros sen tal un vor wil yar zen'.split(' ');

const below = (random, count) => Math.floor(random() * count);

function word(random) {
  let text = '';
  for (let parts = 1 + below(random, 3); parts > 0; parts--) text += SYLLABLES[below(random, SYLLABLES.length)];
  return text;
}

function title(random) {
  const words = [];
  for (let count = 2 + below(random, 7); count > 0; count--) words.push(word(random));
  return words.join(' ');
}

function respelt(random, text) {
  const words = text.split(' ');
  const at = below(random, words.length);
  if (random() < 0.5) words[at] = word(random);
  else words.splice(at, 1, ...words[at].split(/(?<=.{3})/).reverse());
  return words.join(random() < 0.1 ? '  ' : ' ');
}

export function inputs(random, count, name) {
  const rows = [];
  for (let i = 0; i < count; i++) {
    const first = title(random);
    const second =
      random() < 0.65 ? respelt(random, first) : random() < 0.9 ? title(random) : first.slice(0, below(random, 3));
    if (name === 'findBestMatch') rows.push([first, [second, title(random), respelt(random, first)]]);
    else rows.push([first, second]);
  }
  return rows;
}
