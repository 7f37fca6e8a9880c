/** Message digests of texts in UTF-8, in hexadecimal. */
import type { Kernel } from '../kernel.ts';

/** Makes `%message` the padded message and gives the number of its blocks of 16 words. */
const blocks = (littleEndian: boolean): string => {
  const shift = littleEndian ? '(at & 3) << 3' : '24 - ((at & 3) << 3)';
  return `let %words = new Int32Array(64);
let %message = %words;
function %fill(text) {
  const most = (((text.length * 3 + 8) >> 6) + 1) * 16;
  const words = most > 65536 ? new Int32Array(most) : %words.length < most ? (%words = new Int32Array(most * 2)) : %words.fill(0, 0, most);
  %message = words;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    let c = text.charCodeAt(i);
    if (c < 128) {
      words[at >> 2] |= c << (${shift});
      at++;
      continue;
    }
    let bytes = 2;
    if (c >= 0xd800 && c < 0xe000) {
      const next = c < 0xdc00 ? text.charCodeAt(i + 1) : 0;
      if (next >= 0xdc00 && next < 0xe000) {
        c = 0x10000 + ((c - 0xd800) << 10) + (next - 0xdc00);
        i++;
      } else c = 0xfffd;
    }
    if (c >= 0x10000) bytes = 4;
    else if (c >= 0x800) bytes = 3;
    for (let k = bytes - 1; k >= 0; k--) {
      const low = (c >> (6 * k)) & 63;
      const byte = k === bytes - 1 ? (0xf00 >> bytes) & 255 | (c >> (6 * k)) : 128 | low;
      words[at >> 2] |= byte << (${shift});
      at++;
    }
  }
  words[at >> 2] |= 128 << (${shift});
  const count = ((at + 8) >> 6) + 1;
  words[count * 16 - ${littleEndian ? 2 : 1}] = at << 3;
  words[count * 16 - ${littleEndian ? 1 : 2}] = at >>> 29;
  return count;
}
const %digits = Array.from({ length: 256 }, (_, byte) => (byte < 16 ? '0' : '') + byte.toString(16));
function %shown(word) {
  return ${
    littleEndian
      ? '%digits[word & 255] + %digits[(word >>> 8) & 255] + %digits[(word >>> 16) & 255] + %digits[word >>> 24]'
      : '%digits[word >>> 24] + %digits[(word >>> 16) & 255] + %digits[(word >>> 8) & 255] + %digits[word & 255]'
  };
}`;
};

export const digests: readonly Kernel[] = [
  {
    name: 'md5',
    does: 'the MD5 digest of a text in UTF-8, in hexadecimal',
    complexity: 'O(n)',
    source: 'RFC 1321; words are kept between calls, constants and turns in tables',
    params: ['text'],
    code: `${blocks(true)}
const %sines = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 4294967296) | 0);
const %turns = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
function %kernel(text) {
  const count = %fill(text);
  const words = %message;
  let a = 0x67452301;
  let b = 0xefcdab89 | 0;
  let c = 0x98badcfe | 0;
  let d = 0x10325476;
  for (let block = 0; block < count; block++) {
    const from = block * 16;
    const [a0, b0, c0, d0] = [a, b, c, d];
    for (let i = 0; i < 64; i++) {
      let f;
      let g;
      if (i < 16) { f = (b & c) | (~b & d); g = i; }
      else if (i < 32) { f = (d & b) | (~d & c); g = (5 * i + 1) & 15; }
      else if (i < 48) { f = b ^ c ^ d; g = (3 * i + 5) & 15; }
      else { f = c ^ (b | ~d); g = (7 * i) & 15; }
      const sum = (a + f + %sines[i] + words[from + g]) | 0;
      const by = %turns[((i >> 4) << 2) | (i & 3)];
      a = d;
      d = c;
      c = b;
      b = (b + ((sum << by) | (sum >>> (32 - by)))) | 0;
    }
    a = (a + a0) | 0;
    b = (b + b0) | 0;
    c = (c + c0) | 0;
    d = (d + d0) | 0;
  }
  return %shown(a) + %shown(b) + %shown(c) + %shown(d);
}`,
  },
  {
    name: 'sha-1',
    does: 'the SHA-1 digest of a text in UTF-8, in hexadecimal',
    complexity: 'O(n)',
    source: 'FIPS 180-4; words are kept between calls',
    params: ['text'],
    code: `${blocks(false)}
const %schedule = new Int32Array(80);
function %kernel(text) {
  const count = %fill(text);
  const w = %schedule;
  let h0 = 0x67452301;
  let h1 = 0xefcdab89 | 0;
  let h2 = 0x98badcfe | 0;
  let h3 = 0x10325476;
  let h4 = 0xc3d2e1f0 | 0;
  for (let block = 0; block < count; block++) {
    for (let i = 0; i < 16; i++) w[i] = %message[block * 16 + i];
    for (let i = 16; i < 80; i++) {
      const x = w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16];
      w[i] = (x << 1) | (x >>> 31);
    }
    let a = h0;
    let b = h1;
    let c = h2;
    let d = h3;
    let e = h4;
    for (let i = 0; i < 80; i++) {
      const f = i < 20 ? ((b & c) | (~b & d)) + 0x5a827999 : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1 : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc : (b ^ c ^ d) + 0xca62c1d6;
      const sum = (((a << 5) | (a >>> 27)) + f + e + w[i]) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = sum;
    }
    h0 = (h0 + a) | 0;
    h1 = (h1 + b) | 0;
    h2 = (h2 + c) | 0;
    h3 = (h3 + d) | 0;
    h4 = (h4 + e) | 0;
  }
  return %shown(h0) + %shown(h1) + %shown(h2) + %shown(h3) + %shown(h4);
}`,
  },
  {
    name: 'sha-256',
    does: 'the SHA-256 digest of a text in UTF-8, in hexadecimal',
    complexity: 'O(n)',
    source: 'FIPS 180-4; words are kept between calls, constants in a table',
    params: ['text'],
    code: `${blocks(false)}
const %schedule = new Int32Array(64);
const %constants = new Int32Array(64);
const %start = new Int32Array(8);
for (let n = 2, found = 0; found < 64; n++) {
  let prime = true;
  for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
  if (!prime) continue;
  if (found < 8) %start[found] = (Math.sqrt(n) % 1) * 4294967296;
  %constants[found++] = (Math.cbrt(n) % 1) * 4294967296;
}
function %kernel(text) {
  const count = %fill(text);
  const w = %schedule;
  const h = %start.slice();
  for (let block = 0; block < count; block++) {
    for (let i = 0; i < 16; i++) w[i] = %message[block * 16 + i];
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const t = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s + w[i - 7] + t) | 0;
    }
    let a = h[0];
    let b = h[1];
    let c = h[2];
    let d = h[3];
    let e = h[4];
    let f = h[5];
    let g = h[6];
    let last = h[7];
    for (let i = 0; i < 64; i++) {
      const s = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (last + s + ((e & f) ^ (~e & g)) + %constants[i] + w[i]) | 0;
      const t = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (t + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      last = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
    h[4] += e;
    h[5] += f;
    h[6] += g;
    h[7] += last;
  }
  let out = '';
  for (let i = 0; i < 8; i++) out += %shown(h[i]);
  return out;
}`,
  },
];
