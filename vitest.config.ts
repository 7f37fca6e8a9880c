import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Tests start processes and pools of their own; two files at a time fill two cores.
    maxWorkers: 2,
    pool: 'forks',
    testTimeout: 400_000,
    hookTimeout: 120_000,
  },
});
