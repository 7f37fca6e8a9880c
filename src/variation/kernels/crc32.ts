/** Crc32. */
import type { Kernel } from '../kernel.ts';

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

/** @param value what the function gives of `c` */
const crcOf = (value: string): string => `${TABLES}
function %kernel(bytes) {
  let c = -1;
  let i = 0;
  const length = bytes.length;
  for (const end = length - 7; i < end; i += 8) {
    c = %t7[(bytes[i] ^ c) & 255] ^ %t6[(bytes[i + 1] ^ (c >>> 8)) & 255] ^ %t5[(bytes[i + 2] ^ (c >>> 16)) & 255] ^ %t4[(bytes[i + 3] ^ (c >>> 24)) & 255] ^
      %t3[bytes[i + 4] & 255] ^ %t2[bytes[i + 5] & 255] ^ %t1[bytes[i + 6] & 255] ^ %t0[bytes[i + 7] & 255];
  }
  while (i < length) c = (c >>> 8) ^ %t0[(c ^ bytes[i++]) & 255];
  return ${value};
}`;

export const crc32: readonly Kernel[] = [
  {
    name: 'crc-32 signed',
    does: 'CRC-32 (IEEE 802.3) of bytes, as a signed integer',
    complexity: 'O(n)',
    source: 'Kounavis & Berry 2005, slicing by 8',
    params: ['octets'],
    code: crcOf('~c'),
  },
  {
    name: 'crc-32',
    does: 'CRC-32 (IEEE 802.3) of bytes, as an unsigned integer',
    complexity: 'O(n)',
    source: 'Kounavis & Berry 2005, slicing by 8',
    params: ['octets'],
    code: crcOf('~c >>> 0'),
  },
];
