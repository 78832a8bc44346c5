// Serves dist/ as it is, on exactly the port in PORT: the browser tests' server.
import { join } from 'node:path'
import { root } from './paths.mjs'
import { serve } from './serve.mjs'

const wanted = Number(process.env.PORT)
const { port } = await serve(join(root, 'dist'), wanted)
if (port !== wanted) {
  console.error(`port ${wanted} is taken`)
  process.exit(1)
}
