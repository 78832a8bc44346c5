// `npm run bench`: builds test/bench for Node and the page as it is served, then takes the figures.
// `--only NAME` (repeatable) takes one row, `--json FILE` says where the figures go, `--page DIR` takes a built page.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildNode } from './build-node.mjs'
import { ensureChromium } from './chromium.mjs'
import { ensureInstalled } from './install.mjs'
import { root } from './paths.mjs'
import { tool } from './run.mjs'
import { serve } from './serve.mjs'

const folder = join(root, 'node_modules/.cache/damask/bench')

const buildPage = async (out) => {
  const code = await tool('vite', ['build', '--logLevel', 'error', '--outDir', out, '--emptyOutDir'])
  if (code !== 0) throw new Error('the page could not be built')
}

try {
  await ensureInstalled()
  await buildNode(join(root, 'test/bench/main.ts'), join(folder, 'node'))
  const { main } = await import(pathToFileURL(join(folder, 'node/main.js')).href)
  process.exitCode = await main(process.argv.slice(2), {
    folder,
    build: buildPage,
    serve: (page) => serve(page, 0),
    chromium: ensureChromium,
  })
} catch (error) {
  console.error(`The bench could not run: ${error.message}`)
  process.exitCode = 1
}
