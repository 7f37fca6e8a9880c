/** Objects and maps. Rules that are only a pattern and a template; fixtures: `test/fixtures/rules/<name>/`. */
import type { RuleData } from '../../rule.ts';

export const objects: readonly RuleData[] = [
  {
    name: 'key-in-keys',
    why: 'asks the object itself instead of searching a list of its keys',
    find: [
      'Object.keys($o).includes($k)',
      'Object.keys($o).indexOf($k) !== -1',
      'Object.keys($o).indexOf($k) != -1',
      'Object.keys($o).indexOf($k) > -1',
      'Object.keys($o).indexOf($k) >= 0',
      'Object.keys($o).indexOf($k) === -1',
      'Object.keys($o).indexOf($k) == -1',
      'Object.keys($o).indexOf($k) < 0',
    ],
    replace: [
      ...Array(5).fill('Object.prototype.hasOwnProperty.call($o, $k)'),
      ...Array(3).fill('!Object.prototype.hasOwnProperty.call($o, $k)'),
    ],
    claims: 'on plain objects, with keys that are texts',
  },
  {
    name: 'one-lookup-for-has-and-get',
    why: 'one lookup serves where two did',
    find: '$m.has($k) ? $m.get($k) : $d',
    replace: '$m.get($k) ?? $d',
    where: {
      $m: {
        pure: true,
      },
      $k: {
        pure: true,
      },
    },
    claims: 'on maps that hold neither null nor undefined',
  },
  {
    name: 'one-lookup-for-counting',
    why: 'one lookup serves where two did',
    find: '$m.has($k) ? $m.get($k) + $n : $n',
    replace: '($m.get($k) ?? 0) + $n',
    where: {
      $m: {
        pure: true,
      },
      $k: {
        pure: true,
      },
      $n: {
        pure: true,
      },
    },
    claims: 'on maps of numbers',
  },
  {
    name: 'json-copy-to-clone',
    why: 'copies without a detour through text',
    find: 'JSON.parse(JSON.stringify($x))',
    replace: '%clone($x)',
    helper:
      'function %clone(x) { if (typeof x !== "object" || x === null) return x; if (Array.isArray(x)) { const list = new Array(x.length); for (let i = 0; i < x.length; i++) list[i] = %clone(x[i]); return list; } const copy = {}; for (const key of Object.keys(x)) copy[key] = %clone(x[key]); return copy; }',
    claims: 'on lists and plain objects of numbers, texts and booleans',
  },
  {
    name: 'object-without-prototype',
    why: 'a map is made for keys that come and go',
    find: ['const $o = {};', 'var $o = {};', 'let $o = {};'],
    replace: 'const $o = Object.create(null);',
    where: {
      $o: {
        identifier: true,
      },
    },
  },
  {
    name: 'own-property-to-undefined',
    why: 'reads the property instead of asking for it',
    find: [
      '$o.hasOwnProperty($k)',
      'Object.prototype.hasOwnProperty.call($o, $k)',
      'Object.hasOwn($o, $k)',
      '$k in $o',
    ],
    replace: '$o[$k] !== undefined',
    where: {
      $o: {
        pure: true,
      },
      $k: {
        pure: true,
      },
    },
  },
  {
    name: 'entries-to-keys',
    why: 'reads each value by its key instead of making a pair for each',
    find: ['for (const [$k, $v] of Object.entries($o)) $body', 'for (let [$k, $v] of Object.entries($o)) $body'],
    replace: 'for (const $k of Object.keys($o)) { const $v = $o[$k]; $body }',
    where: { $o: { pure: true }, $k: { identifier: true }, $v: { identifier: true } },
    claims: 'on objects that the body does not change',
  },
  {
    name: 'keys-length-to-empty',
    why: 'stops at the first key instead of making a list of all',
    find: ['Object.keys($o).length === 0', '!Object.keys($o).length', 'Object.keys($o).length == 0'],
    replace: '%isEmpty($o)',
    helper:
      'function %isEmpty(object) { for (const key in object) { if (Object.prototype.hasOwnProperty.call(object, key)) return false; } return true; }',
    claims: 'on plain objects',
  },
  {
    name: 'branches-exchanged',
    why: 'the commoner case is asked for first',
    find: ['if ($a) $x else if ($b) $y else $z', 'if ($a) $x else if ($b) $y'],
    replace: ['if ($b) $y else if ($a) $x else $z', 'if ($b) $y else if ($a) $x'],
    where: { $a: { pure: true }, $b: { pure: true } },
    claims: 'where never both are so',
  },
  {
    name: 'arguments-to-list',
    why: 'a loop fills a list instead of a borrowed call',
    find: ['Array.prototype.slice.call($a)', '[].slice.call($a)'],
    replace: '%listOf($a)',
    helper:
      'function %listOf(values) { const list = new Array(values.length); for (let i = 0; i < values.length; i++) list[i] = values[i]; return list; }',
    where: { $a: { identifier: true } },
    claims: 'on lists without holes, and on arguments',
  },
  {
    name: 'key-of-value',
    why: 'a map of keys by their values, made once for a table, answers in one step where the table is walked',
    find: [
      'for (const $k in $t) { if ($t[$k] === $x) { return $k; } }',
      'for (const $k in $t) { if ($t[$k] == $x) { return $k; } }',
      'for (const $k in $t) { if ($x === $t[$k]) { return $k; } }',
      'for (const $k of Object.keys($t)) { if ($t[$k] === $x) { return $k; } }',
    ],
    replace: 'const %key = %keyOf($t, $x); if (%key !== undefined) return %key;',
    helper:
      'let %table; let %keys; function %keyOf(table, value) { if (table !== %table) { %keys = new Map(); for (const key in table) { if (!%keys.has(table[key])) %keys.set(table[key], key); } %table = table; } return %keys.get(value); }',
    where: { $k: { identifier: true }, $t: { identifier: true }, $x: { pure: true } },
    claims: 'for a table that stays as it is',
  },
  {
    name: 'member-in-place',
    why: 'one more member is put into an object, where all of it was copied for each',
    find: ['$o = { ...$o, [$k]: $v };', '$o = Object.assign({}, $o, { [$k]: $v });'],
    replace: '$o[$k] = $v;',
    where: { $o: { identifier: true } },
    claims: 'where nothing else holds the object',
  },
  {
    name: 'assign-to-spread',
    why: 'a literal copies members without a call',
    find: ['Object.assign({}, $a)', 'Object.assign({}, $a, $b)', 'Object.assign({}, $a, $b, $c)'],
    replace: ['({ ...$a })', '({ ...$a, ...$b })', '({ ...$a, ...$b, ...$c })'],
    claims: 'on objects',
  },
  {
    name: 'compiled-to-typeof',
    why: 'the operator itself in place of the function that a compiler to older JavaScript asks',
    find: [
      "typeof $x === 'undefined' ? 'undefined' : _typeof($x)",
      "typeof $x === 'undefined' ? 'undefined' : (0, _typeof3.default)($x)",
      '_typeof($x)',
      '(0, _typeof2.default)($x)',
      "(0, _typeof2['default'])($x)",
      '(0, _typeof3.default)($x)',
    ],
    replace: 'typeof $x',
    where: {
      $x: {
        pure: true,
      },
    },
    claims: "where the helper is a compiler's own",
  },
  {
    name: 'json-of-plain-value',
    why: 'a number, a truth value and a short text with nothing to escape are their own JSON',
    find: 'JSON.stringify($x)',
    replace: '%jsonOf($x)',
    helper:
      "function %jsonOf(x) { if (typeof x === 'string') { if (x.length < 64) { let i = 0; for (; i < x.length; i++) { const c = x.charCodeAt(i); if (c < 32 || c === 34 || c === 92 || c > 55295) break; } if (i === x.length) return '\"' + x + '\"'; } } else if (typeof x === 'number') return x - x === 0 ? '' + x : 'null'; else if (typeof x === 'boolean') return x ? 'true' : 'false'; else if (x === null) return 'null'; return JSON.stringify(x); }",
    claims: 'on all that JSON knows',
  },
  {
    name: 'keys-map-to-values',
    why: 'the list of values without asking for each',
    find: 'Object.keys($o).map(($k) => $o[$k])',
    replace: 'Object.values($o)',
    where: { $o: { pure: true } },
    claims: 'on objects',
  },
  {
    name: 'entries-map-to-keys',
    why: 'reads each value by its key instead of making a pair for each',
    find: 'Object.entries($o).map(([$k, $v]) => $e)',
    replace: 'Object.keys($o).map(($k) => { const $v = $o[$k]; return $e; })',
    where: { $o: { pure: true }, $k: { identifier: true }, $v: { identifier: true } },
    claims: 'on objects that do not change meanwhile',
  },
  {
    name: 'entries-each-to-keys',
    why: 'reads each value by its key instead of making a pair for each',
    find: 'Object.entries($o).forEach(([$k, $v]) => { $$b });',
    replace: 'for (const $k of Object.keys($o)) { const $v = $o[$k]; $$b }',
    where: {
      $o: { pure: true },
      $k: { identifier: true },
      $v: { identifier: true },
      $$b: { contained: true },
    },
    claims: 'on objects that do not change meanwhile',
  },
  {
    name: 'from-entries-to-object',
    why: 'puts each value into the object instead of making a pair for it',
    find: 'Object.fromEntries($list.map(($x) => [$k, $v]))',
    replace:
      '(() => { const %all = {}; const %list = $list; for (let %i = 0; %i < %list.length; %i++) { const $x = %list[%i]; %all[$k] = $v; } return %all; })()',
    where: { $k: { contained: true }, $v: { contained: true } },
    claims: 'on lists without holes, with keys that are no __proto__',
  },
  {
    name: 'json-equality',
    why: 'compares members instead of making two texts of them',
    find: [
      'JSON.stringify($a) === JSON.stringify($b)',
      'JSON.stringify($a) == JSON.stringify($b)',
      'JSON.stringify($a) !== JSON.stringify($b)',
      'JSON.stringify($a) != JSON.stringify($b)',
    ],
    replace: ['%sameJson($a, $b)', '%sameJson($a, $b)', '!%sameJson($a, $b)', '!%sameJson($a, $b)'],
    helper:
      "function %sameJson(a, b) { if (typeof a === 'string' || typeof a === 'boolean' || typeof b === 'string' || typeof b === 'boolean') { if (typeof a !== 'object' && typeof b !== 'object') return a === b; } else if (typeof a === 'number' && typeof b === 'number') { if (a === b) return true; if (a - a === 0 || b - b === 0) return false; } else if (Array.isArray(a) && Array.isArray(b)) { if (a.length !== b.length) return false; for (let i = 0; i < a.length; i++) { const x = a[i], y = b[i]; if (x === undefined || y === undefined || typeof x === 'function' || typeof y === 'function') return JSON.stringify(a) === JSON.stringify(b); if (!%sameJson(x, y)) return false; } return true; } else if (%isPlain(a) && %isPlain(b)) { const own = Object.keys(a), other = Object.keys(b); let plain = own.length === other.length; for (let i = 0; plain && i < own.length; i++) plain = own[i] === other[i]; if (plain) { for (let i = 0; i < own.length; i++) { const x = a[own[i]], y = b[own[i]]; if (x === undefined || y === undefined) return JSON.stringify(a) === JSON.stringify(b); if (!%sameJson(x, y)) return false; } return true; } } return JSON.stringify(a) === JSON.stringify(b); } function %isPlain(x) { return typeof x === 'object' && x !== null && Object.getPrototypeOf(x) === Object.prototype && typeof x.toJSON !== 'function'; }",
    claims: 'on data',
  },
  {
    name: 'delete-to-undefined',
    why: 'an object keeps its shape where a member only loses its value',
    find: 'delete $o[$k];',
    replace: '$o[$k] = undefined;',
  },
];
