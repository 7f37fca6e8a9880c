/** Code that kernels of several encodings share. */

/** `%values`: what each letter of base64 stands for, by its code. */
export const BASE64_VALUES = `const %values = new Uint8Array(128);
'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.split('').forEach((c, i) => { %values[c.charCodeAt(0)] = i; });`;

/** `%utf8`: the bytes of a text in UTF-8, each as a unit; half a pair of units is U+FFFD. */
export const UTF8_UNITS = `function %utf8(text) {
  let out = '';
  let from = 0;
  const n = text.length;
  for (let i = 0; i < n; i++) {
    let c = text.charCodeAt(i);
    if (c < 128) continue;
    if (i > from) out += text.slice(from, i);
    if (c < 2048) out += String.fromCharCode((c >> 6) | 192, (c & 63) | 128);
    else {
      if (c >= 0xd800 && c < 0xe000) {
        const next = c < 0xdc00 && i + 1 < n ? text.charCodeAt(i + 1) : 0;
        if (next >= 0xdc00 && next < 0xe000) {
          c = 0x10000 + ((c - 0xd800) << 10) + (next - 0xdc00);
          i++;
        } else c = 0xfffd;
      }
      out += c < 0x10000
        ? String.fromCharCode((c >> 12) | 224, ((c >> 6) & 63) | 128, (c & 63) | 128)
        : String.fromCharCode((c >> 18) | 240, ((c >> 12) & 63) | 128, ((c >> 6) & 63) | 128, (c & 63) | 128);
    }
    from = i + 1;
  }
  return from === 0 ? text : out + text.slice(from);
}`;
