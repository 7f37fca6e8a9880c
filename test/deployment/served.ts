/** A registry with versions of a small function, and that function. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function registryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'integron-live-'));
  folders.push(folder);
  return folder;
}

export const total = (list: readonly number[]): number => {
  let sum = 0;
  for (const x of list) sum += x;
  return sum;
};
