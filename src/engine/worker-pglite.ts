import { createPglite } from './pglite/engine.ts'
import { serve, workerScope } from './rpc/serve.ts'
import { fetchSnapshot } from './rpc/snapshot.ts'

serve(workerScope(), async ({ snapshotUrl }, breath) =>
  createPglite({
    breath,
    ...(snapshotUrl === undefined ? {} : { snapshot: await fetchSnapshot(snapshotUrl) }),
  }),
)
