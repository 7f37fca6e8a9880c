/** An overlay: a project as it is, with one file exchanged, in a folder of its own; nothing of the user's is touched. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

export interface Overlay {
  /** The exchanged file. */
  readonly file: string;
  /** Counterpart of the folder of the nearest `package.json`. */
  readonly root: string;
  remove(): void;
}

/** The folder of the nearest `package.json` above a file, or the file's own folder. */
export function packageFolder(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return dirname(file);
  }
}

/**
 * Links everything around the file and puts `text` in its place. Folders from the package down to the file are real,
 * all beside them are links, so relative imports lead to the user's own files; the `node_modules` of the folders above
 * are linked in the same order, so packages resolve from the module's own place.
 */
export function makeOverlay(file: string, text: string): Overlay {
  const package_ = packageFolder(file);
  const top = mkdtempSync(join(tmpdir(), 'integron-'));
  let root = top;
  for (const folder of foldersAbove(package_)) {
    const modules = join(folder, 'node_modules');
    if (existsSync(modules) && !isWithin(modules, package_)) symlinkSync(modules, join(root, 'node_modules'), 'dir');
    else if (isWithin(modules, package_)) {
      // The package itself stands in this node_modules: its neighbours are found one level further up.
      root = join(root, 'in');
      mkdirSync(root);
      symlinkSync(modules, join(root, 'node_modules'), 'dir');
    }
    root = join(root, 'in');
    mkdirSync(root);
  }
  let from = package_;
  let to = root;
  for (const part of relative(package_, file).split(sep)) {
    for (const entry of readdirSync(from, { withFileTypes: true })) {
      if (entry.name === part || entry.name === '.git') continue;
      symlinkSync(join(from, entry.name), join(to, entry.name), entry.isDirectory() ? 'dir' : 'file');
    }
    from = join(from, part);
    to = join(to, part);
    if (from !== file) mkdirSync(to);
  }
  writeFileSync(to, text);
  return { file: to, root, remove: () => rmSync(top, { recursive: true, force: true }) };
}

function foldersAbove(folder: string): string[] {
  const out: string[] = [];
  for (let at = dirname(resolve(folder)); ; at = dirname(at)) {
    if (existsSync(join(at, 'node_modules'))) out.unshift(at);
    if (at === dirname(at)) return out;
  }
}

const isWithin = (outer: string, inner: string): boolean => inner === outer || inner.startsWith(outer + sep);

/** The file's path relative to its package, with forward slashes: what a patch names it. */
export const patchPath = (file: string): string =>
  relative(packageFolder(file), file).split(sep).join('/') || basename(file);
