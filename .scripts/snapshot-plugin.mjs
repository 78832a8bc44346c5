// `import url from 'virtual:pglite-snapshot'` gives the snapshot's URL: in the page, in workers, in Node and in tests.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { ensureSnapshot } from './snapshot.mjs'

const name = 'virtual:pglite-snapshot'
const resolved = `\0${name}`
const devPath = '/@pglite-snapshot.tar.gz'

const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 8)

/**
 * The Vite plugin. `beside` says where the importing chunk lies relative to the emitted file:
 * page and worker chunks share `assets/` with it, the command line's bundle has it in its own folder.
 * @param {{ folder?: string }} [options]
 * @returns {import('vite').Plugin}
 */
export const snapshotPlugin = ({ folder = 'assets/' } = {}) => {
  let serving = false
  let testing = false
  return {
    name: 'damask:pglite-snapshot',
    configResolved(config) {
      serving = config.command === 'serve'
      testing = process.env.VITEST !== undefined
    },
    resolveId: (id) => (id === name ? resolved : undefined),
    async load(id) {
      if (id !== resolved) return undefined
      const path = await ensureSnapshot()
      if (testing) return `export default ${JSON.stringify(pathToFileURL(path).href)}`
      if (serving) return `export default ${JSON.stringify(devPath)}`
      const bytes = readFileSync(path)
      const fileName = `pglite-snapshot-${hashOf(bytes)}.tar.gz`
      this.emitFile({ type: 'asset', fileName: folder + fileName, source: bytes })
      // The name goes through a constant, so that the bundler does not take it for a file of the sources.
      return `const file = ${JSON.stringify(`./${fileName}`)}\nexport default new URL(file, import.meta.url).href`
    },
    configureServer(server) {
      server.middlewares.use(devPath, async (_request, response, next) => {
        try {
          const bytes = readFileSync(await ensureSnapshot())
          response.setHeader('Content-Type', 'application/octet-stream')
          response.end(bytes)
        } catch (error) {
          next(error)
        }
      })
    },
  }
}
