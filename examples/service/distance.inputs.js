// What users type, and the names that it is held against.
const NAMES = ['Anna Berg', 'Jonas Lindqvist', 'Maria del Carmen', 'Li Wei', 'Oluwaseun', 'Petra Novakova', 'Tom'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz ';

export function inputs(random, count) {
  const below = (limit) => Math.floor(random() * limit);
  const typed = (name) => {
    let out = '';
    for (const letter of name) {
      const kind = random();
      if (kind < 0.06) continue;
      out += kind < 0.12 ? LETTERS[below(LETTERS.length)] : letter;
    }
    return out.slice(0, 3 + below(20));
  };
  return Array.from({ length: count }, () => [typed(NAMES[below(NAMES.length)]), NAMES[below(NAMES.length)]]);
}
