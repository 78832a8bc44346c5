import { describe, expect, it } from 'vitest'
import { qualified, sql } from '../../src/catalog/index.ts'
import { insert, owner } from '../../src/patterns/kit/index.ts'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer } from './pg.ts'

const { open } = onServer()
const s = shop()
const design = on(s, s.design, 'materialized-view')
const use = 'materialized-view@design#1'

describe('a materialized view that is being refreshed', () => {
  it('is read meanwhile, and a second refresh waits', async ({ skip }) => {
    const db = await open(design, skip)
    await db.play(owner(insert(s.id<'table'>('orders'), 'a')))
    const [clock, other, reader] = [
      await db.connect({ as: 'owner' }),
      await db.connect({ as: 'owner' }),
      await db.connect(),
    ]
    const refresh = db.sql(sql`select ${qualified(`${use}/refresh`)}()`)
    const read = db.sql(sql`select row_count from ${qualified(`${use}/read`)}`)
    await clock.rows('begin')
    await clock.rows(refresh)
    expect(await reader.rows(read)).toEqual([])
    const second = other.rows(refresh)
    await db.waits(other)
    await clock.rows('commit')
    await second
    expect(await reader.rows(read)).toEqual([['1']])
  })

  it('is called by a schedule whose words the server takes', async ({ skip }) => {
    const db = await open(design, skip)
    const job = db.compiled.files.find((f) => f.path.startsWith('schedule/'))?.text ?? ''
    const call = /\$job\$(.*)\$job\$/.exec(job)?.[1] ?? ''
    expect(await (await db.connect({ as: 'owner' })).rows(call)).toEqual([['0']])
  })
})
