/**
 * Code that does what a regular expression does: where the next character alone tells which way to go (as in LL(1)
 * parsing, Lewis & Stearns 1968), or nothing that follows can fail, no more than the last step is ever taken back. From
 * one beginning O(n).
 */
import type { AST } from '@eslint-community/regexpp';
import { isEdge, SETS } from './regexps.ts';

/** Codes of characters, as ranges in order that do not touch. */
type Codes = readonly (readonly [from: number, to: number])[];

/** What may come next: characters, or the text's end; and whether the match may be over, whatever comes. */
interface Next {
  readonly codes: Codes;
  readonly end: boolean;
  readonly over: boolean;
  /** Whether that alone says that all of the rest matches. */
  readonly decides: boolean;
  /** All that comes up to the pattern's end, where it is one character after the other. */
  readonly rest?: readonly Codes[];
}

/** After a pattern anything may come. */
const ANYTHING: Next = { codes: [], end: false, over: true, decides: false, rest: [] };

/** What the code gives: whether there is a match, where it ends (-1: there is none), or the list of its parts. */
export type Wanted = 'whether' | 'end' | 'parts';

const LAST = 0xffff;
const LINE_ENDS: Codes = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];
/** Ranges that are asked for one by one: more are no gain. */
const MOST_RANGES = 12;

class NotLinear extends Error {}

