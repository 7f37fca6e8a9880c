/** A TypeScript patch must leave `tsc --noEmit` of its project no worse. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { copyProject, isInstalled } from '../experiment/overlay.ts';

/** Errors before and after, or why they could not be counted. */
export type TypeCheck =
  | { readonly checked: true; readonly before: number; readonly after: number; readonly first: string | null }
  | { readonly checked: false; readonly why: string };

/** Checks a copy of the project with the new text in it; the user's own files stay as they are. */
export async function typeCheck(file: string, text: string): Promise<TypeCheck> {
  const root = projectOf(file);
  if (root === undefined) return { checked: false, why: 'there is no tsconfig.json above the module' };
  if (isInstalled(root, file)) return { checked: false, why: 'the module is an installed package' };
  let compiler: string;
  try {
    compiler = createRequire(join(root, 'package.json')).resolve('typescript/lib/tsc.js');
  } catch {
    return { checked: false, why: 'the project has no typescript installed' };
  }
  const copy = copyProject(root, file, readFileSync(file, 'utf8'));
  try {
    const before = await errorsOf(compiler, copy.root);
    writeFileSync(copy.file, text);
    const after = await errorsOf(compiler, copy.root);
    const fresh = after.find((line) => !before.includes(line)) ?? null;
    return { checked: true, before: before.length, after: after.length, first: fresh };
  } finally {
    copy.remove();
  }
}

function projectOf(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'tsconfig.json'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function errorsOf(compiler: string, project: string): Promise<string[]> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [compiler, '--noEmit', '--pretty', 'false', '-p', project],
      { cwd: project, maxBuffer: 1 << 26 },
      (_error, stdout) => {
        resolve(stdout.split('\n').filter((line) => /error TS\d+/.test(line)));
      },
    );
  });
}
