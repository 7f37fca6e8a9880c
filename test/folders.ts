/** Folders of a test file, gone when it is through. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

export function folderOf(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `integron-${name}-`));
  made.push(folder);
  return folder;
}

/** Once for each test file: those of one worker share this module. */
export function removeFolders(): void {
  afterAll(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
}
