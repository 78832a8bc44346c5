import { describe, expect, it } from 'vitest'
import { name, qualified, sql } from '../../src/catalog/index.ts'
import type { DesignRecord } from '../../src/design/index.ts'
import { on } from '../patterns/on.ts'
import { beside, shop } from '../patterns/shop.ts'
import { noted, noting, visited } from './noted.ts'
import { onServer } from './pg.ts'

const { open } = onServer()

describe('rows of the default partition that others reference', () => {
  it.for([
    {},
    { onDelete: 'restrict', comment: "What the note's about" },
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
      condeferred, convalidated, obj_description(oid, 'pg_constraint') from pg_constraint where contype = 'f' and conrelid = 'notes'::regclass and conparentid = 0`
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

describe('a partition whose rows others reference', () => {
  const notes = 'select id, visit_at::date, visit is null from notes order by id'
  const drop = "select drop_visits_partitions('2026-02-01')"
  const held = async (fk: object, skip: (reason: string) => never) => {
    const s = noted(fk)
    const design = on(s, on(s, s.design, 'partition-range', {}, 'visits'), 'history-table', {}, 'visits')
    const db = await open(design, skip)
    await visited(db, s, '2026-01-03', '2026-03-03')
    const schedule = await db.connect({ as: 'owner' })
    await schedule.rows(db.sql(noting(s)))
    return { db, s, schedule }
  }

  it.for<readonly [object, readonly (readonly (string | null)[])[]]>([
    [{ onDelete: 'cascade' }, [['2', '2026-03-03', 'f']]],
    [{ onDelete: 'cascade', deferrable: 'initially deferred' }, [['2', '2026-03-03', 'f']]],
    [
      { onDelete: 'set null' },
      [
        ['1', null, 't'],
        ['2', '2026-03-03', 'f'],
      ],
    ],
    [
      { onDelete: 'set default' },
      [
        ['1', null, 't'],
        ['2', '2026-03-03', 'f'],
      ],
    ],
  ])('goes, and with it happens what the reference says: %o', async ([fk, left], { skip }) => {
    const { schedule } = await held(fk, skip)
    expect(await schedule.rows(drop)).toEqual([['1']])
    expect(await schedule.rows(notes)).toEqual(left)
    expect(await schedule.rows('select at::date from visits')).toEqual([['2026-03-03']])
    expect(await schedule.rows('select distinct operation from visits_history')).toEqual([['INSERT']])
  })

  it.for([{}, { onDelete: 'restrict' }, { deferrable: 'initially deferred' }])(
    'stays as long as the reference holds on to a row: %o',
    async (fk, { skip }) => {
      const { schedule } = await held(fk, skip)
      expect(await schedule.refused(drop)).toBe('23503')
      expect(await schedule.rows('select count(*) from visits')).toEqual([['2']])
      await schedule.rows('delete from notes where id = 1')
      expect(await schedule.rows(drop)).toEqual([['1']])
      expect(await schedule.rows(notes)).toEqual([['2', '2026-03-03', 'f']])
    },
  )

  it.for(['cascade', 'no action'])(
    'waits for who is writing references, and they for it (on delete %s)',
    async (onDelete, { skip }) => {
      const { db, schedule } = await held({ onDelete }, skip)
      const writer = await db.connect({ as: 'app' })
      const note = (day: string) =>
        `insert into notes (visit) select id from visits where at = '${day} 00:00+00'`
      await schedule.rows('delete from notes')
      await writer.rows('begin')
      await writer.rows('insert into notes (visit) values (null)')
      const gone = schedule.rows(drop).catch((e: Error) => e.message)
      await db.waits(schedule)
      expect(await writer.refused(note('2026-03-03'))).toBe(undefined)
      if (onDelete === 'cascade') expect(await writer.refused(note('2026-01-03'))).toBe(undefined)
      await writer.rows('commit')
      expect(await gone).toEqual([['1']])
      expect(await schedule.rows('select visit_at::date from notes where visit is not null')).toEqual([
        ['2026-03-03'],
      ])
    },
  )

  it('goes where another reference to it is checked at the end of the transaction', async ({ skip }) => {
    const s = noted({ onDelete: 'cascade' })
    const fk = s.design.records.get(s.id('notes>visits')) as DesignRecord
    const twice = beside(s, {
      ...fk,
      id: s.id('notes>visits, too'),
      onDelete: 'no action',
      deferrable: 'initially deferred',
    })
    const db = await open(on(twice, twice.design, 'partition-range', {}, 'visits'), skip)
    await visited(db, s, '2026-01-03', '2026-03-03')
    const schedule = await db.connect({ as: 'owner' })
    await schedule.rows(db.sql(noting(s)))
    expect(await schedule.rows(drop)).toEqual([['1']])
    expect(await schedule.rows('select id from notes')).toEqual([['2']])
  })

  it('waits for who is writing its rows, and they for it', async ({ skip }) => {
    const { db, schedule } = await held({ onDelete: 'cascade' }, skip)
    const writer = await db.connect({ as: 'app' })
    const write = (day: string) => `update visits set note = 'seen' where at = '${day} 00:00+00'`
    await writer.rows('begin')
    await writer.rows(write('2026-03-03'))
    const gone = schedule.rows(drop).catch((e: Error) => e.message)
    await db.waits(schedule)
    expect(await writer.refused(write('2026-01-03'))).toBe(undefined)
    await writer.rows('commit')
    expect(await gone).toEqual([['1']])
  })

  it('goes for all tenants, under names that need quotes and composite keys', async ({ skip }) => {
    const shape = { quoted: true, composite: true, schema: 'The "schema" Ü' }
    const s = noted({ onDelete: 'cascade' }, shape)
    const db = await open(on(s, on(s, s.design, 'tenancy-row'), 'partition-range', {}, 'visits'), skip)
    await visited(db, s, '2026-01-03', '2026-03-03')
    const [schedule, admin] = [await db.connect({ as: 'owner' }), await db.connect({ as: 'superuser' })]
    const [tenant] = await admin.rows('select min(id::text) from tenants')
    const writer = await db.connect({ as: 'app', tenant: tenant?.[0] ?? '' })
    await writer.rows(db.sql(noting(s, shape)))
    const routine = [...db.compiled.catalog.values()].find(
      (o) => o.kind === 'routine' && o.why?.role === 'drop',
    )
    await schedule.rows(db.sql(sql`select ${qualified(routine?.id ?? '')}('2026-02-01')`))
    expect(await admin.rows(db.sql(sql`select count(*) from ${qualified(s.id('notes'))}`))).toEqual([['1']])
  })
})

describe('rows that reference others of their own table', () => {
  const s = shop()
  const design = on(s, on(s, s.design, 'partition-range', {}, 'visits'), 'adjacency-list', {}, 'visits')
  const child = (day: string, of: string) =>
    `update visits v set parent_id = p.id, parent_id_at = p.at from visits p where v.at::date = '${day}' and p.at::date = '${of}'`
  const days = ['2026-01-03', '2026-01-04', '2026-02-05', '2026-06-06', '2026-06-07']

  it('move from the default partition, and go with an old one once no younger row needs them', async ({
    skip,
  }) => {
    const db = await open(design, skip)
    const schedule = await db.connect({ as: 'owner' })
    await visited(db, s, ...days)
    await schedule.rows(child('2026-01-04', '2026-01-03'))
    await schedule.rows(child('2026-06-07', '2026-06-06'))
    await schedule.rows(child('2026-02-05', '2026-06-06'))
    await schedule.rows("select ensure_visits_partitions('2026-06-06')")
    expect(
      await schedule.rows("select count(*) from visits where tableoid = 'visits_2026_06'::regclass"),
    ).toEqual([['2']])
    expect(await schedule.refused("delete from visits where at::date = '2026-06-06'")).toBe('23503')
    expect(await schedule.rows("select drop_visits_partitions('2026-02-01')")).toEqual([['1']])
    await schedule.rows(child('2026-06-07', '2026-02-05'))
    expect(await schedule.refused("select drop_visits_partitions('2026-03-01')")).toBe('23503')
    expect(await schedule.rows('select count(*) from visits')).toEqual([['3']])
  })
})
