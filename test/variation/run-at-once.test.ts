/** What a scanning loop does with a character must not depend on the one before it, or on what has been gathered. */
import { describe, expect, it } from 'vitest';
import { runAtOnce, skipAtOnce } from '../../src/variation/rules/run-at-once.ts';
import { subjectOf, viewOfSubject } from '../subjects.ts';

const matches = (body: string): number => {
  const text = `module.exports = function (text) {
  let out = '';
  let quoted = false;
  let before = '';
  let i = 0;
  let c;
  for (i = 0; i < text.length; i++) {
    ${body}
  }
  return out + before;
};
`;
  const view = viewOfSubject(subjectOf(text, 'f.js'));
  return runAtOnce.matches(view).length + skipAtOnce.matches(view).length;
};

describe('a run is seen', () => {
  it.each([
    ['in one branch of a state', "c = text[i]; if (c === '(') quoted = true; else if (quoted) out += c;"],
    [
      'behind what leads elsewhere',
      "if (quoted) { quoted = text[i] !== ')'; continue; } if (text[i] === '(') { quoted = true; continue; } out += text[i];",
    ],
    [
      'by codes',
      'const code = text.charCodeAt(i); if (code === 40) quoted = true; else out += String.fromCharCode(code);',
    ],
  ])('%s', (_, body) => expect(matches(body)).toBeGreaterThan(0));
});

describe('no run is seen', () => {
  it.each([
    [
      'where the character before is asked for',
      "c = text[i]; if (c === '(' || before === '(') quoted = true; else out += c; before = c;",
    ],
    [
      'where the last character is read behind the loop',
      "before = text[i]; if (before === '(') quoted = true; else out += before;",
    ],
    [
      'where what was gathered is asked for',
      "c = text[i]; if (c === '(' || out === 'ab') quoted = true; else out += c;",
    ],
    [
      'where what was gathered begins anew',
      "c = text[i]; out = quoted ? out : ''; if (c === '(') quoted = true; else out += c;",
    ],
    ['where the place is asked for', "c = text[i]; if (c === '(' || i % 2 === 0) quoted = true; else out += c;"],
    ['where the counter takes another way', "c = text[i]; if (c === '(') quoted = true; else { out += c; i++; }"],
    [
      'where something is called on the way',
      "c = text[i]; if (c === '(' || before.push(c)) quoted = true; else out += c;",
    ],
    ['where more is added', "c = text[i]; if (c === '(') quoted = true; else { out += c; out += '-'; }"],
  ])('%s', (_, body) => expect(matches(body)).toBe(0));
});
