/** A registry with versions of a small function, and that function. */
import { folderOf } from '../folders.ts';

export const registryFolder = (): string => folderOf('live');

export const total = (list: readonly number[]): number => {
  let sum = 0;
  for (const x of list) sum += x;
  return sum;
};
