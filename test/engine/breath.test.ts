import { describe, expect, it } from 'vitest'
import { createPglite } from '../../src/engine/pglite/engine.ts'
import { serve } from '../../src/engine/rpc/serve.ts'
import type { Engine } from '../../src/engine/types.ts'
import { handWritten, snapshot } from './node.ts'

/** All that follows without a wait has happened. */
const followed = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await new Promise((r) => setImmediate(r))
}

describe('a worker', () => {
  it('hears in the middle of a load that it is to rest, and then that it is to go on', async () => {
    const log: string[] = []
    let say: (message: unknown) => void = () => undefined
    const info = { kind: 'pglite', name: 'PostgreSQL', version: '1' } as const
    serve(
      {
        post: () => log.push('answer'),
        listen: (receive) => {
          say = receive
        },
      },
      async (_, breath) =>
        ({
          info,
          load: async () => {
            for (let n = 1; n <= 4; n++) {
              await breath()
              log.push(`part ${n}`)
              if (n === 2) say({ rest: true })
            }
          },
        }) as unknown as Engine,
    )
    say({ op: 'boot', id: 1, options: {} })
    say({ op: 'load', id: 2 })
    await followed()
    expect(log).toEqual(['answer', 'part 1', 'part 2'])
    say({ rest: false })
    await followed()
    expect(log).toEqual(['answer', 'part 1', 'part 2', 'part 3', 'part 4', 'answer'])
  })
})

describe('PostgreSQL', () => {
  it('takes breath between the statements of a load', async () => {
    const waiting: (() => void)[] = []
    const engine = await createPglite({
      snapshot: snapshot(),
      breath: () => new Promise((done) => waiting.push(done)),
    })
    const tables = Array.from({ length: 100 }, (_, n) => `create table t${n} (id bigint primary key);`)
    let verdict: unknown
    const loaded = engine.load(new Map(), handWritten(...tables)).then((v) => {
      verdict = v
    })
    let breaths = 0
    while (verdict === undefined) {
      await followed()
      expect(waiting.length).toBeLessThanOrEqual(1)
      breaths += waiting.length
      for (const go of waiting.splice(0)) go()
    }
    await loaded
    expect(breaths).toBeGreaterThan(5)
    expect(verdict).toMatchObject({ errors: [] })
    await engine.close()
  })
})
