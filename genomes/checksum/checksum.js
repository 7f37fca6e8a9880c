/** Checksum of a text's UTF-8 bytes after Fletcher (1982), over 16-bit words, as eight hexadecimal digits. */
export function fletcher32(text) {
  const bytes = [];
  for (const char of text) {
    const code = char.codePointAt(0);
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  if (bytes.length % 2 === 1) bytes.push(0);
  let low = 0;
  let high = 0;
  for (let i = 0; i < bytes.length; i += 2) {
    const word = bytes[i] + bytes[i + 1] * 256;
    low = (low + word) % 65535;
    high = (high + low) % 65535;
  }
  const sum = high * 65536 + low;
  return sum.toString(16).padStart(8, '0');
}
