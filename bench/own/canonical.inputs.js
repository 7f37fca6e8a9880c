import { phenotype } from './trees.js';

export const inputs = (random, count) => Array.from({ length: count }, () => [phenotype(random)]);