function united(ranges: Codes): Codes {
  const out: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

function others(codes: Codes): Codes {
  const out: [number, number][] = [];
  let from = 0;
  for (const [begin, end] of codes) {
    if (begin > from) out.push([from, begin - 1]);
    from = end + 1;
  }
  if (from <= LAST) out.push([from, LAST]);
  return out;
}

const meet = (a: Codes, b: Codes): boolean =>
  a.some(([from, to]) => b.some(([begin, end]) => from <= end && begin <= to));

/** Both cases of the letters from a to z; other letters than those have cases that are not so simple. */
function inBothCases(codes: Codes): Codes {
  const out = [...codes];
  for (const [from, to] of codes) {
    if (to > 127) throw new NotLinear();
    for (const [a, z, step] of [
      [65, 90, 32],
      [97, 122, -32],
    ] as const)
      if (from <= z && to >= a) out.push([Math.max(from, a) + step, Math.min(to, z) + step]);
  }
  return united(out);
}

/** The condition that the code at `i` is one of these; a text's end, NaN, never is. */
function asked(codes: Codes): string {
  if (codes.length === 0 || codes.length > MOST_RANGES) throw new NotLinear();
  const one = ([from, to]: readonly [number, number]): string => {
    if (from === to) return `c === ${from}`;
    if (from === 0) return `c <= ${to}`;
    return to === LAST ? `c >= ${from}` : `c >= ${from} && c <= ${to}`;
  };
  const plain = codes.filter(([from]) => from < 128).map(one);
  const rare = codes.filter(([from]) => from >= 128).map(one);
  const all = [...plain, ...(rare.length > 1 ? [`c > 127 && (${rare.join(' || ')})`] : rare)].join(' || ');
  return all.replace('c', all.indexOf('c') === all.lastIndexOf('c') ? AT : `(c = ${AT})`);
}

const AT = 'text.charCodeAt(i)';

/** The condition that it is none of these. */
function denied(codes: Codes): string {
  const [only, ...more] = codes;
  return more.length === 0 && only?.[0] === only?.[1] ? `${AT} !== ${only![0]}` : `!(${asked(codes)})`;
}

/** The condition that one of these comes, or the end. */
const isThere = ({ codes, end }: Pick<Next, 'codes' | 'end'>): string =>
  [...(codes.length > 0 ? [asked(codes)] : []), ...(end ? ['i === text.length'] : [])].join(' || ');

/** The condition that one of each of these comes, one behind the other. */
const areThere = (rest: readonly Codes[]): string =>
  rest
    .map((codes, k) => asked(codes).replaceAll(AT, k === 0 ? AT : `text.charCodeAt(i + ${k})`))
    .map((test) => (rest.length > 1 && test.includes('||') ? `(${test})` : test))
    .join(' && ');

/** Whether all of the first are among the second. */
const isWithin = (codes: Codes, all: Codes): boolean => !meet(codes, others(all));

/** Makes the code of one pattern. */
class Compiler {
  private readonly flags: string;
  /** The statement that gives up. */
  private leave: string;
  /** Numbers of the groups whose parts are kept, and of those that a match may be without. */
  readonly groups: number[] = [];
  readonly optional = new Set<number>();
  private choices = 0;
  private names = 0;

  constructor(flags: string, leave: string) {
    this.flags = flags;
    this.leave = leave;
  }

  private codesOf(element: AST.Element): Codes | undefined {
    const isCased = !this.flags.includes('i');
    const plain = (codes: Codes): Codes => (isCased ? united(codes) : inBothCases(united(codes)));
    switch (element.type) {
      case 'Character':
        if (element.value > LAST) throw new NotLinear();
        return plain([[element.value, element.value]]);
      case 'CharacterSet':
        if (element.kind === 'any') return this.flags.includes('s') ? [[0, LAST]] : others(LINE_ENDS);
        return setOf(element);
      case 'CharacterClass': {
        const members = (element.elements as AST.CharacterClassElement[]).flatMap((member): Codes => {
          if (member.type === 'Character') return plain([[member.value, member.value]]);
          if (member.type === 'CharacterClassRange') return plain([[member.min.value, member.max.value]]);
          if (member.type === 'CharacterSet') return setOf(member);
          throw new NotLinear();
        });
        const all = united(members);
        if (all.some(([, to]) => to > LAST)) throw new NotLinear();
        return element.negate ? others(all) : all;
      }
      case 'Group': {
        if (element.modifiers) throw new NotLinear();
        const all = element.alternatives.map(({ elements }) =>
          elements.length === 1 ? this.codesOf(elements[0]!) : undefined,
        );
        return all.includes(undefined) ? undefined : united(all.flatMap((codes) => codes!));
      }
      default:
        return undefined;
    }
  }

  /** What may come first of elements that others follow. */
  first(elements: readonly AST.Element[], next: Next): Next {
    return elements.reduceRight((after, element) => this.firstOf(element, after), next);
  }

  private firstOf(element: AST.Element, next: Next): Next {
    const codes = this.codesOf(element);
    const decides = next === ANYTHING;
    if (codes) return { codes, end: false, over: false, decides, rest: next.rest && [codes, ...next.rest] };
    if (isEdge(element, 'end')) return { codes: [], end: true, over: false, decides };
    if (element.type === 'Assertion') {
      if (!decides) throw new NotLinear();
      return { ...this.ahead(element), over: false, decides };
    }
    if (element.type === 'Group' || element.type === 'CapturingGroup') {
      const all = element.alternatives.map(({ elements }) => this.first(elements, next));
      const [only] = all.length === 1 ? all : [];
      return (
        only ?? {
          codes: united(all.flatMap((one) => one.codes)),
          end: all.some(({ end }) => end),
          over: all.some(({ over }) => over),
          decides: false,
        }
      );
    }
    if (element.type !== 'Quantifier') throw new NotLinear();
    const own = this.firstOf(element.element, next);
    return element.min > 0 ? { ...own, decides: false, rest: undefined } : this.either(own, next);
  }

  private either(a: Next, b: Next): Next {
    return { codes: united([...a.codes, ...b.codes]), end: a.end || b.end, over: b.over, decides: false };
  }

  /** What a look ahead asks for: one character, or the end. */
  private ahead(element: AST.Assertion): Pick<Next, 'codes' | 'end'> {
    if (element.kind === 'word' && !element.negate) return { codes: others(SETS.word!), end: true };
    if (element.kind !== 'lookahead' || element.negate) throw new NotLinear();
    const all = element.alternatives.map(({ elements: [only, ...more] }) => {
      const codes = only && more.length === 0 ? (isEdge(only, 'end') ? [] : this.codesOf(only)) : undefined;
      if (!codes) throw new NotLinear();
      return codes;
    });
    return { codes: united(all.flat()), end: all.some(({ length }) => length === 0) };
  }

  /** Whether elements may stand for an empty text: an end does, too. */
  isEmpty(elements: readonly AST.Element[]): boolean {
    return elements.every((element) => {
      if (this.codesOf(element)) return false;
      if (element.type === 'Group' || element.type === 'CapturingGroup')
        return element.alternatives.some((one) => this.isEmpty(one.elements));
      return element.type !== 'Quantifier' || element.min === 0 || this.isEmpty([element.element]);
    });
  }

  /** Statements that follow elements from `i`. */
  all(elements: readonly AST.Element[], next: Next): string {
    for (const [k, element] of elements.entries())
      if (element.type === 'Assertion' && element.kind === 'word' && !this.isWord(elements[k - 1]))
        throw new NotLinear();
    return elements.map((element, k) => this.one(element, this.first(elements.slice(k + 1), next))).join('\n');
  }

  /** Whether a letter, a digit or an underscore is the last that an element takes. */
  private isWord(element: AST.Element | undefined): boolean {
    if (element?.type === 'Quantifier') return element.min > 0 && this.isWord(element.element);
    if (element?.type === 'Group' || element?.type === 'CapturingGroup')
      return element.alternatives.every(({ elements }) => this.isWord(elements.at(-1)));
    const codes = element && this.codesOf(element);
    return codes !== undefined && isWithin(codes, SETS.word!);
  }

  private one(element: AST.Element, next: Next): string {
    const codes = this.codesOf(element);
    if (codes) return `if (${denied(codes)}) ${this.leave}\ni++;`;
    if (isEdge(element, 'end')) return `if (i !== text.length) ${this.leave}`;
    if (element.type === 'Assertion') return `if (!(${isThere(this.firstOf(element, next))})) ${this.leave}`;
    if (element.type === 'Quantifier') return this.repeated(element, next);
    if (element.type === 'Group') return this.choice(element.alternatives, next);
    if (element.type !== 'CapturingGroup' || element.name !== null) throw new NotLinear();
    this.groups.push(this.groups.length + 1);
    const own = this.groups.length;
    if (this.choices > 0) this.optional.add(own);
    return `from${own} = i;\n${this.choice(element.alternatives, next)}\nto${own} = i;`;
  }

  private choice(alternatives: readonly AST.Alternative[], next: Next): string {
    if (alternatives.length === 1) return this.all(alternatives[0]!.elements, next);
    const ways = alternatives.map(({ elements }) => ({
      elements,
      empty: this.isEmpty(elements),
      ...this.first(elements, next),
    }));
    for (const [k, way] of ways.entries()) {
      // One that may stand for nothing is what is left when all others are not so.
      if (way.empty && k < ways.length - 1) throw new NotLinear();
      if (way.over && ways.some((other) => other !== way && !this.isSingle(other.elements))) throw new NotLinear();
      if (ways.slice(0, k).some((other) => meet(other.codes, way.codes))) throw new NotLinear();
    }
    this.choices++;
    const parts = ways.map(({ elements, empty, codes }) => {
      const body = `{\n${this.all(elements, next)}\n}`;
      return empty ? body : `if (${asked(codes)}) ${body}`;
    });
    this.choices--;
    return `${parts.join(' else ')}${ways.at(-1)!.empty ? '' : ` else ${this.leave}`}`;
  }

  private isSingle(elements: readonly AST.Element[]): boolean {
    return elements.length === 1 && this.codesOf(elements[0]!) !== undefined;
  }

  private repeated({ element, min, max, greedy }: AST.Quantifier, next: Next): string {
    const single = this.codesOf(element);
    const own = this.firstOf(element, next);
    const isFound = next.decides ? isThere(next) : next.rest && next.rest.length > 0 ? areThere(next.rest) : undefined;
    if (!greedy && single && isFound !== undefined && max === Number.POSITIVE_INFINITY && min < 2) {
      const turn = `if (${denied(single)}) ${this.leave}\ni++;`;
      return `${min > 0 ? `${turn}\n` : ''}while (!(${isFound})) {\n${turn}\n}`;
    }
    // As few as do are as many as there are only where what follows cannot be one more.
    if (!greedy && (next.over || min === max)) throw new NotLinear();
    if (this.isEmpty([element])) throw new NotLinear();
    if (min !== max && !next.over && meet(own.codes, next.codes)) throw new NotLinear();
    const k = this.names++;
    const before = this.groups.length;
    // Where nothing that follows can fail, what was begun in vain is taken back, and that is all.
    const isTried = !single && min !== max && next.over;
    const leave = this.leave;
    if (isTried) this.leave = `break try${k};`;
    if (min === 0) this.choices++;
    // Behind a turn that has to be followed by one more, the match is not over.
    const after = max > 1 ? { ...this.either(own, next), over: next.over && min < 2 } : next;
    const body = single ? 'i++;' : this.all([element], after);
    if (min === 0) this.choices--;
    this.leave = leave;
    const ownGroups = this.groups.slice(before);
    if (isTried && max > 1 && ownGroups.length > 0) throw new NotLinear();
    // Groups in what is repeated begin each turn without a part.
    const reset = ownGroups.map((group) => `from${group} = -1;\n`).join('');
    const tried = (then: string): string => `const back${k} = i;\ntry${k}: {\n${then}\n}\ni = back${k};\n`;
    const isNext = asked(own.codes);
    const turn = single ? `if (${denied(own.codes)}) ${this.leave}\n${body}` : `${reset}${body}`;
    if (min === max) return `for (let n${k} = 0; n${k} < ${min}; n${k}++) {\n${turn}\n}`;
    if (max === 1)
      return isTried
        ? `once${k}: if (${isNext}) {\n${tried(`${body}\nbreak once${k};`)}${reset}}`
        : `if (${isNext}) {\n${body}\n}`;
    if (single && min === 1 && max === Number.POSITIVE_INFINITY) return `${turn}\nwhile (${isNext}) {\n${body}\n}`;
    const counts = min > 0 || max !== Number.POSITIVE_INFINITY;
    const whole = `${isTried ? '' : reset}${body}${counts ? `\nn${k}++;` : ''}`;
    const head = max === Number.POSITIVE_INFINITY ? isNext : `n${k} < ${max} && (${isNext})`;
    const loop = isTried
      ? `turns${k}: while (${head}) {\n${tried(`${whole}\ncontinue turns${k};`)}break;\n}`
      : `while (${head}) {\n${whole}\n}`;
    if (!counts) return loop;
    return `let n${k} = 0;\n${loop}${min > 0 ? `\nif (n${k} < ${min}) ${this.leave}` : ''}`;
  }
}

/** What `\d`, `\s`, `\w` and their opposites stand for. */
function setOf(set: AST.CharacterSet): Codes {
  const codes = SETS[set.kind];
  if (!codes || !('negate' in set)) throw new NotLinear();
  return set.negate ? others(codes) : codes;
}

/** Lines of code, set off by the blocks that they are in. */
export function indented(code: string): string {
  let depth = 0;
  return code
    .split('\n')
    .map((line) => {
      if (line.startsWith('}')) depth--;
      const out = '  '.repeat(Math.max(0, depth)) + line;
      if (line.endsWith('{')) depth++;
      return out;
    })
    .join('\n');
}

/** Several ways at most are tried one after the other. */
const MOST_WAYS = 6;

/** The ways that one of a pattern's elements may go, the one that is tried first before the others. */
function ways(element: AST.Element): (readonly AST.Element[])[] {
  if (element.type === 'Group' || element.type === 'CapturingGroup')
    return element.alternatives.map((one) => [{ ...element, alternatives: [one] } as AST.Element]);
  if (element.type !== 'Quantifier' || element.min > 0 || element.max > 1) return [[element]];
  return element.greedy ? [[element.element], []] : [[], [element.element]];
}

/** The patterns without a choice that an ambiguous one stands for, in their order; itself where there is none. */
function waysOf(elements: readonly AST.Element[]): (readonly AST.Element[])[] {
  const at = elements.findIndex((element) => ways(element).length > 1);
  if (at < 0) return [elements];
  const chosen = elements[at]!;
  // What takes as few as will do takes others where another way follows, and its choice comes before this one.
  if (elements.slice(0, at).some(({ raw }) => /[*+?}]\?/.test(raw))) throw new NotLinear();
  // Groups in a way that is not taken would have to be counted.
  if (/\((?!\?)/.test(chosen.type === 'CapturingGroup' ? chosen.raw.slice(1) : chosen.raw)) throw new NotLinear();
  return ways(chosen).flatMap((way) =>
    waysOf([...elements.slice(at + 1)]).map((rest) => [...elements.slice(0, at), ...way, ...rest]),
  );
}

/** What is made, or undefined where that would need more than one way at a time. */
function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof NotLinear) return undefined;
    throw error;
  }
}

