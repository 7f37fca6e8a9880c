/** Loops, and calls that are loops. Rules that are only a pattern and a template; fixtures: `test/fixtures/rules/<name>/`. */
import type { RuleData } from '../../rule.ts';

/** Goes through the pieces of a text, one after the other. */
const walkPieces = (body: string): string =>
  `{ const %text = $s; const %sep = $sep; for (let %from = 0, %at = 0; %at >= 0; %from = %at + %sep.length) { %at = %text.indexOf(%sep, %from); const $x = %at < 0 ? %text.slice(%from) : %text.slice(%from, %at); ${body} } }`;

export const loops: readonly RuleData[] = [
  {
    name: 'for-of-to-index',
    why: 'an index loop needs no iterator',
    find: ['for (const $x of $list) $body', 'for (let $x of $list) $body'],
    replace: 'for (let %i = 0; %i < $list.length; %i++) { const $x = $list[%i]; $body }',
    where: {
      $list: {
        pure: true,
        unassignedIn: '$body',
      },
    },
    claims: 'on arrays that the body does not change',
  },
  {
    name: 'for-each-to-index',
    why: 'a loop calls no function for each element',
    find: ['$list.forEach(($x) => { $$body });', '$list.forEach(function ($x) { $$body });'],
    replace: 'for (let %i = 0; %i < $list.length; %i++) { const $x = $list[%i]; $$body }',
    where: {
      $list: {
        pure: true,
      },
      $$body: {
        contained: true,
      },
    },
    claims: 'on arrays without holes that the body does not change',
  },
  {
    name: 'for-each-index-to-index',
    why: 'a loop calls no function for each element',
    find: ['$list.forEach(($x, $i) => { $$body });', '$list.forEach(function ($x, $i) { $$body });'],
    replace: 'for (let $i = 0; $i < $list.length; $i++) { const $x = $list[$i]; $$body }',
    where: {
      $list: {
        pure: true,
      },
      $i: {
        identifier: true,
      },
      $$body: {
        contained: true,
      },
    },
    claims: 'on arrays without holes that the body does not change',
  },
  {
    name: 'map-to-loop',
    why: 'a loop calls no function for each element',
    find: ['const $r = $list.map(($x) => $e);', 'const $r = $list.map(function ($x) { return $e; });'],
    replace:
      'const $r = new Array($list.length); for (let %i = 0; %i < $list.length; %i++) { const $x = $list[%i]; $r[%i] = $e; }',
    where: {
      $list: {
        pure: true,
      },
      $r: {
        identifier: true,
      },
      $e: {
        contained: true,
      },
    },
    claims: 'on arrays without holes',
  },
  {
    name: 'fuse-loops',
    why: 'one pass over the same range instead of two',
    find: [
      'for ($init; $test; $update) { $$a } for ($init; $test; $update) { $$b }',
      'for (let $i = $from; $test; $update) { $$a } for (let $i = $from; $test; $update) { $$b }',
      'for (var $i = $from; $test; $update) { $$a } for ($i = $from; $test; $update) { $$b }',
    ],
    replace: [
      'for ($init; $test; $update) { $$a $$b }',
      'for (let $i = $from; $test; $update) { $$a $$b }',
      'for (var $i = $from; $test; $update) { $$a $$b }',
    ],
  },
  {
    name: 'inner-search-to-index-of',
    why: 'the engine searches in native code',
    find: [
      'for (let $i = 0; $i < $list.length; $i++) { if ($list[$i] === $x) { return true; } } return false;',
      'for (var $i = 0; $i < $list.length; $i++) { if ($list[$i] === $x) { return true; } } return false;',
    ],
    replace: 'return $list.indexOf($x) >= 0;',
    where: {
      $list: {
        pure: true,
      },
      $x: {
        pure: true,
      },
    },
    claims: 'on arrays without holes',
  },
  {
    name: 'inner-search-to-position',
    why: 'the engine searches in native code',
    find: [
      'for (let $i = 0; $i < $list.length; $i++) { if ($list[$i] === $x) { return $i; } } return -1;',
      'for (var $i = 0; $i < $list.length; $i++) { if ($list[$i] === $x) { return $i; } } return -1;',
    ],
    replace: 'return $list.indexOf($x);',
    where: {
      $list: {
        pure: true,
      },
      $x: {
        pure: true,
      },
    },
    claims: 'on arrays without holes',
  },
  {
    name: 'inner-search-to-flag',
    why: 'the engine searches in native code, and a set may be asked instead',
    find: [
      'for (let $i = 0; $i < $list.length; $i++) { if ($list[$i] === $x) { $found = $value; break; } }',
      'for (let $i = 0; $i < $list.length; $i++) { if ($list[$i] == $x) { $found = $value; break; } }',
      'for (let $i = 0; $i < $list.length; $i++) { if ($x === $list[$i]) { $found = $value; break; } }',
      'for (const $y of $list) { if ($y === $x) { $found = $value; break; } }',
    ],
    replace: 'if ($list.indexOf($x) >= 0) $found = $value;',
    where: { $list: { pure: true }, $x: { pure: true }, $found: { identifier: true }, $value: { pure: true } },
    claims: 'on arrays without holes',
  },
  {
    name: 'stop-when-found',
    why: 'nothing that comes later changes the answer',
    find: [
      'for (let $i = $from; $test; $step) { if ($c) { $found = true; } }',
      'for (var $i = $from; $test; $step) { if ($c) { $found = true; } }',
      'for (const $x of $list) { if ($c) { $found = true; } }',
    ],
    replace: [
      'for (let $i = $from; $test; $step) { if ($c) { $found = true; break; } }',
      'for (var $i = $from; $test; $step) { if ($c) { $found = true; break; } }',
      'for (const $x of $list) { if ($c) { $found = true; break; } }',
    ],
    where: {
      $c: {
        pure: true,
      },
      $found: {
        identifier: true,
      },
    },
    claims: 'where the counter is not read behind the loop',
  },
  {
    name: 'length-once',
    why: 'reads the length once',
    find: ['for (let $i = $from; $i < $list.length; $u) $body', 'for (var $i = $from; $i < $list.length; $u) $body'],
    replace: [
      'for (let $i = $from, %n = $list.length; $i < %n; $u) $body',
      'for (var $i = $from, %n = $list.length; $i < %n; $u) $body',
    ],
    where: {
      $i: {
        identifier: true,
      },
      $list: {
        pure: true,
      },
    },
    claims: 'where the body does not change the length',
  },
  {
    name: 'filter-to-loop',
    why: 'a loop calls no function for each element',
    find: ['const $r = $list.filter(($x) => $c);', 'const $r = $list.filter(function ($x) { return $c; });'],
    replace: 'const $r = []; for (let %i = 0; %i < $list.length; %i++) { const $x = $list[%i]; if ($c) $r.push($x); }',
    where: {
      $list: {
        pure: true,
      },
      $r: {
        identifier: true,
      },
      $c: {
        contained: true,
      },
    },
    claims: 'on arrays without holes',
  },
  {
    name: 'return-map-to-loop',
    why: 'a loop calls no function for each element',
    find: ['return $list.map(($x) => $e);', 'return $list.map(function ($x) { return $e; });'],
    replace:
      'const %out = new Array($list.length); for (let %i = 0; %i < $list.length; %i++) { const $x = $list[%i]; %out[%i] = $e; } return %out;',
    where: {
      $list: {
        pure: true,
      },
      $e: {
        contained: true,
      },
    },
    claims: 'on arrays without holes',
  },
  {
    name: 'return-filter-to-loop',
    why: 'a loop calls no function for each element',
    find: ['return $list.filter(($x) => $c);', 'return $list.filter(function ($x) { return $c; });'],
    replace:
      'const %out = []; for (let %i = 0; %i < $list.length; %i++) { const $x = $list[%i]; if ($c) %out.push($x); } return %out;',
    where: {
      $list: {
        pure: true,
      },
      $c: {
        contained: true,
      },
    },
    claims: 'on arrays without holes',
  },
  {
    name: 'some-to-loop',
    why: 'a loop calls no function for each element',
    find: ['return $list.some(($x) => $c);', 'return $list.some(function ($x) { return $c; });'],
    replace: 'for (let %i = 0; %i < $list.length; %i++) { const $x = $list[%i]; if ($c) return true; } return false;',
    where: {
      $list: {
        pure: true,
      },
      $c: {
        contained: true,
      },
    },
    claims: 'on arrays without holes',
  },
  {
    name: 'every-to-loop',
    why: 'a loop calls no function for each element',
    find: ['return $list.every(($x) => $c);', 'return $list.every(function ($x) { return $c; });'],
    replace:
      'for (let %i = 0; %i < $list.length; %i++) { const $x = $list[%i]; if (!($c)) return false; } return true;',
    where: {
      $list: {
        pure: true,
      },
      $c: {
        contained: true,
      },
    },
    claims: 'on arrays without holes',
  },
  {
    name: 'count-through-to-end',
    why: 'reads the end of the list once',
    find: 'while ($i < $list.length) { $$b $i++; }',
    replace: 'for (let %n = $list.length; $i < %n; $i++) { $$b }',
    where: {
      $i: {
        identifier: true,
      },
      $list: {
        pure: true,
      },
    },
  },
  {
    name: 'shift-to-head',
    why: 'a place in the queue instead of moving all of it',
    find: [
      'while ($q.length > 0) { const $x = $q.shift(); $$b }',
      'while ($q.length) { const $x = $q.shift(); $$b }',
      'while ($q.length > 0) { let $x = $q.shift(); $$b }',
      'while ($q.length > 0) { var $x = $q.shift(); $$b }',
      'while ($q.length) { var $x = $q.shift(); $$b }',
    ],
    replace: 'for (let %head = 0; %head < $q.length; %head++) { const $x = $q[%head]; $$b }',
    where: {
      $q: {
        identifier: true,
      },
      $x: {
        identifier: true,
      },
    },
  },
  {
    name: 'keys-each-to-for-in',
    why: 'walks the keys without making a list',
    find: ['Object.keys($o).forEach(($k) => { $$b });', 'Object.keys($o).forEach(function ($k) { $$b });'],
    replace: 'for (const $k in $o) { $$b }',
    where: {
      $o: {
        pure: true,
      },
      $$b: {
        contained: true,
      },
    },
    claims: 'on plain objects',
  },
  {
    name: 'own-loop-to-keys',
    why: 'a list of the own keys needs no question for each',
    find: [
      'for (const $k in $o) { if ($o.hasOwnProperty($k)) { $$b } }',
      'for (var $k in $o) { if ($o.hasOwnProperty($k)) { $$b } }',
      'for (let $k in $o) { if ($o.hasOwnProperty($k)) { $$b } }',
    ],
    replace: 'for (const $k of Object.keys($o)) { $$b }',
    where: {
      $o: {
        pure: true,
      },
      $k: {
        identifier: true,
      },
    },
    claims: 'on plain objects, where the key is not read behind the loop',
  },
  {
    name: 'split-to-walk',
    why: 'pieces are cut out one after the other, without a list of them all',
    find: [
      'for (const $x of $s.split($sep)) $body',
      '$s.split($sep).forEach(($x) => { $$body });',
      '$s.split($sep).forEach(function ($x) { $$body });',
    ],
    replace: [walkPieces('$body'), walkPieces('$$body'), walkPieces('$$body')],
    where: { $x: { identifier: true }, $sep: { plain: true }, $$body: { contained: true } },
    claims: 'by separators that are texts, and not empty',
  },
  {
    name: 'slice-to-loop-bounds',
    why: 'reads in place instead of from a copy',
    find: 'for (const $x of $list.slice($from)) $body',
    replace: 'for (let %i = $from; %i < $list.length; %i++) { const $x = $list[%i]; $body }',
    where: {
      $list: {
        pure: true,
      },
      $from: {
        pure: true,
      },
    },
  },
  {
    name: 'entries-to-index',
    why: 'an index instead of pairs',
    find: 'for (const [$i, $x] of $list.entries()) $body',
    replace: 'for (let $i = 0; $i < $list.length; $i++) { const $x = $list[$i]; $body }',
    where: {
      $list: {
        pure: true,
      },
      $i: {
        identifier: true,
      },
    },
    claims: 'on arrays that the body does not change',
  },
  {
    name: 'backwards-loop',
    why: 'counts down, and compares with zero',
    find: ['for (let $i = 0; $i < $list.length; $i++) $body', 'for (var $i = 0; $i < $list.length; $i++) $body'],
    replace: [
      'for (let $i = $list.length - 1; $i >= 0; $i--) $body',
      'for (var $i = $list.length - 1; $i >= 0; $i--) $body',
    ],
    where: {
      $i: {
        identifier: true,
      },
      $list: {
        pure: true,
      },
    },
  },
  {
    name: 'unroll-twice',
    why: 'two turns in one',
    find: ['for (let $i = $from; $i < $n; $i++) { $s }', 'for (var $i = $from; $i < $n; $i++) { $s }'],
    replace: [
      '{ let $i = $from; for (; $i + 1 < $n; $i++) { $s $i++; $s } if ($i < $n) { $s } }',
      'var $i = $from; for (; $i + 1 < $n; $i++) { $s $i++; $s } if ($i < $n) { $s }',
    ],
    where: {
      $i: {
        identifier: true,
      },
      $n: {
        pure: true,
      },
    },
  },
  {
    name: 'negate-early',
    why: 'leaves the turn early instead of nesting',
    find: 'for (let $i = $from; $t; $u) { if ($c) { $$b } }',
    replace: 'for (let $i = $from; $t; $u) { if (!($c)) continue; $$b }',
    claims: 'everywhere',
  },
  {
    name: 'unroll-four',
    why: 'four turns in one',
    find: ['for (let $i = $from; $i < $n; $i++) { $s }', 'for (var $i = $from; $i < $n; $i++) { $s }'],
    replace: [
      '{ let $i = $from; for (; $i + 3 < $n; $i++) { $s $i++; $s $i++; $s $i++; $s } for (; $i < $n; $i++) { $s } }',
      'var $i = $from; for (; $i + 3 < $n; $i++) { $s $i++; $s $i++; $s $i++; $s } for (; $i < $n; $i++) { $s }',
    ],
    where: { $i: { identifier: true }, $n: { pure: true } },
  },
  {
    name: 'unswitch',
    why: 'what does not change in the loop is asked once before it',
    find: [
      'for (let $i = $from; $t; $u) { if ($c) $a else $b }',
      'for (var $i = $from; $t; $u) { if ($c) $a else $b }',
      'for (let $i = $from; $t; $u) { if ($c) $a }',
      'while ($t) { if ($c) $a else $b }',
      'for (const $x of $list) { if ($c) $a else $b }',
    ],
    replace: [
      'if ($c) { for (let $i = $from; $t; $u) $a } else { for (let $i = $from; $t; $u) $b }',
      'if ($c) { for (var $i = $from; $t; $u) $a } else { for (var $i = $from; $t; $u) $b }',
      'if ($c) { for (let $i = $from; $t; $u) $a } else { for (let $i = $from; $t; $u) {} }',
      'if ($c) { while ($t) $a } else { while ($t) $b }',
      'if ($c) { for (const $x of $list) $a } else { for (const $x of $list) $b }',
    ],
    where: { $c: { pure: true, unassignedIn: '$a' } },
    claims: 'where the condition does not depend on the loop',
  },
  {
    name: 'interchange',
    why: 'the inner loop walks along what lies together',
    find: [
      'for (let $i = $a; $t; $u) { for (let $j = $b; $v; $w) $body }',
      'for (var $i = $a; $t; $u) { for (var $j = $b; $v; $w) $body }',
    ],
    replace: [
      'for (let $j = $b; $v; $w) { for (let $i = $a; $t; $u) $body }',
      'for (var $j = $b; $v; $w) { for (var $i = $a; $t; $u) $body }',
    ],
  },
  {
    name: 'first-turn-apart',
    why: 'what is done in the first turn alone is not asked for in the others',
    find: ['for (let $i = $from; $i < $n; $i++) { $$body }', 'for (var $i = $from; $i < $n; $i++) { $$body }'],
    replace: [
      '{ let $i = $from; if ($i < $n) { { $$body } $i++; } for (; $i < $n; $i++) { $$body } }',
      'var $i = $from; if ($i < $n) { { $$body } $i++; } for (; $i < $n; $i++) { $$body }',
    ],
    where: { $i: { identifier: true }, $$body: { contained: true } },
  },
];
