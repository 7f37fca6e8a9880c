// What a command line asks when it says "did you mean": a mistyped name and the names that exist.
const STEMS =
  'build clean watch serve test lint format publish install update remove link list info search audit'.split(' ');
const TAILS = ['', '', '-all', ':fast', '-package', ':watch', '-dependencies', '2', '-ci'];

const below = (random, count) => Math.floor(random() * count);
const name = (random) => STEMS[below(random, STEMS.length)] + TAILS[below(random, TAILS.length)];

function mistyped(random, text) {
  const letters = text.split('');
  for (let slips = 1 + below(random, 3); slips > 0; slips--) {
    const at = below(random, letters.length);
    const kind = below(random, 3);
    if (kind === 0) letters[at] = String.fromCharCode(97 + below(random, 26));
    else if (kind === 1) letters.splice(at, 1);
    else letters.splice(at, 0, letters[at] ?? 'e');
  }
  return letters.join('');
}

export function inputs(random, count) {
  const rows = [];
  for (let i = 0; i < count; i++) {
    const wanted = name(random);
    const kind = random();
    if (kind < 0.6) rows.push([mistyped(random, wanted), wanted]);
    else if (kind < 0.95) rows.push([mistyped(random, wanted), name(random)]);
    else rows.push([wanted, wanted]);
  }
  return rows;
}
