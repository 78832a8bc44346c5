import { describe, expect, it } from 'vitest'
import { name, qualified, sql } from '../../src/catalog/index.ts'
import type { DesignRecord } from '../../src/design/index.ts'
import { on } from '../patterns/on.ts'
import { beside } from '../patterns/shop.ts'
import { noted, noting, visited } from './noted.ts'
import { onServer } from './pg.ts'

const { open } = onServer()

describe('rows of the default partition that others reference', () => {
  it.for([
    {},
    { onDelete: 'restrict' },
    { onDelete: 'cascade', deferrable: 'initially deferred' },
    { onDelete: 'set null' },
  ])('move to the partition that is made for them, and stay referenced: %o', async (fk, { skip }) => {
    const s = noted(fk)
    const design = on(s, on(s, s.design, 'partition-range', {}, 'visits'), 'history-table', {}, 'visits')
    const db = await open(design, skip)
    const schedule = await db.connect({ as: 'owner' })
    await visited(db, s, '2026-01-03', '2026-06-03', '2027-06-03')
    await schedule.rows(db.sql(noting(s)))
    const references = `select conrelid::regclass, confrelid::regclass, pg_get_constraintdef(oid), confdeltype, condeferrable,
      condeferred, convalidated from pg_constraint where contype = 'f' and conrelid = 'notes'::regclass and conparentid = 0`
    const before = await schedule.rows(references)
    await schedule.rows("select ensure_visits_partitions('2026-06-03')")
    expect(await schedule.rows('select tableoid::regclass::text from visits order by at')).toEqual([
      ['visits_2026_01'],
      ['visits_2026_06'],
      ['visits_default'],
    ])
    expect(
      await schedule.rows('select count(*) from notes join visits v on v.id = visit and v.at = visit_at'),
    ).toEqual([['3']])
    expect(await schedule.rows(references)).toEqual(before)
    expect(await schedule.refused('update notes set visit = 999')).toBe('23503')
    expect(await schedule.rows('select distinct operation from visits_history')).toEqual([['INSERT']])
  })

  it('move for tenants, under names that need quotes and composite keys', async ({ skip }) => {
    const shape = { quoted: true, composite: true, schema: 'The "schema" Ü' }
    const s = noted({}, shape)
    const db = await open(on(s, on(s, s.design, 'tenancy-row'), 'partition-range', {}, 'visits'), skip)
    await visited(db, s, '2026-06-03')
    const schedule = await db.connect({ as: 'owner' })
    const [tenant] = await (await db.connect({ as: 'superuser' })).rows('select min(id::text) from tenants')
    const writer = await db.connect({ as: 'app', tenant: tenant?.[0] ?? '' })
    await writer.rows(db.sql(noting(s, shape)))
    const ensure = [...db.compiled.catalog.values()].find(
      (o) => o.kind === 'routine' && o.why?.role === 'ensure',
    )
    await schedule.rows(db.sql(sql`select ${qualified(ensure?.id ?? '')}('2026-06-03')`))
    const visits = sql`${qualified(s.id('visits'))}`
    expect(
      await writer.rows(db.sql(sql`select tableoid::regclass::text like '%2026_06%' from ${visits}`)),
    ).toEqual([['t']])
    expect(await writer.refused(db.sql(sql`delete from ${visits}`))).toBe('23503')
    expect(
      await writer.refused(
        db.sql(sql`update ${qualified(s.id('notes'))} set ${name(s.id('notes.visit'))} = 999`),
      ),
    ).toBe('23503')
  })

  it('move where what they reference is checked at the end of a transaction', async ({ skip }) => {
    const s = noted()
    const fk = s.design.records.get(s.id('visits>customers')) as DesignRecord
    const late = beside(s, { ...fk, deferrable: 'initially deferred' })
    const db = await open(on(late, late.design, 'partition-range', {}, 'visits'), skip)
    await visited(db, s, '2026-06-03')
    const schedule = await db.connect({ as: 'owner' })
    await schedule.rows("select ensure_visits_partitions('2026-06-03')")
    expect(await schedule.rows('select tableoid::regclass from visits')).toEqual([['visits_2026_06']])
  })
})
