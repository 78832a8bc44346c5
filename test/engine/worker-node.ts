import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { createPglite } from '../../src/engine/pglite/engine.ts'
import { createPgMem } from '../../src/engine/pgmem/engine.ts'
import { serve } from '../../src/engine/rpc/serve.ts'

// The workers of the page, with a line of Node's instead of the browser's.
const port = parentPort
if (port) {
  serve(
    { post: (message) => port.postMessage(message), listen: (receive) => port.on('message', receive) },
    (options, breath) =>
      workerData === 'pg-mem'
        ? createPgMem()
        : createPglite({
            breath,
            ...(options.snapshotUrl === undefined ? {} : { snapshot: readFileSync(options.snapshotUrl) }),
          }),
  )
}
