/**
 * Kernels: whole functions of known behaviour in a well-known fast form. None is recognised by name: each is tried
 * wherever its parameters fit, behind a guard for the domain in which it is known to be right, and the cases decide.
 */

/** What a parameter must be: a guard checks it, and everything else goes the original's way. */
export type Domain = keyof typeof domains;

export interface Kernel {
  readonly name: string;
  /** What it computes, for people. */
  readonly does: string;
  /** In the usual notation, with its letters explained where they are not lengths. */
  readonly complexity: string;
  /** Where the algorithm is from. */
  readonly source: string;
  readonly params: readonly Domain[];
  /** Statements that define `%kernel`; every `%name` becomes a name that occurs nowhere else. */
  readonly code: string;
  /**
   * It sees for itself, on its way, what is in its arguments, and gives `undefined` where that is not of its domain,
   * having changed nothing: looking at a list beforehand would cost as much as going through it.
   */
  readonly declines?: true;
}

export interface DomainCheck {
  /** An expression in `$v`. */
  readonly test: string;
  /** Statements with the functions that the test calls. */
  readonly helper?: string;
  /** What of it can be seen without looking at the members of a list, as an expression in `$v`. */
  readonly outside?: string;
  /** Nothing gets simpler for what is in it: only a kernel needs to know. */
  readonly kernelsOnly?: true;
}

const every = (name: string, condition: string): DomainCheck => ({
  test: `%${name}($v)`,
  outside: 'Array.isArray($v)',
  helper: `function %${name}(list) { if (!Array.isArray(list)) return false; for (let i = 0; i < list.length; i++) { const x = list[i]; if (!(${condition})) return false; } return true; }`,
});

const NUMBERS = every('isNumbers', `typeof x === 'number' && x === x`);
const NATURALS = every('isNaturals', `typeof x === 'number' && x >>> 0 === x && (x !== 0 || 1 / x > 0)`);
const TEXTS = every('isTexts', `typeof x === 'string'`);
const BYTES = every('isBytes', `typeof x === 'number' && x >>> 0 === x && x < 256`);

const ROWS = `function %isRows(rows) { if (!Array.isArray(rows) || rows.length === 0 || !Array.isArray(rows[0])) return false; const width = rows[0].length; for (let i = 0; i < rows.length; i++) { const row = rows[i]; if (!Array.isArray(row) || row.length !== width) return false; for (let j = 0; j < width; j++) if (typeof row[j] !== 'number') return false; } return width > 0; }`;

const RECORD = `typeof $v === 'object' && $v !== null && Object.getPrototypeOf($v) === Object.prototype`;

/** Length up to which texts and lists count as short: one word of bits has place for them. */
const SHORT = 32;

/** How the domains of an argument name a single value that it often is. */
export const VALUE = '=';
/** How they name an argument before it, by its position, that it often is. */
export const SAME = 'same as ';

