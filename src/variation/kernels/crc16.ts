/** Cyclic redundancy checks of 8 and 16 bits, and Fletcher's sum. */
import type { Kernel } from '../kernel.ts';

const CATALOGUE = 'Koopman & Chakravarty 2004; parameters as in the CRC RevEng catalogue; a table for each byte';

/** One of 16 bits: the remainder of each byte, and the step from one byte to the next. */
const crc = (name: string, remainder: string, start: number, step: string): Kernel => ({
  name,
  does: `cyclic redundancy check of 16 bits (${name}) of bytes`,
  complexity: 'O(n)',
  source: CATALOGUE,
  params: ['bytes'],
  code: `const %remainders = Uint16Array.from({ length: 256 }, (_, byte) => {
${remainder}
});
function %kernel(bytes) {
  let crc = ${start};
  for (let i = 0; i < bytes.length; i++) crc = ${step};
  return crc;
}`,
});

/** Bits enter from the low end. */
const reflected = (name: string, polynomial: number, start: number): Kernel =>
  crc(
    name,
    `  for (let k = 0; k < 8; k++) byte = byte & 1 ? (byte >>> 1) ^ ${polynomial} : byte >>> 1;
  return byte;`,
    start,
    '(crc >>> 8) ^ %remainders[(crc ^ bytes[i]) & 255]',
  );

/** Bits enter from the high end. */
const straight = (name: string, polynomial: number, start: number): Kernel =>
  crc(
    name,
    `  let crc = byte << 8;
  for (let k = 0; k < 8; k++) crc = crc & 0x8000 ? (crc << 1) ^ ${polynomial} : crc << 1;
  return crc;`,
    start,
    '((crc << 8) & 0xffff) ^ %remainders[(crc >>> 8) ^ bytes[i]]',
  );

export const crc16: readonly Kernel[] = [
  reflected('crc-16 arc', 0xa001, 0),
  reflected('crc-16 modbus', 0xa001, 0xffff),
  reflected('crc-16 kermit', 0x8408, 0),
  straight('crc-16 xmodem', 0x1021, 0),
  straight('crc-16 ibm 3740', 0x1021, 0xffff),
  {
    name: 'crc-8',
    does: 'cyclic redundancy check of 8 bits of bytes',
    complexity: 'O(n)',
    source: CATALOGUE,
    params: ['bytes'],
    code: `const %remainders = Uint8Array.from({ length: 256 }, (_, byte) => {
  for (let k = 0; k < 8; k++) byte = byte & 0x80 ? (byte << 1) ^ 0x07 : byte << 1;
  return byte;
});
function %kernel(bytes) {
  let crc = 0;
  for (let i = 0; i < bytes.length; i++) crc = %remainders[crc ^ bytes[i]];
  return crc;
}`,
  },
  {
    name: 'fletcher-16',
    does: "Fletcher's checksum of 16 bits of bytes",
    complexity: 'O(n)',
    source: 'Fletcher 1982; remainders once in many bytes',
    params: ['bytes'],
    code: `function %kernel(bytes) {
  let a = 0;
  let b = 0;
  for (let i = 0; i < bytes.length; ) {
    for (const end = Math.min(i + 4096, bytes.length); i < end; i++) {
      a += bytes[i];
      b += a;
    }
    a %= 255;
    b %= 255;
  }
  return (b << 8) | a;
}`,
  },
];
