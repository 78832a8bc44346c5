import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engine/index.ts'
import { isAnswer } from '../../src/engine/rpc/protocol.ts'
import { checkQuery } from '../../src/verify/index.ts'
import { handWritten, pglite } from './node.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
  await engine.load(new Map(), handWritten('create table t (id bigint primary key);'))
})
afterAll(() => engine.close())

const raising = (level: string, text: string): string => `do $$ begin raise ${level} '${text}'; end $$`

describe('what the server says while a batch runs', () => {
  it('comes with its statement, also of one that fails then, and only where it is asked for', async () => {
    const statements = [
      'select 1',
      `do $$ begin raise warning 'careful' using detail = 'more', hint = 'do so'; end $$`,
      'drop table if exists nowhere',
      `do $$ begin raise notice 'here'; raise exception 'no'; end $$`,
    ]
    const r = await engine.run({ statements, end: 'rollback', notices: true })
    expect(r.error).toMatchObject({ statement: 3, message: 'no' })
    expect(r.notices).toEqual({
      first: [
        { severity: 'WARNING', message: 'careful', detail: 'more', hint: 'do so', statement: 1 },
        { severity: 'NOTICE', message: 'table "nowhere" does not exist, skipping', statement: 2 },
        { severity: 'NOTICE', message: 'here', statement: 3 },
      ],
      more: 0,
    })
    expect(isAnswer('run', r)).toBe(true)
    expect((await engine.run({ statements, end: 'rollback' })).notices).toBeUndefined()
  })

  it('is silent as to what its level is below, and as to a batch after it', async () => {
    const own = [`set client_min_messages = warning`, raising('notice', 'hidden'), raising('warning', 'seen')]
    const r = await engine.run({ statements: own, end: 'none', notices: true })
    expect(r.notices?.first.map((n) => n.message)).toEqual(['seen'])
    const next = await engine.run({ statements: [raising('notice', 'again')], notices: true })
    expect(next.notices?.first.map((n) => n.message)).toEqual(['again'])
  })

  it('is counted beyond the first hundred', async () => {
    const loop = "do $$ begin for n in 1..1000 loop raise notice '%', n; end loop; end $$"
    const { notices } = await checkQuery(engine, loop, 5000)
    expect(notices?.first).toHaveLength(100)
    expect(notices?.first.at(-1)?.message).toBe('100')
    expect(notices?.more).toBe(900)
  })
})
