/** The shop with notes on visits: rows that reference a table in partitions. */
import { name, qualified, type Sql, sql } from '../../src/catalog/index.ts'
import { insert, owner } from '../../src/patterns/kit/index.ts'
import { beside, type Shape, type Shop, shop } from '../patterns/shop.ts'
import type { Real } from './pg.ts'

/** `fk` says what becomes of a note when its visit goes. */
export const noted = (fk: object = {}, shape: Shape = {}): Shop => {
  const s = shop(shape)
  const visits = s.design.records.get(s.id('visits')) as { readonly schema?: unknown }
  const table = s.id('notes')
  const column = (c: string, rank: string, more: object = {}) => ({
    kind: 'column',
    id: s.id(`notes.${c}`),
    table,
    name: c,
    rank,
    type: { base: 'bigint' },
    ...more,
  })
  const region = shape.composite ? ['region'] : []
  return beside(
    s,
    { kind: 'table', id: table, schema: visits.schema, name: 'notes' },
    column('id', 'a', { notNull: true, identity: 'always' }),
    ...region.map((c) => column(c, 'b', { type: { base: 'text' } })),
    column('visit', 'c'),
    { kind: 'key', id: s.id('notes.pk'), name: '', table, primary: true, columns: [s.id('notes.id')] },
    {
      kind: 'fk',
      id: s.id('notes>visits'),
      name: '',
      table,
      columns: [...region, 'visit'].map((c) => s.id(`notes.${c}`)),
      references: s.id('visits'),
      refColumns: [...region, 'id'].map((c) => s.id(`visits.${c}`)),
      ...fk,
    },
  )
}

/** Visits of these days. */
export const visited = (db: Real, s: Shop, ...days: readonly string[]): Promise<void> =>
  db.play(
    ...days.map((d) =>
      owner(insert(s.id<'table'>('visits'), d, { [s.id('visits.at')]: `${d} 00:00:00+00` })),
    ),
  )

/** A note on each visit. */
export const noting = (s: Shop, shape: Shape = {}): Sql =>
  shape.composite
    ? sql`insert into ${qualified(s.id('notes'))} (region, visit) select ${name(s.id('visits.region'))}, ${name(s.id('visits.id'))} from ${qualified(s.id('visits'))}`
    : sql`insert into ${qualified(s.id('notes'))} (visit) select ${name(s.id('visits.id'))} from ${qualified(s.id('visits'))}`
