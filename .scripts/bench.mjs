// `npm run bench`: bundles test/bench/main.ts for Node and runs it.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildNode } from './build-node.mjs'
import { ensureInstalled } from './install.mjs'
import { root } from './paths.mjs'

const entry = join(root, 'test/bench/main.ts')
const folder = join(root, 'node_modules/.cache/damask/bench')

if (existsSync(entry)) {
  await ensureInstalled()
  await buildNode(entry, folder)
  await import(pathToFileURL(join(folder, 'main.js')).href)
} else {
  console.error('There is no test/bench/main.ts to run.')
  process.exitCode = 1
}
