/** Crc32. */
import type { Kernel } from '../kernel.ts';

const CRC = `const %tables = (() => {
  const tables = new Int32Array(4096);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ -306674912 : c >>> 1;
    tables[n] = c;
  }
  for (let k = 1; k < 16; k++) {
    for (let n = 0; n < 256; n++) {
      const before = tables[(k - 1) * 256 + n];
      tables[k * 256 + n] = (before >>> 8) ^ tables[before & 255];
    }
  }
  return tables;
})();
function %crc(bytes, seed) {
  const t = %tables;
  let c = ~seed;
  let i = 0;
  const blocks = bytes.length - 15;
  while (i < blocks) {
    c = t[3840 + ((bytes[i] ^ c) & 255)] ^ t[3584 + ((bytes[i + 1] ^ (c >>> 8)) & 255)] ^
      t[3328 + ((bytes[i + 2] ^ (c >>> 16)) & 255)] ^ t[3072 + ((bytes[i + 3] ^ (c >>> 24)) & 255)] ^
      t[2816 + (bytes[i + 4] & 255)] ^ t[2560 + (bytes[i + 5] & 255)] ^ t[2304 + (bytes[i + 6] & 255)] ^
      t[2048 + (bytes[i + 7] & 255)] ^ t[1792 + (bytes[i + 8] & 255)] ^ t[1536 + (bytes[i + 9] & 255)] ^
      t[1280 + (bytes[i + 10] & 255)] ^ t[1024 + (bytes[i + 11] & 255)] ^ t[768 + (bytes[i + 12] & 255)] ^
      t[512 + (bytes[i + 13] & 255)] ^ t[256 + (bytes[i + 14] & 255)] ^ t[bytes[i + 15] & 255];
    i += 16;
  }
  while (i < bytes.length) c = (c >>> 8) ^ t[(c ^ bytes[i++]) & 255];
  return ~c;
}`;

export const crc32: readonly Kernel[] = [
  {
    name: 'crc-32 signed',
    does: 'CRC-32 (IEEE 802.3) of bytes, as a signed integer',
    complexity: 'O(n)',
    source: 'Kounavis & Berry 2005, slicing by 16',
    params: ['octets'],
    code: `${CRC}

function %kernel(bytes) { return %crc(bytes, 0); }`,
  },
  {
    name: 'crc-32',
    does: 'CRC-32 (IEEE 802.3) of bytes, as an unsigned integer',
    complexity: 'O(n)',
    source: 'Kounavis & Berry 2005, slicing by 16',
    params: ['octets'],
    code: `${CRC}

function %kernel(bytes) { return %crc(bytes, 0) >>> 0; }`,
  },
];
