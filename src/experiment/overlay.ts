/**
 * An overlay: a project as it is, with one file exchanged, in a folder of its own; nothing of the user's is touched.
 * Linked, where only the exchanged file is loaded; copied, where files beside it load it in their turn.
 */
import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
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
  const { top, root } = belowTheSameModules(package_);
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

/** Folders that a copy of a project does without: what Git and Integron keep there. */
const LEFT_OUT = new Set(['.git', '.integron', 'populations']);

/**
 * Copies a folder with `text` in the file's place. Its `node_modules` are linked; a link elsewhere in it leads where it
 * led. Node resolves a linked file to its real place, so that a linked test would load the user's own module.
 */
export function copyProject(folder: string, file: string, text: string): Overlay {
  // Through a link the user's own file would be written.
  if (isInstalled(folder, file)) throw new Error(`${file} is no source of ${folder}`);
  const { top, root } = belowTheSameModules(folder);
  const copy = (from: string, to: string): void => {
    for (const entry of readdirSync(from, { withFileTypes: true })) {
      const source = join(from, entry.name);
      const target = join(to, entry.name);
      if (LEFT_OUT.has(entry.name)) continue;
      // What lies on the way to the file is copied even where it is a link: through it the user's file would be written.
      if (entry.name !== 'node_modules' && (entry.isDirectory() || (source !== file && isWithin(source, file)))) {
        mkdirSync(target);
        copy(source, target);
      } else if (entry.isFile()) copyFileSync(source, target, constants.COPYFILE_FICLONE);
      else if (existsSync(source)) symlinkSync(realpathSync(source), target);
    }
  };
  try {
    copy(folder, root);
    const exchanged = join(root, relative(folder, file));
    rmSync(exchanged, { force: true });
    writeFileSync(exchanged, text);
    return { file: exchanged, root, remove: () => rmSync(top, { recursive: true, force: true }) };
  } catch (error) {
    rmSync(top, { recursive: true, force: true });
    throw error;
  }
}

/** Whether a file stands in what is linked or left out of a copy of the folder. */
export const isInstalled = (folder: string, file: string): boolean =>
  relative(folder, file)
    .split(sep)
    .some((part) => part === '..' || part === 'node_modules' || LEFT_OUT.has(part));

/** An empty folder from which packages resolve as from the given one: the `node_modules` above are linked in order. */
function belowTheSameModules(package_: string): { top: string; root: string } {
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
  return { top, root };
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
