/** Numbers: calls, divisions and choices made cheaper. Rules that are only a pattern and a template; fixtures: `test/fixtures/rules/<name>/`. */
import type { RuleData } from '../../rule.ts';

export const numbers: readonly RuleData[] = [
  {
    name: 'roots-compared',
    why: 'squares are compared instead of roots',
    find: [
      'Math.sqrt($x) < Math.sqrt($y)',
      'Math.sqrt($x) > Math.sqrt($y)',
      ...['<', '<=', '>', '>='].flatMap((sign) => [
        `Math.sqrt($x) ${sign} $r`,
        `$r ${sign} Math.sqrt($x)`,
        `Math.hypot($x, $y) ${sign} $r`,
      ]),
    ],
    replace: [
      '$x < $y',
      '$x > $y',
      ...['<', '<=', '>', '>='].flatMap((sign) => [
        `$x ${sign} $r * $r`,
        `$r * $r ${sign} $x`,
        `$x * $x + $y * $y ${sign} $r * $r`,
      ]),
    ],
    where: { $x: { pure: true }, $y: { pure: true }, $r: { pure: true } },
    claims: 'where the bound is not negative, and no rounding decides',
  },
  {
    name: 'max-to-comparison',
    why: 'a comparison instead of a call',
    find: 'Math.max($a, $b)',
    replace: '$a > $b ? $a : $b',
    where: {
      $a: {
        pure: true,
      },
      $b: {
        pure: true,
      },
    },
    claims: 'on numbers other than NaN and -0',
  },
  {
    name: 'min-to-comparison',
    why: 'a comparison instead of a call',
    find: 'Math.min($a, $b)',
    replace: '$a < $b ? $a : $b',
    where: {
      $a: {
        pure: true,
      },
      $b: {
        pure: true,
      },
    },
    claims: 'on numbers other than NaN and -0',
  },
  {
    name: 'min-of-three-to-comparisons',
    why: 'comparisons instead of a call',
    find: ['Math.min($a, $b, $c)', 'Math.min($a, Math.min($b, $c))', 'Math.min(Math.min($a, $b), $c)'],
    replace: '$a < $b ? ($a < $c ? $a : $c) : $b < $c ? $b : $c',
    where: {
      $a: {
        pure: true,
      },
      $b: {
        pure: true,
      },
      $c: {
        pure: true,
      },
    },
    claims: 'on numbers other than NaN and -0',
  },
  {
    name: 'floor-to-integer',
    why: 'an integer operation instead of a call',
    find: ['Math.floor($x)', 'Math.trunc($x)'],
    replace: '$x | 0',
    claims: 'on numbers from 0 below 2 ** 31',
  },
  {
    name: 'fixed-to-rounded',
    why: 'rounds without a detour through text',
    // A whole number below 1e9 divided by a power of ten is the nearest number to those digits, as the text's would be.
    find: [
      'parseFloat($x.toFixed($n))',
      'Number($x.toFixed($n))',
      'Number.parseFloat($x.toFixed($n))',
      '+$x.toFixed($n)',
    ],
    replace: '%rounded($x, $n)',
    helper: `function %rounded(x, digits) {
      if (typeof x === 'number' && digits >>> 0 === digits && digits < 16) {
        const scale = Math.pow(10, digits);
        const whole = Math.round(x * scale);
        const off = Math.abs(x * scale - whole);
        if (whole !== 0 && Math.abs(whole) < 1e9 && Math.abs(off - 0.5) > 1e-3) return whole / scale;
      }
      const text = x.toFixed(digits);
      return Number(text);
    }`,
    claims: 'on numbers',
  },
  {
    name: 'power-of-two-to-shift',
    why: 'a power of two is one bit',
    find: ['Math.pow(2, $n)', '2 ** $n'],
    replace: '($n >>> 0 === $n && $n < 31 ? 1 << $n : Math.pow(2, $n))',
    where: { $n: { pure: true } },
    claims: 'everywhere',
  },
  {
    name: 'power-to-product',
    why: 'a product instead of a power',
    find: ['Math.pow($x, 2)', '$x ** 2'],
    replace: '$x * $x',
    where: {
      $x: {
        pure: true,
      },
    },
  },
  {
    name: 'modulo-two-to-bit',
    why: 'a bit instead of a division',
    find: '$x % 2 === 0',
    replace: '($x & 1) === 0',
    claims: 'on integers below 2 ** 31',
  },
  {
    name: 'half-to-shift',
    why: 'a shift instead of a division and a call',
    find: ['Math.floor($x / 2)', 'Math.floor(($x) / 2)', 'Math.trunc($x / 2)'],
    replace: '$x >> 1',
    claims: 'on integers from 0 below 2 ** 31',
  },
  {
    name: 'wrap-to-comparison',
    why: 'a comparison instead of a division',
    find: '($i + 1) % $n',
    replace: '($i + 1 === $n ? 0 : $i + 1)',
    where: {
      $i: {
        pure: true,
      },
      $n: {
        pure: true,
      },
    },
    claims: 'where the index is at least 0 and below the length',
  },
  {
    name: 'wrap-back-to-comparison',
    why: 'a comparison instead of a division',
    find: ['($i - 1 + $n) % $n', '($i + $n - 1) % $n'],
    replace: '($i === 0 ? $n - 1 : $i - 1)',
    where: {
      $i: {
        pure: true,
      },
      $n: {
        pure: true,
      },
    },
    claims: 'where the index is at least 0 and below the length',
  },
  {
    name: 'wrap-both-ways',
    why: 'two comparisons instead of a division',
    find: '($i + $n) % $n',
    replace: '($i < 0 ? $i + $n : $i < $n ? $i : $i - $n)',
    where: {
      $i: {
        pure: true,
      },
      $n: {
        pure: true,
      },
    },
    claims: 'for whole numbers from minus the length up to twice the length',
  },
  {
    name: 'wrap-sum-to-comparison',
    why: 'a comparison instead of a division',
    find: '($i + $k) % $n',
    replace: '($i + $k >= $n ? $i + $k - $n : $i + $k)',
    where: {
      $i: {
        pure: true,
      },
      $k: {
        pure: true,
      },
      $n: {
        pure: true,
      },
    },
    claims: 'where both are at least 0 and their sum below twice the length',
  },
  {
    name: 'remainder-to-comparisons',
    why: 'most dividends are below the divisor or below twice of it, which comparisons tell without a division',
    find: '$x % $n',
    replace: '%wrapped($x, $n)',
    helper: 'function %wrapped(x, n) { return x >= 0 && x < n ? x : x >= n && x - n < n ? x - n : x % n; }',
    where: {
      $x: {
        pure: true,
      },
      $n: {
        pure: true,
      },
    },
    claims: 'on numbers',
  },
  {
    name: 'hypot-to-root',
    why: 'a root instead of a call that minds overflow',
    find: 'Math.hypot($a, $b)',
    replace: 'Math.sqrt($a * $a + $b * $b)',
    where: {
      $a: {
        pure: true,
      },
      $b: {
        pure: true,
      },
    },
  },
  {
    name: 'abs-to-comparison',
    why: 'a comparison instead of a call',
    find: 'Math.abs($x)',
    replace: '($x < 0 ? -$x : $x)',
    where: {
      $x: {
        pure: true,
      },
    },
    claims: 'on numbers other than -0',
  },
  {
    name: 'round-to-integer',
    why: 'an integer operation instead of a call',
    find: 'Math.round($x)',
    replace: '($x + 0.5 | 0)',
    claims: 'on numbers from 0 below 2 ** 31 - 1',
  },
  {
    name: 'ceil-half-to-shift',
    why: 'a shift instead of a division and a call',
    find: 'Math.ceil($x / 2)',
    replace: '($x + 1 >> 1)',
    claims: 'on integers from 0 below 2 ** 31 - 1',
  },
  {
    name: 'modulo-power-to-mask',
    why: 'a mask instead of a division',
    find: ['$x % 256', '$x % 65536'],
    replace: ['($x & 255)', '($x & 65535)'],
    claims: 'on integers from 0 below 2 ** 31',
  },
  {
    name: 'square-root-bound',
    why: 'a product instead of a root in every turn',
    find: [
      'for (let $i = $from; $i <= Math.sqrt($n); $u) $body',
      'for (var $i = $from; $i <= Math.sqrt($n); $u) $body',
    ],
    replace: ['for (let $i = $from; $i * $i <= $n; $u) $body', 'for (var $i = $from; $i * $i <= $n; $u) $body'],
    where: {
      $i: {
        identifier: true,
      },
      $n: {
        pure: true,
      },
    },
    claims: 'on integers below 2 ** 31',
  },
  {
    name: 'ternary-to-if',
    why: 'a branch that does nothing costs nothing',
    find: '$a = $c ? $b : $a;',
    replace: 'if ($c) $a = $b;',
    where: {
      $a: {
        identifier: true,
      },
    },
    claims: 'everywhere',
  },
  {
    name: 'if-to-ternary',
    why: 'a value chosen instead of a branch',
    find: 'if ($c) $a = $b;',
    replace: '$a = $c ? $b : $a;',
    where: {
      $a: {
        identifier: true,
      },
    },
    claims: 'everywhere',
  },
  {
    name: 'division-to-product',
    why: 'a product instead of a division, exact for powers of two',
    find: ['$a / 2', '$a / 4', '$a / 8', '$a / 16', '$a / 32', '$a / 64'],
    replace: ['$a * 0.5', '$a * 0.25', '$a * 0.125', '$a * 0.0625', '$a * 0.03125', '$a * 0.015625'],
    claims: 'on numbers',
  },
];
