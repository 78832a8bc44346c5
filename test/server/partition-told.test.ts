import { describe, expect, it } from 'vitest'
import { compile, type Issue } from '../../src/compile/index.ts'
import { applyChanges, type Design } from '../../src/design/index.ts'
import { registry } from '../patterns/all.ts'
import { on } from '../patterns/on.ts'
import { beside, shop } from '../patterns/shop.ts'
import { noted, visited } from './noted.ts'
import { onServer } from './pg.ts'

const { open } = onServer()
const plain = shop()
const count = plain.id('customers.visits')
const s = beside(plain, {
  kind: 'column',
  id: count,
  table: plain.id('customers'),
  name: 'visits',
  rank: 'z',
  type: { base: 'bigint' },
})

/** Customers count their visits; visits have a history and an archive. */
const counted = (design: Design, told: boolean): Design => {
  const watched = ['history-table', 'archive-table'].reduce(
    (d, pattern) => on(s, d, pattern, {}, 'visits'),
    on(s, design, 'partition-range', { told, keep: '12 months' }, 'visits'),
  )
  const id = `derived-column@${count}#1`
  const options = { kind: 'count', children: s.id('visits') }
  return applyChanges(watched, [
    { id: id as never, to: { kind: 'use', id, pattern: 'derived-column', target: count, options } as never },
  ]).design
}
const unseen = (d: Design): readonly Issue[] =>
  compile(d, registry).issues.filter((i) => /^split\/unseen/.test(i.code))

describe('rows that go with an old partition', () => {
  it('go unseen by triggers, which is told with a way out', () => {
    expect(unseen(on(s, s.design, 'partition-range', { keep: '12 months' }, 'visits'))).toEqual([])
    const [issue] = unseen(counted(s.design, false))
    expect([issue?.severity, issue?.option]).toEqual(['warning', 'told'])
    expect(unseen(applyChanges(counted(s.design, false), issue?.waysOut[0]?.changes ?? []).design)).toEqual(
      [],
    )
    const rarely = on(s, on(s, s.design, 'partition-range', {}, 'visits'), 'history-table', {}, 'visits')
    expect(unseen(rarely).map((i) => i.severity)).toEqual(['info'])
    const series = on(s, on(s, s.design, 'time-series', {}, 'visits'), 'history-table', {}, 'visits')
    expect(unseen(series).map((i) => i.severity)).toEqual(['warning'])
  })

  it.for([s.design, on(s, s.design, 'tenancy-row')])(
    'are counted, kept and written down as deletions where triggers are to see them go',
    async (design, { skip }) => {
      const db = await open(counted(design, true), skip)
      const [schedule, admin] = [await db.connect({ as: 'owner' }), await db.connect({ as: 'superuser' })]
      await visited(db, s, '2026-01-03', '2026-01-04', '2026-03-03')
      expect(await schedule.rows("select drop_visits_partitions('2026-02-01')")).toEqual([['1']])
      expect(await admin.rows('select at::date from visits')).toEqual([['2026-03-03']])
      expect(await admin.rows('select sum(visits) from customers')).toEqual([['1']])
      expect(await admin.rows('select count(*) from visits_archive')).toEqual([['2']])
      expect(await admin.rows("select count(*) from visits_history where operation = 'DELETE'")).toEqual([
        ['2'],
      ])
      const forced = "select relforcerowsecurity from pg_class where oid = 'visits'::regclass"
      expect(await admin.rows(forced)).toEqual([[design === s.design ? 'f' : 't']])
    },
  )

  it.for(['repeatable read', 'serializable'])(
    'do not go unseen at %s either, where one came after the schedule looked',
    async (level, { skip }) => {
      const db = await open(counted(s.design, true), skip)
      const [schedule, writer] = [await db.connect({ as: 'owner' }), await db.connect({ as: 'app' })]
      await visited(db, s, '2026-01-03')
      await schedule.rows(`begin isolation level ${level}`)
      await schedule.rows('select count(*) from posts')
      await writer.rows(
        'insert into visits (at, customer_id, number, status, total) select at, customer_id, number, status, total from visits',
      )
      expect(await schedule.refused("select drop_visits_partitions('2026-02-01')")).toBe('0A000')
      await schedule.rows('rollback')
      await schedule.rows("select drop_visits_partitions('2026-02-01')")
      expect(await writer.rows('select sum(visits) from customers')).toEqual([['0']])
    },
  )

  it('go although a trigger keeps deleted rows', async ({ skip }) => {
    const design = on(s, counted(s.design, true), 'soft-delete', {}, 'visits')
    const db = await open(design, skip)
    const schedule = await db.connect({ as: 'owner' })
    await visited(db, s, '2026-01-03', '2026-03-03')
    expect(await schedule.rows("select drop_visits_partitions('2026-02-01')")).toEqual([['1']])
    expect(await schedule.rows('select at::date from visits')).toEqual([['2026-03-03']])
    expect(await schedule.rows('select sum(visits) from customers')).toEqual([['1']])
  })
})

describe('a table that others reference', () => {
  const held = (fk: object): readonly string[] => {
    const n = noted(fk)
    const { issues } = compile(on(n, n.design, 'partition-range', {}, 'visits'), registry)
    return issues.flatMap((i) => (i.code === 'split/held' ? [`${i.severity}: ${i.message}`] : []))
  }

  it('is told that its old partitions stay as long as a reference holds on to a row', () => {
    expect(held({})).toEqual([
      'info: An old partition of visits is not dropped while rows of notes that stay reference one of its rows: the call is refused. Delete those first, or say at the reference what happens to them on delete.',
    ])
    expect(held({ onDelete: 'cascade' })).toEqual([])
  })
})
