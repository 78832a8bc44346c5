import { createPgMem } from './pgmem/engine.ts'
import { serve, workerScope } from './rpc/serve.ts'

serve(workerScope(), createPgMem)