/** Statements that forget what groups took. */
const forgotten = (groups: Iterable<number>): string => [...groups].map((k) => `from${k} = -1;\n`).join('');

/** Code without the marks of groups that nobody asks for. */
const withParts = (code: string, count: number): string =>
  code.replace(/^(?:from|to)(\d+) = .*\n?/gm, (line, group) => (Number(group) > count ? '' : line));

/** The declaration of what code counts with, and of the marks of so many groups. */
function declared(begin: string, body: string, count: number): string {
  const marks = Array.from({ length: count }, (_, k) => [`from${k + 1} = -1`, `to${k + 1} = -1`]);
  return `let ${[begin, ...(/\bc\b/.test(body) ? ['c = 0'] : []), ...marks.flat()].join(', ')};\n${body}`;
}

/** What group `k` took, where marks of it are kept, and what stands for it where the match is without it. */
const partOf = (k: number, { optional }: Pick<Compiler, 'optional'>, none = 'undefined'): string =>
  `${optional.has(k) ? `from${k} < 0 ? ${none} : ` : ''}text.slice(from${k}, to${k})`;

/**
 * The body of a function of a string `text` that gives what is wanted of a pattern; undefined where it does not begin at
 * the beginning, or more than the next character has to be known.
 */
export function codeOf({ alternatives }: AST.Pattern, flags: string, wanted: Wanted): string | undefined {
  if (/[gmuvyd]/.test(flags) || !alternatives.every(({ elements }) => isEdge(elements[0], 'start'))) return undefined;
  const fail = `return ${wanted === 'whether' ? 'false' : wanted === 'end' ? '-1' : 'null'};`;
  const inner = alternatives.map(({ elements }) => elements.slice(1));
  let groups = 0;
  const compiled = (elements: readonly AST.Element[], leave: string): string => {
    const compiler = new Compiler(flags, leave);
    const code = compiler.all(elements, ANYTHING);
    groups = wanted === 'parts' ? compiler.groups.length : 0;
    const parts = Array.from({ length: groups }, (_, k) => partOf(k + 1, compiler));
    const given = wanted === 'parts' ? `[${['text.slice(0, i)', ...parts].join(', ')}]` : 'i';
    return `${withParts(code, groups)}\nreturn ${wanted === 'whether' ? 'true' : given};`;
  };
  const body =
    (inner.length === 1 ? attempt(() => compiled(inner[0]!, fail)) : undefined) ??
    attempt(() => {
      if (inner.length > 1 && alternatives.some(({ raw }) => /\((?!\?)/.test(raw))) throw new NotLinear();
      const all = inner.flatMap(waysOf);
      if (all.length > MOST_WAYS) throw new NotLinear();
      return [
        ...all.map((way, k) => {
          const code = compiled(way, `break way${k};`);
          return `way${k}: {\ni = 0;\n${k > 0 ? forgotten(Array.from({ length: groups }, (_, g) => g + 1)) : ''}${code}\n}`;
        }),
        fail,
      ].join('\n');
    });
  return body && declared('i = 0', body, groups);
}

/** A loop over a text that does something at each match. */
export interface Scan {
  /** How many groups of the pattern keep what they take. */
  readonly groups: number;
  /** What group `k` took, and what stands for it where the match is without it. */
  readonly part: (k: number, none?: string) => string;
  /** The loop, with what is done at a match, which goes from `at` to `i`, and how many groups are asked for. */
  readonly loop: (parts: number, done: string) => string;
}

/**
 * The matches of a pattern in a string `text`, one behind the other; undefined where it may match nothing at all, where it
 * is bound to the text's beginning, or where more than the next character has to be known.
 */
export function scanOf({ alternatives }: AST.Pattern, flags: string): Scan | undefined {
  if (/[muvyd]/.test(flags)) return undefined;
  const [only, ...more] = alternatives.map(({ elements }) => elements);
  const raw = alternatives.map((one) => one.raw).join('|');
  const whole =
    more.length === 0 ? only! : [{ type: 'Group', alternatives, raw: `(?:${raw})` } as unknown as AST.Group];
  const isBound = whole[0]?.type === 'Assertion' && whole[0].kind === 'word' && !whole[0].negate;
  const elements = isBound ? whole.slice(1) : whole;
  return attempt(() => {
    const bound = isBound ? boundary(elements, flags) : '';
    const { code, compiler } = attempt(() => oneWay(elements, flags)) ?? severalWays(waysOf(elements), flags);
    return {
      groups: compiler.groups.length,
      part: (k, none) => partOf(k, compiler, none),
      loop: (parts, done) => {
        const reset = forgotten([...compiler.optional].filter((k) => k <= parts));
        const body = `${bound}i = at;\n${reset}${withParts(code, parts)}\n${done}`;
        return declared('i = 0', `scan: for (let at = 0; at < text.length; at++) {\n${body}\n}`, parts);
      },
    };
  });
}

/** Statements that follow elements from `i`, and how they were made. */
function oneWay(elements: readonly AST.Element[], flags: string, leave = 'continue scan;') {
  const compiler = new Compiler(flags, leave);
  if (compiler.isEmpty(elements)) throw new NotLinear();
  return { code: compiler.all(elements, ANYTHING), compiler };
}

/** One way after the other, until one goes to its end. */
function severalWays(all: readonly (readonly AST.Element[])[], flags: string) {
  if (all.length > MOST_WAYS) throw new NotLinear();
  const made = all.map((way, k) => oneWay(way, flags, `break way${k};`));
  const { compiler } = made[0]!;
  const code = made.map((way, k) => {
    const again = k > 0 ? `i = at;\n${forgotten(compiler.optional)}` : '';
    return `way${k}: {\n${again}${way.code}\nbreak found;\n}`;
  });
  return { code: `found: {\n${code.join('\n')}\ncontinue scan;\n}`, compiler };
}

/** A statement that goes on where the next character begins no word, or ends none, as the first of these elements asks. */
function boundary(elements: readonly AST.Element[], flags: string): string {
  const { codes, end, over } = new Compiler(flags, '').first(elements, ANYTHING);
  const before = asked(SETS.word!).replaceAll(AT, 'text.charCodeAt(at - 1)');
  const isWord = isWithin(codes, SETS.word!);
  if (end || over || !(isWord || isWithin(codes, others(SETS.word!)))) throw new NotLinear();
  return `if (${isWord ? before : `!(${before})`}) continue;\n`;
}
