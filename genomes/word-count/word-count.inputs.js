// Remarks of customers: few words make up most of what is said.
const below = (random, limit) => Math.floor(random() * limit);

const WORDS =
  `the a and to it was of in is for my this very good not with but on had have as all so they you at be would
  great again order service price came late box new size fit colour phone call back two weeks don't won't recommend
  quality cheap broke after first day delivery shop really nice small large too much never ever refund support`.split(
    /\s+/,
  );
const ENDS = [' ', ' ', ' ', ' ', ' ', ' ', ', ', '. ', '! ', ' - '];

export function inputs(random, count) {
  return Array.from({ length: count }, () => {
    let text = '';
    for (let left = 5 + below(random, 90); left > 0; left--) {
      // The square of an even draw: early words are frequent ones.
      const word = WORDS[Math.floor(random() * random() * WORDS.length)];
      text += (random() < 0.1 ? word[0].toUpperCase() + word.slice(1) : word) + ENDS[below(random, ENDS.length)];
    }
    return [text, 1 + below(random, 8)];
  });
}
