import type { Engine } from '../types.ts'
import { Breath } from './breath.ts'
import { type BootOptions, isPace, isRequest, type Op, type Request, type Response } from './protocol.ts'

/** The worker's end of the line. */
export interface WorkerPort {
  post(message: Response): void
  listen(receive: (message: unknown) => void): void
}

type Served = Engine & { idle?(): Promise<void> }
/** `breath` settles when the engine may go on with what takes long. */
export type Create = (options: BootOptions, breath: () => Promise<void>) => Promise<Served>

/** How long nothing must be asked before housekeeping starts. */
const quietMs = 1500

class Server {
  private readonly port: WorkerPort
  private readonly create: Create
  private readonly breath = new Breath()
  private engine: Served | undefined
  private work: Promise<void> = Promise.resolve()
  private quiet: ReturnType<typeof setTimeout> | undefined
  constructor(port: WorkerPort, create: Create) {
    this.port = port
    this.create = create
  }
  receive(request: Request): void {
    clearTimeout(this.quiet)
    this.work = this.work.then(() => this.handle(request))
  }
  rest(on: boolean): void {
    this.breath.rest(on)
  }
  private async handle(request: Request): Promise<void> {
    try {
      this.port.post({ id: request.id, value: await this.answer(request) })
      this.quiet = setTimeout(() => this.tidy(), quietMs)
    } catch (e) {
      this.port.post({ id: request.id, broken: e instanceof Error ? e.message : String(e) })
    }
  }
  private tidy(): void {
    const { engine } = this
    if (engine?.idle) this.work = this.work.then(() => engine.idle?.())
  }
  private answer(request: Request): Promise<unknown> {
    if (request.op === 'boot') return this.boot(request.options)
    const { engine } = this
    if (!engine) throw new Error('the engine was not started')
    return operations[request.op](engine, request)
  }
  private async boot(options: BootOptions): Promise<unknown> {
    this.engine = await this.create(options, () => this.breath.take())
    return this.engine.info
  }
}

type Operation = (engine: Served, request: Request) => Promise<unknown>

const wrong = (request: Request): never => {
  throw new Error(`not the operation for ${request.op}`)
}

const operations: Readonly<Record<Exclude<Op, 'boot'>, Operation>> = {
  load: (engine, r) => (r.op === 'load' ? engine.load(r.catalog, r.emitted, r.blocks) : wrong(r)),
  run: (engine, r) => (r.op === 'run' ? engine.run(r.batch) : wrong(r)),
  reset: async (engine, r) => {
    await (r.op === 'reset' ? engine.reset(r.without) : wrong(r))
    return true
  },
  introspect: async (engine) => {
    const r = await engine.introspect()
    return r.ok ? r.value : { error: r.error }
  },
}

/** Answers requests in the order in which they come. How fast to go is heeded at once, and nothing else is answered. */
export const serve = (port: WorkerPort, create: Create): void => {
  const server = new Server(port, create)
  port.listen((message) => {
    if (isRequest(message)) server.receive(message)
    else if (isPace(message)) server.rest(message.rest)
  })
}

interface WorkerScope {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
}

/** The line of a worker of the browser. */
export const workerScope = (): WorkerPort => {
  const scope = globalThis as unknown as WorkerScope
  return {
    post: (message) => scope.postMessage(message),
    listen: (receive) => scope.addEventListener('message', (event) => receive(event.data)),
  }
}
