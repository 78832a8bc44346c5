import './.scripts/map-group-by.mjs'
import { defineConfig } from 'vitest/config'
import { snapshotPlugin } from './.scripts/snapshot-plugin.mjs'

export default defineConfig({
  plugins: [snapshotPlugin()],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Engines boot a real database: slow on a small machine, never in a loop.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
