// Runs after every `npm ci`: what the page's build, the tests and `npx damask` need and git does not keep.
import { buildCli } from './build-cli.mjs'
import { linkBin } from './link-bin.mjs'
import { ensureSnapshot } from './snapshot.mjs'

linkBin()
await ensureSnapshot()
await buildCli()
