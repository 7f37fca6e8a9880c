// Help texts and messages on their way to a terminal or a mail: a few paragraphs, lists, long addresses and paths.
const below = (random, limit) => Math.floor(random() * limit);
const pick = (random, list) => list[below(random, list.length)];

const WORDS =
  `the a to of is in for not with on as if it be or by and this that file option value default when used path name
  directory output given otherwise configuration command written environment variable before after each overrides
  unless documentation, version. line; (optional) "quoted" --verbose -o für naïve incompatibility`.split(/\s+/);
const LONG = [
  'https://example.org/manual/chapter-12/section-4.html?view=print&lang=en#wrapping-of-long-words',
  '/usr/local/share/application/templates/default/messages/en_GB/LC_MESSAGES/main.po',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
];
const GAPS = [' ', ' ', ' ', ' ', ' ', ' ', ' ', '  ', '\t', '\n', '\n'];

function paragraph(random) {
  let text = random() < 0.15 ? '  ' : '';
  for (let left = 1 + below(random, 90); left > 0; left--) {
    text += random() < 0.02 ? pick(random, LONG) : pick(random, WORDS);
    if (left > 1) text += pick(random, GAPS);
  }
  return text;
}

export function inputs(random, count) {
  return Array.from({ length: count }, () => {
    const width = random() < 0.6 ? 72 + below(random, 9) : 1 + below(random, 60);
    const kind = random();
    if (kind < 0.03) return [pick(random, ['', ' ', '\n', '\n\n\n', 'a']), width];
    if (kind < 0.06) return [pick(random, LONG), width];
    const end = random() < 0.85 ? '\n' : '\r\n';
    let text = paragraph(random);
    for (let left = below(random, 7); left > 0; left--) {
      text += end.repeat(random() < 0.8 ? 2 : 3) + paragraph(random);
    }
    return [text + (random() < 0.5 ? end : ''), width];
  });
}
