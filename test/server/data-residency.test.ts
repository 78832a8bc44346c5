import { describe, expect, it } from 'vitest'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer } from './pg.ts'

const { open } = onServer()
const s = shop()

describe('the rows of one region', () => {
  it('are published by themselves, as the notes say; a filter on the whole table is refused', async ({
    skip,
  }) => {
    const db = await open(on(s, s.design, 'data-residency', {}, 'visits'), skip)
    const text = db.compiled.files.find((f) => f.path.startsWith('residency/'))?.text ?? ''
    const calls = [...text.matchAll(/^ {4}(create publication .*);$/gm)].map((m) => m[1] ?? '')
    expect(calls.length).toBe(2)
    const admin = await db.connect({ as: 'superuser' })
    for (const call of calls) await admin.rows(call)
    expect(await admin.rows('select pubname, tablename from pg_publication_tables order by pubname')).toEqual(
      [
        ['residency_eu', 'visits_eu'],
        ['residency_us', 'visits_us'],
      ],
    )
    expect(await admin.refused("create publication whole for table visits where (data_region = 'eu')")).toBe(
      '22023',
    )
  })
})
