import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Whole runs take minutes: begun last, one of them would keep one core waiting for the other. */
const LONG = /\/(e2e|recursion|verdict)\//;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Tests start processes and pools of their own; two files at a time fill two cores.
    maxWorkers: 2,
    pool: 'forks',
    setupFiles: ['test/setup.ts'],
    // What is imported stays for the next file: no test changes what others see.
    isolate: false,
    sequence: { sequencer: LongFirst },
    testTimeout: 400_000,
    hookTimeout: 120_000,
  },
});
