export interface Counted {
  readonly word: string;
  readonly count: number;
}

/** The words that a text has most often, at most `limit` of them; of equally frequent ones the first by letters. */
export function frequentWords(text: string, limit: number): Counted[] {
  const words = text
    .toLowerCase()
    .replace(/[^a-z0-9' ]/g, ' ')
    .split(' ')
    .filter((word) => word.length > 0);
  const counted: { word: string; count: number }[] = [];
  for (const word of words) {
    const known = counted.find((one) => one.word === word);
    if (known) known.count++;
    else counted.push({ word, count: 1 });
  }
  counted.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  return counted.slice(0, limit);
}
