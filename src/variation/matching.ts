/** Which kernels give the values that parts of a function were seen to have. */
import { DOMAIN_TESTS, type Narrowing, RELATION_TESTS } from './kernel.ts';
import { kernels } from './kernels/kernels.ts';

/**
 * Behind a name: what it was at another moment than where the expression stands. With nothing behind it when the function
 * was entered, else before the statement that begins at this offset.
 */
export const AT = '@';

/** What was seen of one expression in several calls, each before it was evaluated. */
export interface PartSeen {
  readonly names: readonly string[];
  /** Values of the names, and of the expression. */
  readonly rows: readonly (readonly [args: readonly unknown[], value: unknown])[];
}

/** A kernel that gave what an expression did, with numbers of the names that it takes, and in what alone it did. */
export type PartMatch = readonly [kernel: string, names: readonly number[], narrow?: Narrowing];

/** What may make as much at once as a number among the arguments says. */
const MAKING = /new \w*Array\(|\.(repeat|padStart|padEnd)\(/;

const functions = kernels.map(
  ({ name, params, code }) =>
    `{ name: ${JSON.stringify(name)}, params: ${JSON.stringify(params)}, makes: ${MAKING.test(code)}, make: function () { ${code.replace(/%(?=[A-Za-z])/g, '$$k_')}\nreturn $k_kernel; } }`,
);

/** Text of the list of all kernels as functions that `make` makes. */
export const KERNELS = `[${functions.join(',\n')}]`;

/**
 * Text of a function that takes what was seen of one expression (`PartSeen`, its two fields) and gives a list of
 * `PartMatch`. A kernel matches where most calls are in its domain and it gave the same in each of these, or in each of
 * those, half of all or more, that are in a further domain as well, or of which two arguments are in a relation: then the
 * widest such condition is told. What is nearly always the same value tells nothing, nor what one of the names that it
 * takes holds already. Of an entire function a kernel may also be right where the parameters that it does not take are as
 * they mostly are. A call without a value (it threw, or gave nothing) is one that no kernel agrees with.
 * Once all of it together has done more than `most` units of work, nothing matches any more.
 * @param counted the list of kernels, with `counter.left` taken down and `counter.stop()` called below 0
 */
export const matcher = (counted: string, counter: string, most: number): string => `(function () {
  let left = ${most};
  const ${counter} = { left: 0, stop: function () { throw new Error('too much work'); } };
  const kernels = ${counted};
  const tests = ${DOMAIN_TESTS};
  const relations = ${RELATION_TESTS};
  const FEWEST = 6, SHARE = 0.8, LEAST = 0.5, DISTINCT = 4, FEWEST_OF_FEW = 3, WORK = 2e6, LARGE = 1e5;
  const isList = Array.isArray;
  const same = function (a, b) {
    if (Object.is(a, b)) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (isList(a) !== isList(b)) return false;
    const own = Object.keys(a);
    if (own.length !== Object.keys(b).length || (isList(a) && a.length !== b.length)) return false;
    for (let i = 0; i < own.length; i++) if (!Object.hasOwn(b, own[i]) || !same(a[own[i]], b[own[i]])) return false;
    return true;
  };
  const copy = function (x) {
    if (!isList(x)) return x;
    const out = x.slice();
    for (let i = 0; i < out.length; i++) if (isList(out[i])) out[i] = out[i].slice();
    return out;
  };
  const tells = function (rows) {
    let given = 0;
    const counts = new Map();
    for (let i = 0; i < rows.length; i++) {
      const value = rows[i][1];
      if (typeof value === 'function') return false;
      if (value === undefined) continue;
      given++;
      const key = typeof value === 'object' ? JSON.stringify(value) : value;
      counts.set(key, (counts.get(key) || 0) + 1);
    }
    if (given < FEWEST) return false;
    // Of few values one that is rare tells nothing.
    return counts.size >= DISTINCT || Array.from(counts.values()).filter(function (n) { return n >= FEWEST_OF_FEW; }).length > 1;
  };
  // One member of each list, all different.
  const tuples = function (lists) {
    let all = [[]];
    for (const list of lists) {
      const next = [];
      for (const one of all) for (const i of list) if (!one.includes(i)) next.push(one.concat([i]));
      all = next;
    }
    return all;
  };
  const gives = function (kernel, row, tuple) {
    if (row[1] === undefined) return false;
    ${counter}.left = WORK;
    try {
      return same(kernel.apply(null, tuple.map(function (i) { return copy(row[0][i]); })), row[1]);
    } catch { return false; } finally { left -= WORK - ${counter}.left; }
  };
  const isLarge = function (row, tuple) {
    return tuple.some(function (i) { return typeof row[0][i] === 'number' && Math.abs(row[0][i]) > LARGE; });
  };
  return function (names, rows, entire) {
    const found = [];
    if (left < 0 || !tells(rows)) return found;
    const itself = names.map(function (_, i) { return rows.every(function (row) { return same(row[0][i], row[1]); }); });
    // The first look is at the row that tells most.
    const pivots = [rows.reduce(function (a, b) { return size(b[1]) > size(a[1]) ? b : a; }), rows[rows.length >> 1]];
    const held = names.map(function (_, i) {
      const own = new Set();
      for (const name in tests) {
        let inside = 0;
        for (const row of rows) if (tests[name](row[0][i])) inside++;
        if (inside >= rows.length * SHARE) own.add(name);
      }
      return own;
    });
    const isIn = function (one, row, tuple) {
      return one.params.every(function (domain, k) { return tests[domain](row[0][tuple[k]]); });
    };
    const mayMake = function (one, row, tuple) { return one.makes && isLarge(row, tuple); };
    for (const one of kernels) {
      if (one.params.length > names.length || one.params.length > 3) continue;
      const fitting = one.params.map(function (domain) {
        const own = [];
        for (let i = 0; i < names.length; i++) if (!itself[i] && held[i].has(domain)) own.push(i);
        return own;
      });
      for (const tuple of tuples(fitting)) {
        if (ofSeveral(names, tuple)) continue;
        if (!one.made) { ${counter}.left = 1e6; one.made = one.make(); }
        const rightAt = function (row) { return !mayMake(one, row, tuple) && gives(one.made, row, tuple); };
        if (pivots.every(function (row) { return isIn(one, row, tuple) && !rightAt(row); })) continue;
        const inside = rows.filter(function (row) { return isIn(one, row, tuple); });
        const wrong = new Set();
        for (const row of inside) {
          if (!rightAt(row)) wrong.add(row);
          if (inside.length - wrong.size < rows.length * LEAST) break;
        }
        if (wrong.size === 0) {
          if (inside.length >= rows.length * SHARE) found.push([one.name, tuple]);
        } else if (inside.length - wrong.size >= rows.length * LEAST) {
          if (entire && isRightAsUsual(names, rows, tuple, inside, wrong)) {
            found.push([one.name, tuple]);
            continue;
          }
          const narrow = narrowing(one, tuple, inside, wrong, rows.length * LEAST);
          if (narrow) found.push([one.name, tuple, narrow]);
        }
      }
    }
    return found;
  };
  // Whether a kernel is right wherever the parameters that it does not take have their most frequent values: nowhere else is it taken.
  function isRightAsUsual(names, rows, tuple, inside, wrong) {
    let usual = inside;
    for (let i = 0; i < names.length; i++) {
      if (tuple.includes(i)) continue;
      const counts = new Map();
      for (const row of rows) counts.set(row[0][i], (counts.get(row[0][i]) || 0) + 1);
      const most = Math.max.apply(null, Array.from(counts.values()));
      usual = usual.filter(function (row) { return counts.get(row[0][i]) === most; });
    }
    return usual.length >= rows.length * LEAST && !usual.some(function (row) { return wrong.has(row); });
  }
  // The condition in which most of the rows are and none that is wrong.
  function narrowing(one, tuple, inside, wrong, fewest) {
    let best, most = 0;
    const attempt = function (condition, holds) {
      const rows = inside.filter(holds);
      if (rows.length <= most || rows.length < fewest || rows.some(function (row) { return wrong.has(row); }) || !tells(rows)) return;
      // There a name holds the value already.
      if (tuple.some(function (i) { return rows.every(function (row) { return same(row[0][i], row[1]); }); })) return;
      best = condition;
      most = rows.length;
    };
    tuple.forEach(function (i, k) {
      for (const name in tests)
        if (name !== one.params[k]) attempt([name, k], function (row) { return tests[name](row[0][i]); });
    });
    const pairs = tuple.length === 2 ? [[0, 1], [1, 0]] : [];
    for (const pair of pairs)
      for (const name in relations)
        attempt([name].concat(pair), function (row) {
          return relations[name](row[0][tuple[pair[0]]], row[0][tuple[pair[1]]]);
        });
    return best;
  }
  // Whether the names have their values from more than one moment.
  function ofSeveral(names, tuple) {
    let moment;
    for (const i of tuple) {
      const at = names[i].indexOf('${AT}');
      if (at < 0) continue;
      const own = names[i].slice(at);
      if (moment !== undefined && moment !== own) return true;
      moment = own;
    }
    return moment !== undefined && tuple.some(function (i) { return names.includes(names[i] + moment); });
  }
  function size(value) {
    if (typeof value === 'number') return value === value ? Math.abs(value) : 0;
    if (typeof value === 'boolean') return value ? 1 : 0;
    return value === null || value === undefined ? 0 : value.length || 1;
  }
})()`;
