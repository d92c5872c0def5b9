import { defineConfig } from 'vitest/config';

const minuteMs = 60_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{lib,sandbox,app}/**/*.test.ts', 'server.test.ts'],
          // Seconds in total: whatever waits longer than this waits for something real and belongs into another project.
          testTimeout: 10_000,
          // Modules keep no state here (DECISIONS.md 2), so files may share them: loading them anew for each takes longer than the tests.
          isolate: false,
        },
      },
      {
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: minuteMs,
        },
      },
      {
        test: {
          name: 'docker',
          include: ['tests/docker/**/*.test.ts'],
          // One engine and one machine: files that start sandboxes would only measure each other.
          fileParallelism: false,
          testTimeout: 2 * minuteMs,
          hookTimeout: 5 * minuteMs,
        },
      },
    ],
  },
});
