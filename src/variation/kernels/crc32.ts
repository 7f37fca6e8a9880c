/** Crc32. */
import type { Kernel } from '../kernel.ts';

/** Tables of their own took 4 % less time than one that holds all, and eight a fifth less than sixteen. */
const CRC = `const %tables = (() => {
  const tables = new Int32Array(2048);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ -306674912 : c >>> 1;
    tables[n] = c;
  }
  for (let n = 256; n < 2048; n++) tables[n] = (tables[n - 256] >>> 8) ^ tables[tables[n - 256] & 255];
  return tables;
})();
const %t0 = %tables.subarray(0, 256);
const %t1 = %tables.subarray(256, 512);
const %t2 = %tables.subarray(512, 768);
const %t3 = %tables.subarray(768, 1024);
const %t4 = %tables.subarray(1024, 1280);
const %t5 = %tables.subarray(1280, 1536);
const %t6 = %tables.subarray(1536, 1792);
const %t7 = %tables.subarray(1792, 2048);
function %crc(bytes, seed) {
  let c = ~seed;
  let i = 0;
  const blocks = bytes.length - 7;
  while (i < blocks) {
    c = %t7[(bytes[i] ^ c) & 255] ^ %t6[(bytes[i + 1] ^ (c >>> 8)) & 255] ^ %t5[(bytes[i + 2] ^ (c >>> 16)) & 255] ^ %t4[(bytes[i + 3] ^ (c >>> 24)) & 255] ^
      %t3[bytes[i + 4] & 255] ^ %t2[bytes[i + 5] & 255] ^ %t1[bytes[i + 6] & 255] ^ %t0[bytes[i + 7] & 255];
    i += 8;
  }
  while (i < bytes.length) c = (c >>> 8) ^ %t0[(c ^ bytes[i++]) & 255];
  return ~c;
}`;

export const crc32: readonly Kernel[] = [
  {
    name: 'crc-32 signed',
    does: 'CRC-32 (IEEE 802.3) of bytes, as a signed integer',
    complexity: 'O(n)',
    source: 'Kounavis & Berry 2005, slicing by 8',
    params: ['octets'],
    code: `${CRC}

function %kernel(bytes) { return %crc(bytes, 0); }`,
  },
  {
    name: 'crc-32',
    does: 'CRC-32 (IEEE 802.3) of bytes, as an unsigned integer',
    complexity: 'O(n)',
    source: 'Kounavis & Berry 2005, slicing by 8',
    params: ['octets'],
    code: `${CRC}

function %kernel(bytes) { return %crc(bytes, 0) >>> 0; }`,
  },
];
