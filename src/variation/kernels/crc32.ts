/** Crc32. */
import type { Domain, Kernel } from '../kernel.ts';

/** A view of a part of another list is read more slowly than a list of its own, and eight tables are as good as sixteen. */
const TABLES = `const %tables = (() => {
  const tables = new Int32Array(2048);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ -306674912 : c >>> 1;
    tables[n] = c;
  }
  for (let n = 256; n < 2048; n++) tables[n] = (tables[n - 256] >>> 8) ^ tables[tables[n - 256] & 255];
  return tables;
})();
const %t0 = %tables.slice(0, 256);
const %t1 = %tables.slice(256, 512);
const %t2 = %tables.slice(512, 768);
const %t3 = %tables.slice(768, 1024);
const %t4 = %tables.slice(1024, 1280);
const %t5 = %tables.slice(1280, 1536);
const %t6 = %tables.slice(1536, 1792);
const %t7 = %tables.slice(1792, 2048);`;

/** Eight units that are all ASCII go through the tables together. */
const ofText = (value: string): string => `${TABLES}
function %kernel(text) {
  let c = -1;
  let i = 0;
  const length = text.length;
  while (i < length) {
    if (i + 8 <= length) {
      const c0 = text.charCodeAt(i);
      const c1 = text.charCodeAt(i + 1);
      const c2 = text.charCodeAt(i + 2);
      const c3 = text.charCodeAt(i + 3);
      const c4 = text.charCodeAt(i + 4);
      const c5 = text.charCodeAt(i + 5);
      const c6 = text.charCodeAt(i + 6);
      const c7 = text.charCodeAt(i + 7);
      if ((c0 | c1 | c2 | c3 | c4 | c5 | c6 | c7) < 128) {
        c = %t7[(c0 ^ c) & 255] ^ %t6[(c1 ^ (c >>> 8)) & 255] ^ %t5[(c2 ^ (c >>> 16)) & 255] ^ %t4[(c3 ^ (c >>> 24)) & 255] ^ %t3[c4] ^ %t2[c5] ^ %t1[c6] ^ %t0[c7];
        i += 8;
        continue;
      }
    }
    let u = text.charCodeAt(i++);
    if (u < 128) c = (c >>> 8) ^ %t0[(c ^ u) & 255];
    else if (u < 2048) {
      c = (c >>> 8) ^ %t0[(c ^ (192 | (u >> 6))) & 255];
      c = (c >>> 8) ^ %t0[(c ^ (128 | (u & 63))) & 255];
    } else {
      if (u >= 0xd800 && u < 0xe000) {
        const next = u < 0xdc00 && i < length ? text.charCodeAt(i) : 0;
        if (next >= 0xdc00 && next < 0xe000) {
          u = 0x10000 + ((u - 0xd800) << 10) + (next - 0xdc00);
          i++;
        } else u = 0xfffd;
      }
      if (u < 0x10000) c = (c >>> 8) ^ %t0[(c ^ (224 | (u >> 12))) & 255];
      else {
        c = (c >>> 8) ^ %t0[(c ^ (240 | (u >> 18))) & 255];
        c = (c >>> 8) ^ %t0[(c ^ (128 | ((u >> 12) & 63))) & 255];
      }
      c = (c >>> 8) ^ %t0[(c ^ (128 | ((u >> 6) & 63))) & 255];
      c = (c >>> 8) ^ %t0[(c ^ (128 | (u & 63))) & 255];
    }
  }
  return ${value};
}`;

/**
 * @param byte what stands at a place of what is given; its low eight bits count
 * @param value what the function gives of `c`
 */
const sliced =
  (given: string, byte: (at: string) => string) =>
  (value: string): string =>
    `${TABLES}
function %kernel(${given}) {
  let c = -1;
  let i = 0;
  const length = ${given}.length;
  for (const end = length - 7; i < end; i += 8) {
    c = %t7[(${byte('i')} ^ c) & 255] ^ %t6[(${byte('i + 1')} ^ (c >>> 8)) & 255] ^ %t5[(${byte('i + 2')} ^ (c >>> 16)) & 255] ^ %t4[(${byte('i + 3')} ^ (c >>> 24)) & 255] ^
      %t3[${byte('i + 4')} & 255] ^ %t2[${byte('i + 5')} & 255] ^ %t1[${byte('i + 6')} & 255] ^ %t0[${byte('i + 7')} & 255];
  }
  while (i < length) c = (c >>> 8) ^ %t0[(c ^ ${byte('i++')}) & 255];
  return ${value};
}`;

/** Of what, as a name and in words; its domain; the code for what is to be made of `c`. */
const ways: readonly (readonly [of: string, what: string, domain: Domain, code: (value: string) => string])[] = [
  ['', 'bytes', 'octets', sliced('bytes', (at) => `bytes[${at}]`)],
  [' of low bytes', 'the low bytes of a text', 'text', sliced('text', (at) => `text.charCodeAt(${at})`)],
  [' of a text', 'a text in UTF-8', 'text', ofText],
];

export const crc32: readonly Kernel[] = ways.flatMap(([of, what, domain, code]) => [
  {
    name: `crc-32${of} signed`,
    does: `CRC-32 (IEEE 802.3) of ${what}, as a signed integer`,
    complexity: 'O(n)',
    source: 'Kounavis & Berry 2005, slicing by 8',
    params: [domain],
    code: code('~c'),
  },
  {
    name: `crc-32${of}`,
    does: `CRC-32 (IEEE 802.3) of ${what}, as an unsigned integer`,
    complexity: 'O(n)',
    source: 'Kounavis & Berry 2005, slicing by 8',
    params: [domain],
    code: code('~c >>> 0'),
  },
]);