/** Guards by domain. Holes are `undefined` to them, so that a list with holes is no list of numbers, texts or primitives. */
export const domains = {
  text: { test: `typeof $v === 'string'` },
  'text not empty': { test: `typeof $v === 'string' && $v !== ''` },
  'short text': { test: `typeof $v === 'string' && $v.length <= ${SHORT}` },
  'ascii text': {
    test: '%isAscii($v)',
    helper: `function %isAscii(text) { if (typeof text !== 'string') return false; for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false; return true; }`,
  },
  'text of names': { test: `typeof $v === 'string' && $v.length < 1000`, kernelsOnly: true },
  'few thousand units': { test: `typeof $v === 'string' && $v.length <= 4000`, kernelsOnly: true },
  'run lengths': { test: `typeof $v === 'string' && /^(?:[1-9][0-9]{0,5}[^0-9])*$/.test($v)`, kernelsOnly: true },
  word: { test: `typeof $v === 'string' && /^[A-Za-z]+$/.test($v)`, kernelsOnly: true },
  'small word': { test: `typeof $v === 'string' && /^[a-z]+$/.test($v)`, kernelsOnly: true },
  'base64 text': {
    test: `typeof $v === 'string' && ($v.length & 3) === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test($v)`,
    kernelsOnly: true,
  },
  'hex text': {
    test: `typeof $v === 'string' && ($v.length & 1) === 0 && /^[0-9A-Fa-f]*$/.test($v)`,
    kernelsOnly: true,
  },
  'latin text': { test: `typeof $v === 'string' && /^[\\x00-\\xff]*$/.test($v)`, kernelsOnly: true },
  'utf-8 units': {
    test: `typeof $v === 'string' && /^(?:[\\x00-\\x7f]|[\\xc2-\\xdf][\\x80-\\xbf]|[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]{2}|[\\xf1-\\xf3][\\x80-\\xbf]{3})*$/.test($v)`,
    kernelsOnly: true,
  },
  'base58 text': { test: `typeof $v === 'string' && /^[1-9A-HJ-NP-Za-km-z]*$/.test($v)`, kernelsOnly: true },
  'hexadecimal number': { test: `typeof $v === 'string' && /^(?:0x)?[0-9A-Fa-f]+$/.test($v)`, kernelsOnly: true },
  'decimal number': { test: `typeof $v === 'string' && /^(?:0|[1-9][0-9]*)$/.test($v)`, kernelsOnly: true },
  'binary number': { test: `typeof $v === 'string' && /^[01]{1,32}$/.test($v)`, kernelsOnly: true },
  'ip address': {
    test: `typeof $v === 'string' && /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\\.(?!$)|$)){4}$/.test($v)`,
    kernelsOnly: true,
  },
  'semantic version': {
    test: '%isVersion($v)',
    helper: `function %isVersion(text) { return typeof text === 'string' && text.length < 64 && /^v?\\d{1,15}(?:\\.\\d{1,15}){0,3}(?:-(?:\\d{1,15}|[A-Za-z][\\dA-Za-z-]*)(?:\\.(?:\\d{1,15}|[A-Za-z][\\dA-Za-z-]*))*)?$/.test(text); }`,
    kernelsOnly: true,
  },
  number: { test: `typeof $v === 'number'` },
  'number, not NaN': { test: `typeof $v === 'number' && $v === $v`, kernelsOnly: true },
  share: { test: `typeof $v === 'number' && $v >= 0 && $v <= 1`, kernelsOnly: true },
  integer: { test: `typeof $v === 'number' && ($v | 0) === $v` },
  natural: { test: `typeof $v === 'number' && $v >>> 0 === $v` },
  list: { test: 'Array.isArray($v)' },
  'list not empty': { test: 'Array.isArray($v) && $v.length > 0' },
  'small natural': { test: `typeof $v === 'number' && $v >>> 0 === $v && $v <= 1e7`, kernelsOnly: true },
  'few hundred': { test: `typeof $v === 'number' && $v >>> 0 === $v && $v <= 500`, kernelsOnly: true },
  few: { test: 'Array.isArray($v) && $v.length <= 8', kernelsOnly: true },
  'short list': { test: `Array.isArray($v) && $v.length <= ${SHORT}` },
  numbers: NUMBERS,
  'numbers not empty': {
    test: '%isNumbers($v) && $v.length > 0',
    outside: 'Array.isArray($v) && $v.length > 0',
    helper: NUMBERS.helper!,
  },
  'ascending numbers': {
    test: '%isAscending($v)',
    helper: `function %isAscending(list) { if (!Array.isArray(list)) return false; for (let i = 0; i < list.length; i++) if (typeof list[i] !== 'number' || (i > 0 && !(list[i - 1] <= list[i]))) return false; return true; }`,
  },
  integers: every('isIntegers', `typeof x === 'number' && (x | 0) === x && (x !== 0 || 1 / x > 0)`),
  /** Of which no product is inexact. */
  'small integers': {
    test: '%isSmall($v)',
    helper: `function %isSmall(list) { if (!Array.isArray(list)) return false; let product = 1; for (let i = 0; i < list.length; i++) { const x = list[i]; if (typeof x !== 'number' || (x | 0) !== x || (x === 0 && 1 / x < 0)) return false; product *= x === 0 ? 1 : x < 0 ? -x : x; } return product <= 9007199254740991; }`,
    kernelsOnly: true,
  },
  'naturals not empty': {
    test: '%isNaturals($v) && $v.length > 0',
    helper: NATURALS.helper!,
    kernelsOnly: true,
  },
  naturals: { ...NATURALS, kernelsOnly: true },
  coins: { ...every('isCoins', `typeof x === 'number' && x >>> 0 === x && x > 0`), kernelsOnly: true },
  texts: TEXTS,
  'texts not empty': {
    test: '%isTexts($v) && $v.length > 0',
    outside: 'Array.isArray($v) && $v.length > 0',
    helper: TEXTS.helper!,
    kernelsOnly: true,
  },
  primitives: every(
    'isPrimitives',
    `x !== undefined && x === x && (x === null || (typeof x !== 'object' && typeof x !== 'function')) && (x !== 0 || 1 / x > 0)`,
  ),
  bytes: {
    test: '($v instanceof Uint8Array || %isBytes($v))',
    helper: BYTES.helper!,
  },
  'sixteen bytes': {
    test: `($v instanceof Uint8Array || %isBytes($v)) && $v.length === 16`,
    helper: BYTES.helper!,
    kernelsOnly: true,
  },
  /** An object of no class; nothing is said of what is in it. */
  record: { test: RECORD, kernelsOnly: true },
  /** An object of data as JSON knows it; what is met twice is looked at twice. */
  'plain record': {
    test: `${RECORD} && %isTree($v, 0)`,
    outside: RECORD,
    helper: `function %isTree(x, depth) { if (typeof x !== 'object') return typeof x !== 'function' && typeof x !== 'symbol' && typeof x !== 'bigint'; if (x === null) return true; if (depth > 60) return false; const list = Array.isArray(x); if (Object.getPrototypeOf(x) !== (list ? Array : Object).prototype) return false; const keys = Object.keys(x); if (list && keys.length !== x.length) return false; for (let i = 0; i < keys.length; i++) { const y = x[keys[i]]; if ((list && y === undefined) || keys[i] === '__proto__' || keys[i] === 'toJSON' || !%isTree(y, depth + 1)) return false; } return true; }`,
    kernelsOnly: true,
  },
  /** Data as JSON knows it: nothing of a class, no functions, and nothing that is met twice. */
  'plain data': {
    test: '%isPlain($v, new Set())',
    outside: `typeof $v !== 'function'`,
    helper: `function %isPlain(x, seen) { if (typeof x !== 'object') return typeof x !== 'function' && typeof x !== 'symbol'; if (x === null) return true; if (seen.has(x)) return false; seen.add(x); const prototype = Object.getPrototypeOf(x); if (Array.isArray(x)) { if (prototype !== Array.prototype || Object.keys(x).length !== x.length) return false; for (let i = 0; i < x.length; i++) { const y = x[i]; if (y === undefined || !%isPlain(y, seen)) return false; } return true; } if (prototype !== Object.prototype || Object.getOwnPropertySymbols(x).length > 0) return false; for (const key in x) if (key === '__proto__' || !%isPlain(x[key], seen)) return false; return true; }`,
    kernelsOnly: true,
  },
  /** For what takes the low eight bits of anything. */
  octets: { test: '($v instanceof Uint8Array || Array.isArray($v))' },
  'rows of numbers': { test: '%isRows($v)', helper: ROWS, outside: 'Array.isArray($v) && $v.length > 0' },
  'rows of cells': {
    test: '%isRows($v) && %isCells($v)',
    helper: `${ROWS} function %isCells(rows) { for (let i = 0; i < rows.length; i++) for (let j = 0; j < rows[i].length; j++) if (rows[i][j] !== 0 && rows[i][j] !== 1) return false; return true; }`,
    kernelsOnly: true,
  },
  'small square matrix': {
    test: '%isRows($v) && $v.length <= 12 && $v.length === $v[0].length',
    helper: ROWS,
    kernelsOnly: true,
  },
} as const satisfies Record<string, DomainCheck>;

