// Serves the built page as it is, on exactly the port in PORT: the browser tests' server. DAMASK_DIST names
// another folder than dist/, so that a build can be tested beside it.
import { join, resolve } from 'node:path'
import { root } from './paths.mjs'
import { serve } from './serve.mjs'

const wanted = Number(process.env.PORT)
const named = process.env.DAMASK_DIST ?? ''
const { port } = await serve(named === '' ? join(root, 'dist') : resolve(named), wanted)
if (port !== wanted) {
  console.error(`port ${wanted} is taken`)
  process.exit(1)
}
