import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Target } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { broken, hold } from '../patterns/hold.ts'
import { caseOf, names, on, siteFor } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { type Server, startServer } from '../server.ts'
import { createServerEngine } from './engine.ts'

let server: Server | undefined
let engine: Engine | undefined
let skipped = ''
beforeAll(async () => {
  const started = await startServer()
  if ('skip' in started) {
    skipped = started.skip
    console.log(`skipped: ${skipped}`)
  } else {
    server = started
    engine = createServerEngine(started)
  }
})
afterAll(async () => {
  await engine?.close()
  await server?.stop()
})

/** The forms that the server's version has: the older ones where it is older than the page's own. */
const targetOf = (version: number): Target => ([15, 16, 17] as const).find((t) => t === version) ?? 18

describe('on a real server, in the forms of its version', () => {
  it.for(names)('%s keeps every promise', async (n, { skip }) => {
    if (!server || !engine) return skip(skipped)
    const s = shop({ target: targetOf(server.version) })
    const held = await hold(engine, on(s, s.design, n, caseOf(n).guarded?.(s, siteFor([n]) ?? 'orders')))
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect(held.answers.size).toBeGreaterThan(0)
  })
})