/** What two arguments may have to do with each other, in `$v` and `$w`. */
export const relations = {
  'of one length': { test: '$v.length === $w.length' },
  'not longer': { test: '$v.length <= $w.length' },
  'not equal': { test: '$v !== $w' },
  'not above': { test: '$v <= $w' },
} as const satisfies Record<string, DomainCheck>;

/**
 * A condition beside a kernel's own domain, in which alone it agrees: a domain for one of its arguments, or a relation of
 * two, by their numbers.
 */
export type Narrowing = readonly [test: Domain | keyof typeof relations, v: number, w?: number];

/** An expression in `$v` and `$w` with other names for them, whatever these begin with. */
export const inNames = (expression: string, v: string, w = v): string =>
  expression.replace(/\$([vw])\b/g, (_, which: string) => (which === 'v' ? v : w));

/** The check of a narrowing, in the names that the kernel takes. */
export function narrowed([name, v, w]: Narrowing, names: readonly string[]): DomainCheck {
  const check: DomainCheck = name in relations ? relations[name as keyof typeof relations] : domains[name as Domain];
  return { ...check, test: inNames(check.test, names[v]!, w === undefined ? undefined : names[w]) };
}

/** Text of an object with a function of a value, or two, for each domain and relation. */
const testsOf = (checks: Record<string, DomainCheck>): string =>
  `{ ${Object.entries(checks)
    .map(([name, { test, helper = '' }]) => {
      const condition = inNames(test, 'v', 'w').replaceAll('%', '$');
      return `${JSON.stringify(name)}: function (v, w) { ${helper.replaceAll('%', '$')} return ${condition}; }`;
    })
    .join(', ')} }`;

