export type Json = null | boolean | number | string | Json[] | JsonRecord;
type JsonRecord = { readonly [key: string]: Json };

export interface Change {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value?: Json;
}

/** The changes that make one JSON value the other, in the order in which they are to be made (after RFC 6902). */
export function difference(before: Json, after: Json): Change[] {
  return walk(before, after, '');
}

function walk(before: Json, after: Json, path: string): Change[] {
  if (equal(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return walkLists(before, after, path);
  if (!isRecord(before) || !isRecord(after)) return [{ op: 'replace', path, value: after }];
  const changes: Change[] = [];
  for (const key of Object.keys(before)) {
    const place = `${path}/${escaped(key)}`;
    if (Object.hasOwn(after, key)) changes.push(...walk(before[key]!, after[key]!, place));
    else changes.push({ op: 'remove', path: place });
  }
  for (const key of Object.keys(after)) {
    if (!Object.hasOwn(before, key)) changes.push({ op: 'add', path: `${path}/${escaped(key)}`, value: after[key]! });
  }
  return changes;
}

/** Place by place; what one list has more than the other is added, or taken off from its end. */
function walkLists(before: Json[], after: Json[], path: string): Change[] {
  const both = Math.min(before.length, after.length);
  const changes = before.slice(0, both).flatMap((value, i) => walk(value, after[i]!, `${path}/${i}`));
  for (let i = before.length - 1; i >= both; i--) changes.push({ op: 'remove', path: `${path}/${i}` });
  for (const value of after.slice(both)) changes.push({ op: 'add', path: `${path}/-`, value });
  return changes;
}

function equal(a: Json, b: Json): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, i) => equal(value, b[i]!));
  if (!isRecord(a) || !isRecord(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key]!, b[key]!));
}

const isRecord = (value: Json): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');
