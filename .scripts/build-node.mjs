import { root } from './paths.mjs'
import { snapshotPlugin } from './snapshot-plugin.mjs'

/**
 * Bundles one TypeScript entry for Node into `<folder>/main.js`; packages stay in node_modules.
 * @param {string} entry an absolute path
 * @param {string} folder where the bundle goes, emptied before
 */
export const buildNode = async (entry, folder) => {
  const { build } = await import('vite')
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [snapshotPlugin({ folder: '' })],
    build: {
      ssr: entry,
      emitAssets: true,
      target: 'node20',
      outDir: folder,
      emptyOutDir: true,
      // The page loads some rooms late that a command needs at once.
      rolldownOptions: { output: { entryFileNames: 'main.js' }, checks: { ineffectiveDynamicImport: false } },
    },
  })
}
