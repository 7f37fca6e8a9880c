/** Texts: characters, pieces, replacements, conversions. Rules that are only a pattern and a template; fixtures: `test/fixtures/rules/<name>/`. */
import type { RuleData } from '../../rule.ts';

/** Two characters of a text from a place on: by the place, and as it is written where both ends are numbers. */
const PAIRS: readonly (readonly [find: string, from: string])[] = [
  ['$s.substr($i, 2)', '$i'],
  ...['slice', 'substring'].flatMap((cut) => [
    [`$s.${cut}($i, $i + 2)`, '$i'] as const,
    ...[0, 1, 2, 3, 4, 5, 6, 7].map((at) => [`$s.${cut}(${at}, ${at + 2})`, `${at}`] as const),
  ]),
  ['$s[$i] + $s[$i + 1]', '$i'],
];

/** How it is asked whether a number has one digit in a text. */
const HEX_OF_ONE = ['$h.length === 1', '$h.length == 1', '$h.length < 2', '$h.length !== 2', '$h.length % 2'];

export const texts: readonly RuleData[] = [
  {
    name: 'char-codes-by-index',
    why: 'character codes are small integers; characters are strings',
    find: '$s[$i] === $t[$j]',
    replace: '$s.charCodeAt($i) === $t.charCodeAt($j)',
    where: {
      $s: {
        pure: true,
      },
      $t: {
        pure: true,
      },
    },
  },
  {
    name: 'char-codes-by-char-at',
    why: 'character codes are small integers; characters are strings',
    find: ['$s.charAt($i) === $t.charAt($j)', '$s.charAt($i) == $t.charAt($j)'],
    replace: '$s.charCodeAt($i) === $t.charCodeAt($j)',
    claims: 'on strings, inside their length',
  },
  {
    name: 'pair-key-to-number',
    why: 'a pair of characters fits in one number, which needs no new string and hashes faster',
    find: ['$s.substring($i, $i + 2)', '$s.slice($i, $i + 2)', '$s.substr($i, 2)'],
    replace: '$s.charCodeAt($i) * 65536 + $s.charCodeAt($i + 1)',
    where: {
      $s: {
        pure: true,
      },
      $i: {
        pure: true,
      },
    },
    everywhere: true,
  },
  {
    name: 'guard-before-replace',
    why: 'most texts hold nothing to replace, and a search is cheaper',
    find: '$s.replace($pattern, $by)',
    replace: '($s.search($pattern) < 0 ? $s : $s.replace($pattern, $by))',
    where: {
      $s: {
        identifier: true,
      },
      $pattern: {
        pure: true,
      },
    },
    claims: 'on strings, with a pattern that has no state',
  },
  {
    name: 'guard-before-split',
    why: 'a text without the separator need not be cut',
    find: '$s.split($by)',
    replace: '($s.indexOf($by) < 0 ? [$s] : $s.split($by))',
    where: {
      $s: {
        identifier: true,
      },
      $by: {
        pure: true,
        plain: true,
      },
    },
    claims: 'on strings, with a separator that is a text and not empty',
  },
  {
    name: 'guard-before-decode',
    why: 'most texts hold nothing to decode, and a search is cheaper',
    find: ['decodeURIComponent($s)', 'decodeURI($s)', 'unescape($s)'],
    replace: [
      "($s.indexOf('%') < 0 ? $s : decodeURIComponent($s))",
      "($s.indexOf('%') < 0 ? $s : decodeURI($s))",
      "($s.indexOf('%') < 0 ? $s : unescape($s))",
    ],
    where: {
      $s: {
        pure: true,
      },
    },
    claims: 'on strings',
  },
  {
    name: 'guard-before-encode',
    why: 'most texts hold nothing to encode, and a search is cheaper',
    find: 'encodeURIComponent($s)',
    replace: "(/[^A-Za-z0-9\\-_.!~*'()]/.test($s) ? encodeURIComponent($s) : $s)",
    where: {
      $s: {
        pure: true,
      },
    },
    claims: 'on strings',
  },
  {
    name: 'utf-8-of-ascii',
    why: 'a text of plain characters alone is its own UTF-8, and needs no way through percent signs',
    find: ['unescape(encodeURIComponent($s))', 'decodeURIComponent(escape($s))'],
    replace: [
      '(%isAscii($s) ? $s : unescape(encodeURIComponent($s)))',
      '(%isAscii($s) ? $s : decodeURIComponent(escape($s)))',
    ],
    helper: `function %isAscii(text) {
      if (typeof text !== 'string') return false;
      for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
      return true;
    }`,
    where: { $s: { pure: true } },
    claims: 'everywhere',
  },
  {
    name: 'split-away',
    why: 'characters can be read without making a list of them',
    find: ["$s.split('')", '[...$s]', 'Array.from($s)'],
    replace: '$s',
    where: {
      $s: {
        identifier: true,
      },
    },
  },
  {
    name: 'char-at-to-index',
    why: 'an index instead of a call',
    find: '$s.charAt($i)',
    replace: '$s[$i]',
    where: {
      $s: {
        pure: true,
      },
    },
    claims: 'inside the text',
  },
  {
    name: 'index-to-starts-with',
    why: 'looks at the beginning alone, where the whole text was searched',
    find: [
      '$s.indexOf($t) === 0',
      '$s.indexOf($t) == 0',
      '$s.lastIndexOf($t, 0) === 0',
      '$s.indexOf($t) !== 0',
      '$s.indexOf($t) != 0',
      '$s.lastIndexOf($t, 0) !== 0',
    ],
    replace: [
      ...Array(3).fill("(typeof $s === 'string' && typeof $t === 'string' ? $s.startsWith($t) : !$s.indexOf($t))"),
      ...Array(3).fill("!(typeof $s === 'string' && typeof $t === 'string' ? $s.startsWith($t) : !$s.indexOf($t))"),
    ],
    where: { $s: { pure: true }, $t: { pure: true } },
    claims: 'everywhere',
  },
  {
    name: 'hex-byte',
    why: 'two digits are read where they are, without a text of their own',
    find: PAIRS.map(([find]) => `parseInt(${find}, 16)`),
    replace: PAIRS.map(([, from]) => `%byteAt($s, ${from})`),
    helper: `function %digitOf(code) {
      if (code >= 48 && code <= 57) return code - 48;
      const letter = code | 32;
      return letter >= 97 && letter <= 102 ? letter - 87 : 256;
    }
    function %byteAt(text, at) {
      if (typeof text === 'string' && at >>> 0 === at) {
        const byte = %digitOf(text.charCodeAt(at)) * 16 + %digitOf(text.charCodeAt(at + 1));
        if (byte < 256) return byte;
      }
      return Number.parseInt(text.slice(at, at + 2), 16);
    }`,
    where: { $s: { pure: true }, $i: { pure: true } },
    claims: 'on texts, at places that are not negative',
  },
  {
    name: 'digit-to-code',
    why: 'a digit is told by its code, without reading a number from a text',
    find: [
      'parseInt($s[$i], 10)',
      'parseInt($s.charAt($i), 10)',
      'Number($s[$i])',
      'Number($s.charAt($i))',
      '+$s[$i]',
      '+$s.charAt($i)',
    ],
    replace: [
      '(%digit($s, $i) ?? Number.parseInt($s[$i], 10))',
      '(%digit($s, $i) ?? Number.parseInt($s.charAt($i), 10))',
      ...Array(2).fill(['(%digit($s, $i) ?? $s[$i] - 0)', '(%digit($s, $i) ?? $s.charAt($i) - 0)']).flat(),
    ],
    helper: `function %digit(text, at) {
      if (typeof text !== 'string') return undefined;
      const value = text.charCodeAt(at) - 48;
      return value >= 0 && value < 10 ? value : undefined;
    }`,
    where: { $s: { pure: true }, $i: { pure: true } },
    claims: 'on texts, at whole places',
  },
  {
    name: 'two-digits',
    why: 'two digits are put together without cutting a longer text',
    find: ["('0' + $n).slice(-2)", "('00' + $n).slice(-2)", "('0' + $n).substr(-2)"],
    replace: '%twoDigits($n)',
    helper: `function %twoDigits(n) {
      return n >>> 0 === n && n < 100 ? (n < 10 ? '0' + n : '' + n) : String('0' + n).slice(-2);
    }`,
    claims: 'on numbers',
  },
  {
    name: 'padded-to-two',
    why: 'a zero is put in front of a digit without a call',
    find: ["String($n).padStart(2, '0')", "$n.toString().padStart(2, '0')"],
    replace: '%padded($n)',
    helper: `function %padded(n) {
      return n >>> 0 === n && n < 10 ? '0' + n : ('' + n).padStart(2, '0');
    }`,
    claims: 'on numbers',
  },
  {
    name: 'starts-with-to-code',
    why: 'compares one code instead of cutting the text',
    find: ['$s.charAt(0) === $c', '$s[0] === $c'],
    replace: '$s.charCodeAt(0) === $c.charCodeAt(0)',
    where: {
      $s: {
        pure: true,
      },
      $c: {
        pure: true,
      },
    },
    claims: 'on texts that are not empty, with one character',
  },
  {
    name: 'locale-compare-to-order',
    why: 'compares codes instead of asking a locale',
    find: '$a.localeCompare($b)',
    replace: '($a < $b ? -1 : $a > $b ? 1 : 0)',
    where: {
      $a: {
        pure: true,
      },
      $b: {
        pure: true,
      },
    },
    claims: 'on texts of lower-case ASCII letters',
  },
  {
    name: 'to-string-to-sum',
    why: 'an addition instead of a call',
    find: ['$x.toString()', 'String($x)'],
    replace: "('' + $x)",
    where: {
      $x: {
        pure: true,
      },
    },
    claims: 'on numbers and texts',
  },
  {
    name: 'parse-int-to-sign',
    why: 'a sign instead of a call',
    find: ['parseInt($x, 10)', 'Number($x)', 'parseInt($x)'],
    replace: '+$x',
    where: {
      $x: {
        pure: true,
      },
    },
    claims: 'on texts of digits',
  },
  {
    name: 'trim-to-check',
    why: 'most texts have nothing to trim',
    find: '$s.trim()',
    replace:
      '($s.charCodeAt(0) > 32 && $s.charCodeAt(0) < 127 && $s.charCodeAt($s.length - 1) > 32 && $s.charCodeAt($s.length - 1) < 127 ? $s : $s.trim())',
    where: {
      $s: {
        pure: true,
      },
    },
    claims: 'on strings',
  },
  {
    name: 'lower-case-to-check',
    why: 'most texts have no capitals',
    find: '$s.toLowerCase()',
    replace: '(/[^\\x00-@\\[-\\x7f]/.test($s) ? $s.toLowerCase() : $s)',
    where: {
      $s: {
        pure: true,
      },
    },
    claims: 'on strings',
  },
  {
    name: 'prepend-to-repeat',
    why: 'a text is repeated in one step instead of put in front again and again',
    find: [
      'while (++$i < $n) { $s = $c + $s; }',
      'for (let $i = $a; $i < $n; $i++) { $s = $c + $s; }',
      'while ($s.length < $n) { $s = $c + $s; }',
    ],
    replace: [
      'if (++$i < $n) { $s = String($c).repeat(Math.ceil($n - $i)) + $s; $i = Math.ceil($n); }',
      'if ($a < $n) { $s = String($c).repeat(Math.ceil($n - $a)) + $s; }',
      'if ($s.length < $n) { $s = String($c).repeat(Math.ceil(($n - $s.length) / String($c).length)) + $s; }',
    ],
    where: { $s: { identifier: true }, $c: { pure: true }, $n: { pure: true }, $a: { pure: true } },
    claims: 'on texts that are added to, and finite counts',
  },
  {
    name: 'append-to-repeat',
    why: 'a text is repeated in one step instead of added again and again',
    find: [
      'while (++$i < $n) { $s += $c; }',
      'for (let $i = $a; $i < $n; $i++) { $s += $c; }',
      'while ($s.length < $n) { $s += $c; }',
    ],
    replace: [
      'if (++$i < $n) { $s += String($c).repeat(Math.ceil($n - $i)); $i = Math.ceil($n); }',
      'if ($a < $n) { $s += String($c).repeat(Math.ceil($n - $a)); }',
      'if ($s.length < $n) { $s += String($c).repeat(Math.ceil(($n - $s.length) / String($c).length)); }',
    ],
    where: { $s: { identifier: true }, $c: { pure: true }, $n: { pure: true }, $a: { pure: true } },
    claims: 'on texts that are added to, and finite counts',
  },
  {
    name: 'reverse-to-loop',
    why: 'a text is read from its end instead of cut, turned round and joined',
    find: ["$s.split('').reverse().join('')", "[...$s].reverse().join('')", "Array.from($s).reverse().join('')"],
    replace: '%reversed($s)',
    helper:
      "function %reversed(text) { let out = ''; for (let i = text.length - 1; i >= 0; i--) out += text[i]; return out; }",
    claims: 'on texts of single units',
  },
  {
    name: 'hex-to-table',
    why: 'the two digits of a byte are read from a table',
    find: [
      "$x.toString(16).padStart(2, '0')",
      "('0' + $x.toString(16)).slice(-2)",
      "('00' + $x.toString(16)).slice(-2)",
      "('0' + $x.toString(16)).substr(-2)",
      "($x < 16 ? '0' : '') + $x.toString(16)",
      "($x <= 15 ? '0' : '') + $x.toString(16)",
      "($x < 0x10 ? '0' : '') + $x.toString(16)",
      "$x < 16 ? '0' + $x.toString(16) : $x.toString(16)",
      "$x > 15 ? $x.toString(16) : '0' + $x.toString(16)",
      ...HEX_OF_ONE.flatMap((one) => [
        `const $h = $x.toString(16); return ${one} ? '0' + $h : $h;`,
        `const $h = $x.toString(16); return ${one} ? \`0\${$h}\` : $h;`,
        `const $h = $x.toString(16); $o += ${one} ? '0' + $h : $h;`,
        `const $h = $x.toString(16); if (${one}) $h = '0' + $h;`,
      ]),
    ],
    replace: [
      ...Array(9).fill('%hexOf($x)'),
      ...HEX_OF_ONE.flatMap(() => [
        'return %hexOf($x);',
        'return %hexOf($x);',
        '$o += %hexOf($x);',
        'const $h = %hexOf($x);',
      ]),
    ],
    helper:
      "const %digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0')); function %hexOf(byte) { return byte >>> 0 === byte && byte < 256 ? %digits[byte] : byte.toString(16).padStart(2, '0'); }",
    where: { $x: { pure: true } },
    claims: 'on bytes',
  },
  {
    name: 'split-to-first',
    why: 'what stands before the first separator needs no list of all pieces',
    find: '$s.split($sep)[0]',
    replace: '%before($s, $sep)',
    helper:
      'function %before(text, end) { if (typeof text !== "string" || typeof end !== "string" || end === "") return text.split(end)[0]; const at = text.indexOf(end); return at < 0 ? text : text.slice(0, at); }',
    where: { $sep: { plain: true } },
    claims: 'everywhere',
  },
  {
    name: 'split-to-last',
    why: 'what stands behind the last separator needs no list of all pieces',
    find: '$s.split($sep).pop()',
    replace: '%behind($s, $sep)',
    helper:
      'function %behind(text, start) { if (typeof text !== "string" || typeof start !== "string" || start === "") return text.split(start).pop(); return text.slice(text.lastIndexOf(start) < 0 ? 0 : text.lastIndexOf(start) + start.length); }',
    where: { $sep: { plain: true } },
    claims: 'for separators that do not overlap themselves',
  },
  {
    name: 'split-but-last',
    why: 'what stands before the last separator is cut out at once',
    find: '$s.split($sep).slice(0, -1).join($sep)',
    replace: '%beforeLast($s, $sep)',
    helper: `function %beforeLast(text, end) {
      if (typeof text !== 'string' || typeof end !== 'string' || end === '') return text.split(end).slice(0, -1).join(end);
      const at = text.lastIndexOf(end);
      return at < 0 ? '' : text.slice(0, at);
    }`,
    where: { $sep: { plain: true, pure: true } },
    claims: 'for separators that do not overlap themselves',
  },
  {
    name: 'split-but-first',
    why: 'what stands behind the first separator is cut out at once',
    find: ['$s.split($sep).slice(1).join($sep)', '$s.split($sep).splice(1).join($sep)'],
    replace: '%behindFirst($s, $sep)',
    helper: `function %behindFirst(text, start) {
      if (typeof text !== 'string' || typeof start !== 'string' || start === '') return text.split(start).slice(1).join(start);
      const at = text.indexOf(start);
      return at < 0 ? '' : text.slice(at + start.length);
    }`,
    where: { $sep: { plain: true, pure: true } },
    claims: 'everywhere',
  },
  {
    name: 'split-to-count',
    why: 'counts separators without making the pieces',
    find: '$s.split($sep).length',
    replace: '%piecesIn($s, $sep)',
    helper:
      'function %piecesIn(text, between) { if (typeof text !== "string" || typeof between !== "string" || between === "") return text.split(between).length; let count = 1; for (let at = text.indexOf(between); at >= 0; at = text.indexOf(between, at + between.length)) count++; return count; }',
    where: { $sep: { plain: true } },
    claims: 'everywhere',
  },
  {
    name: 'piece-to-character',
    why: 'a character is asked for instead of cut out',
    find: ['$s.substr($i, 1)', '$s.slice($i, $i + 1)', '$s.substring($i, $i + 1)', '$s.slice($i, 1 + $i)'],
    replace: '$s.charAt($i)',
    where: { $s: { pure: true }, $i: { pure: true } },
    claims: 'on texts, at whole places that are not negative',
  },
  {
    name: 'trim-by-pattern-to-trim',
    why: 'the ends are looked at alone, where a pattern is tried at every blank',
    find: [
      "$s.replace(/^\\s+|\\s+$/g, '')",
      "$s.replace(/^\\s*|\\s*$/g, '')",
      "$s.replace(/(^\\s+)|(\\s+$)/g, '')",
      "$s.replace(/(^\\s*)|(\\s*$)/g, '')",
      "$s.replace(/^\\s+/, '').replace(/\\s+$/, '')",
      "$s.replace(/^\\s\\s*/, '').replace(/\\s\\s*$/, '')",
      "$s.replace(/\\s+$/, '')",
      "$s.replace(/\\s+$/g, '')",
      "$s.replace(/\\s*$/, '')",
      "$s.replace(/^\\s+/, '')",
      "$s.replace(/^\\s+/g, '')",
      "$s.replace(/^\\s*/, '')",
    ],
    replace: [
      ...Array.from({ length: 6 }, () => '$s.trim()'),
      ...Array.from({ length: 3 }, () => '$s.trimEnd()'),
      ...Array.from({ length: 3 }, () => '$s.trimStart()'),
    ],
    claims: 'on texts',
  },
  {
    name: 'split-join-to-pieces',
    why: 'what lies between is taken over in whole pieces, without a list of them',
    find: '$s.split($what).join($by)',
    replace: '%swapped($s, $what, $by)',
    helper:
      'function %swapped(text, what, by) { if (typeof text !== "string" || typeof what !== "string" || typeof by !== "string" || what === "") return text.split(what).join(by); let at = text.indexOf(what); if (at < 0) return text; let out = ""; let from = 0; while (at >= 0) { out += text.slice(from, at) + by; from = at + what.length; at = text.indexOf(what, from); } return out + text.slice(from); }',
    where: { $what: { plain: true } },
    claims: 'everywhere',
  },
  {
    name: 'join-to-repeat',
    why: 'a text is repeated in one step instead of put between the members of a list of nothing',
    find: ['Array($n + 1).join($s)', 'new Array($n + 1).join($s)', 'Array($n).join($s)', 'new Array($n).join($s)'],
    replace: ['$s.repeat($n)', '$s.repeat($n)', '%between($n, $s)', '%between($n, $s)'],
    helper: 'function %between(count, text) { return count > 1 ? text.repeat(count - 1) : ""; }',
    claims: 'on texts, as often as a whole number',
  },
  {
    name: 'match-to-exec',
    why: 'the pattern is asked itself, not by way of the text',
    find: '$s.match($re)',
    replace: '$re.exec($s)',
    where: { $s: { pure: true }, $re: { pure: true } },
    claims: 'with a pattern that has no state',
  },
  {
    name: 'match-to-test',
    why: 'says whether, and makes no list of what',
    find: [
      'if ($s.match($re)) $x else $y',
      'if ($s.match($re)) $x',
      '$s.match($re) ? $x : $y',
      '!$s.match($re)',
      '$re.exec($s) !== null',
      '$re.exec($s) === null',
      '$s.search($re) < 0',
      '$s.search($re) === -1',
      '$s.search($re) >= 0',
      '$s.search($re) > -1',
      '$s.search($re) !== -1',
    ],
    replace: [
      'if ($re.test($s)) $x else $y',
      'if ($re.test($s)) $x',
      '$re.test($s) ? $x : $y',
      '!$re.test($s)',
      '$re.test($s)',
      '!$re.test($s)',
      '!$re.test($s)',
      '!$re.test($s)',
      '$re.test($s)',
      '$re.test($s)',
      '$re.test($s)',
    ],
    where: { $s: { pure: true }, $re: { pure: true } },
    claims: 'with a pattern that has no state',
  },
  {
    name: 'test-then-exec',
    why: 'the pattern is run once instead of twice',
    find: [
      'if ($re.test($s)) { const $m = $re.exec($s); $$rest } else $y',
      'if ($re.test($s)) { const $m = $re.exec($s); $$rest }',
      'if ($re.test($s)) { const $m = $s.match($re); $$rest } else $y',
      'if ($re.test($s)) { const $m = $s.match($re); $$rest }',
    ],
    replace: [
      '{ const %found = $re.exec($s); if (%found !== null) { const $m = %found; $$rest } else $y }',
      '{ const %found = $re.exec($s); if (%found !== null) { const $m = %found; $$rest } }',
      '{ const %found = $re.exec($s); if (%found !== null) { const $m = %found; $$rest } else $y }',
      '{ const %found = $re.exec($s); if (%found !== null) { const $m = %found; $$rest } }',
    ],
    where: { $m: { identifier: true }, $s: { pure: true }, $re: { pure: true } },
    claims: 'with a pattern that has no state',
  },
  {
    name: 'test-then-replace',
    why: 'where there is no match nothing is replaced anyway',
    find: ['if ($re.test($s)) { $s = $s.replace($re, $by); }'],
    replace: '$s = $s.replace($re, $by);',
    where: { $s: { identifier: true }, $re: { pure: true }, $by: { pure: true } },
    claims: 'on texts, with a pattern that has no state',
  },
  {
    name: 'kept-patterns',
    why: 'a regular expression of the same source is made once',
    find: ['new RegExp($s)', 'RegExp($s)', 'new RegExp($s, $f)', 'RegExp($s, $f)'],
    replace: ['%patternOf($s)', '%patternOf($s)', '%patternOf($s, $f)', '%patternOf($s, $f)'],
    helper:
      "const %kept = new Map(); function %patternOf(source, flags) { if (typeof source !== 'string') return new RegExp(source, flags); const key = (flags === undefined ? '' : flags) + '/' + source; let pattern = %kept.get(key); if (pattern === undefined) { if (%kept.size > 200) %kept.clear(); pattern = new RegExp(source, flags); %kept.set(key, pattern); } pattern.lastIndex = 0; return pattern; }",
    claims: 'where none of one source is in use twice at the same time, or handed out',
  },
  {
    name: 'spread-to-split',
    why: 'a text is cut into characters without an iterator',
    find: ['[...$s]', 'Array.from($s)'],
    replace: "$s.split('')",
    claims: 'on texts of characters of one unit',
  },
];
