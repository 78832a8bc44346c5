// Bundles the command line into dist-cli/main.js.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildNode } from './build-node.mjs'
import { root } from './paths.mjs'

const entry = join(root, 'src/cli/main.ts')

/** Builds the command line's bundle, and says whether there was one to build. */
export const buildCli = async () => {
  if (!existsSync(entry)) return false
  await buildNode(entry, join(root, 'dist-cli'))
  return true
}
