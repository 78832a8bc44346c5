import './.scripts/map-group-by.mjs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { snapshotPlugin } from './.scripts/snapshot-plugin.mjs'

/** They set the time zone, which only a process of its own follows. */
const zoned = ['test/formats/bundle/bundle.test.ts', 'test/store/decisions.test.ts']

/** Rooms of pure functions, whose modules remember nothing: a file need not load them all anew. */
const pure = ['base', 'catalog', 'compile', 'design', 'patterns', 'sql', 'verify'].map(
  (room) => `test/${room}/**/*.test.ts`,
)

/** Engines boot a real database: slow on a small machine, never in a loop. */
const patience = { testTimeout: 60_000, hookTimeout: 120_000 } as const

/** Threads of one process share what was compiled of PostgreSQL's WebAssembly. */
const threads = { pool: 'threads', ...patience } as const

export default defineConfig({
  plugins: [snapshotPlugin()],
  test: {
    // All of a small machine: by default one processor is left to the one who waits.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: pure, isolate: false, ...threads },
      },
      {
        extends: true,
        test: {
          name: 'all',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...zoned, ...pure],
          ...threads,
        },
      },
      { extends: true, test: { name: 'zoned', include: zoned, pool: 'forks', ...patience } },
    ],
  },
})
