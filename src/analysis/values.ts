/** What was seen of the values of an expression, as flags that can be united. Works on JSON from the worker. */

export const KINDS = {
  /** Whole numbers from 0 to 65,535, beyond that to 2³² - 1, and below 0 from -2³¹. */
  small: 1,
  natural: 2,
  negative: 4,
  /** All other numbers, -0 and NaN among them. */
  double: 8,
  /** Texts of one character, of characters below 128, all others. */
  character: 16,
  ascii: 32,
  text: 64,
  list: 128,
  undefined: 256,
  other: 512,
} as const;

/** By `start-end` in the ancestor's text. */
export interface ValueFacts {
  /** United flags. */
  readonly kinds: number;
  /** Of the members of lists. */
  readonly members: number;
  /** Longest length of lists and texts, or largest number. */
  readonly most: number;
  /** Flags of `sharing.ts`: who else held its objects. */
  readonly shared: number;
}

export const NUMBERS = KINDS.small | KINDS.natural | KINDS.negative | KINDS.double;
export const TEXTS = KINDS.character | KINDS.ascii | KINDS.text;

/** The typed array that holds all values of these kinds unchanged, or undefined where none does or nothing was seen. */
export function typedArrayFor(kinds: number): string | undefined {
  if (kinds === 0 || (kinds & ~NUMBERS) !== 0) return undefined;
  if ((kinds & KINDS.double) !== 0) return 'Float64Array';
  if ((kinds & KINDS.negative) !== 0) return (kinds & KINDS.natural) !== 0 ? 'Float64Array' : 'Int32Array';
  return (kinds & KINDS.natural) !== 0 ? 'Uint32Array' : 'Uint16Array';
}

/** Flags in words, for people: "small integers, texts". */
export function inWords(kinds: number): string {
  const words: string[] = [];
  const integers = kinds & (KINDS.small | KINDS.natural | KINDS.negative);
  if ((kinds & KINDS.double) !== 0) words.push('numbers');
  else if (integers !== 0) words.push(integers === KINDS.small ? 'small integers' : 'integers');
  const texts = kinds & TEXTS;
  if (texts !== 0)
    words.push(texts === KINDS.character ? 'single characters' : (texts & KINDS.text) === 0 ? 'ASCII texts' : 'texts');
  if ((kinds & KINDS.list) !== 0) words.push('lists');
  if ((kinds & KINDS.undefined) !== 0) words.push('undefined');
  if ((kinds & KINDS.other) !== 0) words.push('others');
  return words.join(', ');
}

/**
 * Source of a function that looks at a value and unites what it sees with what is known of its place. It runs in the
 * realm of the module, so it calls nothing that a module could have changed.
 */
export const LOOK = `(function (isArray) {
  const kindOf = (value) => {
    switch (typeof value) {
      case 'number':
        if (value >>> 0 === value) return value === 0 && 1 / value < 0 ? ${KINDS.double} : value < 65536 ? ${KINDS.small} : ${KINDS.natural};
        return (value | 0) === value ? ${KINDS.negative} : ${KINDS.double};
      case 'string': {
        if (value.length === 1) return ${KINDS.character};
        const end = value.length < 64 ? value.length : 64;
        for (let i = 0; i < end; i++) if (value[i] > '\\x7f') return ${KINDS.text};
        return ${KINDS.ascii};
      }
      case 'undefined': return ${KINDS.undefined};
      default: return isArray(value) ? ${KINDS.list} : ${KINDS.other};
    }
  };
  return (facts, value) => {
    const kind = kindOf(value);
    facts[0] |= kind;
    let size = 0;
    if (kind === ${KINDS.list}) {
      size = value.length;
      for (let i = 0; i < size && i < 32; i++) facts[1] |= kindOf(value[i]);
    } else if (typeof value === 'string') size = value.length;
    else if (typeof value === 'number' && value === value) size = value < 0 ? -value : value;
    if (size > facts[2]) facts[2] = size;
  };
})`;
