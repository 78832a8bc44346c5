// Bundles the command line into dist-cli/main.js; packages stay in node_modules.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { snapshotPlugin } from './snapshot-plugin.mjs'

const entry = join(root, 'src/cli/main.ts')

/** Builds the command line's bundle, and says whether there was one to build. */
export const buildCli = async () => {
  if (!existsSync(entry)) return false
  const { build } = await import('vite')
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [snapshotPlugin({ folder: '' })],
    build: {
      ssr: entry,
      target: 'node20',
      outDir: 'dist-cli',
      emptyOutDir: true,
      rollupOptions: { output: { entryFileNames: 'main.js' } },
    },
  })
  return true
}
