const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Text in base32 of bytes, with padding (RFC 4648). */
export function encode(bytes) {
  const digits = toDigits(bytes);
  const text = digits.map((digit) => ALPHABET.charAt(digit)).join('');
  return padded(text);
}

/** The bits of the bytes, five at a time; what the last ones lack is filled with zeros. */
function toDigits(bytes) {
  const digits = [];
  let pending = 0;
  let bits = 0;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      digits.push((pending >> bits) & 31);
    }
    // Only what is still to be written.
    pending &= (1 << bits) - 1;
  }
  if (bits > 0) digits.push((pending << (5 - bits)) & 31);
  return digits;
}

/** Five bytes make eight letters, and the last letters are made up to eight. */
function padded(text) {
  return text.padEnd(Math.ceil(text.length / 8) * 8, '=');
}
