import './.scripts/map-group-by.mjs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { snapshotPlugin } from './.scripts/snapshot-plugin.mjs'

export default defineConfig({
  plugins: [snapshotPlugin()],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    environment: 'node',
    // All of a small machine: by default one processor is left to the one who waits.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Engines boot a real database: slow on a small machine, never in a loop.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