/** Text of an object with a function of a value for each domain: whether it is in it. */
export const DOMAIN_TESTS = testsOf(domains);
/** The same for relations of two values. */
export const RELATION_TESTS = testsOf(relations);

/**
 * Text of a function that takes rows of arguments and gives, by position, the domains that most of them are in, single
 * values that many of them are, as `=true` (`=undefined` stands for arguments that are not given), and earlier arguments
 * that many of them are the same as.
 */
export const DOMAINS_OF = `(function (rows, share, many, most) {
  const tests = ${DOMAIN_TESTS};
  const out = [];
  for (let at = 0; at < most; at++) {
    const found = [];
    for (const name in tests) {
      let held = 0;
      for (let i = 0; i < rows.length; i++) if (tests[name](rows[i][at])) held++;
      if (held > 0 && held >= rows.length * share) found[found.length] = name;
    }
    const values = new Map();
    for (let i = 0; i < rows.length; i++) {
      const v = rows[i][at];
      const kind = typeof v;
      if (kind !== 'undefined' && kind !== 'boolean' && v !== null && (kind !== 'string' || v.length > 20) && (kind !== 'number' || (v | 0) !== v)) continue;
      const text = kind === 'string' ? JSON.stringify(v) : '' + v;
      values.set(text, (values.get(text) || 0) + 1);
    }
    values.forEach(function (count, text) { if (count >= rows.length * many) found[found.length] = '${VALUE}' + text; });
    for (let before = 0; before < at; before++) {
      let held = 0;
      for (let i = 0; i < rows.length; i++) if (rows[i][at] !== undefined && rows[i][at] === rows[i][before]) held++;
      if (held > 0 && held >= rows.length * many) found[found.length] = '${SAME}' + before;
    }
    out[at] = found;
  }
  return out;
})`;

/** Of two texts `a` and `b` that are compared, what is left between their common ends: `n` and `m` units at `from`. */
export const TRIMMED_ENDS = `  let n = a.length;
  let m = b.length;
  while (n > 0 && m > 0 && a.charCodeAt(n - 1) === b.charCodeAt(m - 1)) { n--; m--; }
  let from = 0;
  while (from < n && from < m && a.charCodeAt(from) === b.charCodeAt(from)) from++;
  n -= from;
  m -= from;`;
