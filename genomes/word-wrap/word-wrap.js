/** A text with no line longer than the width; blank lines stay, and words that are too long are broken. */
export function wrap(text, width) {
  return paragraphs(text)
    .map((paragraph) => fill(paragraph, Math.max(1, width)))
    .join('\n');
}

/** Lines that follow one another make a paragraph; a blank line is an empty one. */
function paragraphs(text) {
  const found = [];
  let open = false;
  for (const line of text.split(/\r?\n/)) {
    const blank = line.trim() === '';
    if (open && !blank) found.push(`${found.pop()} ${line}`);
    else found.push(blank ? '' : line);
    open = !blank;
  }
  return found;
}

function fill(paragraph, width) {
  const words = paragraph.trim().split(/\s+/);
  const lines = [];
  let line = '';
  for (const piece of words.flatMap((word) => pieces(word, width))) {
    if (line === '') {
      line = piece;
    } else if (line.length + 1 + piece.length <= width) {
      line += ` ${piece}`;
    } else {
      lines.push(line);
      line = piece;
    }
  }
  return [...lines, line].join('\n');
}

/** The word itself, or what it is broken into. */
function pieces(word, width) {
  const parts = [];
  for (let i = 0; i < word.length; i += width) parts.push(word.slice(i, i + width));
  return parts;
}
