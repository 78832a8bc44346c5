/** Rows that are generated against a table's constraints are refused by the one that they are made for, or say what comes before. */
import { afterAll, describe, expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import { compile } from '../../src/compile/index.ts'
import type { Design } from '../../src/design/index.ts'
import { emit } from '../../src/sql/index.ts'
import { type RowTrial, runCases } from '../../src/verify/index.ts'
import { registry } from './all.ts'
import { on } from './on.ts'
import { rotating } from './rotating.ts'
import { beside, type Shop, shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

const trialsOf = async (design: Design, table: Id<'table'>): Promise<readonly RowTrial[]> => {
  const engine = await engines.next()
  const compiled = compile(design, registry)
  expect((await engine.load(compiled.catalog, emit(compiled.catalog, 18))).errors).toEqual([])
  return runCases(engine, compiled, table)
}

const otherwise = (trials: readonly RowTrial[]): readonly RowTrial[] =>
  trials.filter(
    (t) =>
      t.impossible === undefined &&
      t.expected !== undefined &&
      (t.expected === null ? !t.accepted : t.accepted || t.refusedBy !== t.expected),
  )

/** Ships with numbered boxes, and scans that name a ship and a box of it. */
const harbour = (s: Shop): Shop => {
  const table = (name: string, columns: readonly string[], primary: readonly string[]) => {
    const id = s.id<'table'>(name)
    const orders = [...s.design.records.values()].find((r) => r.id === s.id('orders'))
    const schema = orders?.kind === 'table' ? orders.schema : undefined
    return [
      { kind: 'table', id, name, schema },
      ...columns.map((c, i) => ({
        kind: 'column',
        id: s.id(`${name}.${c}`),
        table: id,
        name: c,
        rank: `a${i}`,
        type: { base: 'bigint' },
        notNull: true,
      })),
      {
        kind: 'key',
        id: s.id(`${name}.pk`),
        name: '',
        table: id,
        primary: true,
        columns: primary.map((c) => s.id(`${name}.${c}`)),
      },
    ]
  }
  const fk = (from: string, columns: readonly string[], to: string, refs: readonly string[]) => ({
    kind: 'fk',
    id: s.id(`${from}_${to}`),
    name: '',
    table: s.id(from),
    columns: columns.map((c) => s.id(`${from}.${c}`)),
    references: s.id(to),
    refColumns: refs.map((c) => s.id(`${to}.${c}`)),
  })
  return beside(
    s,
    ...table('ships', ['id'], ['id']),
    ...table('boxes', ['ship_id', 'no'], ['ship_id', 'no']),
    ...table('scans', ['id', 'ship_id', 'box_no'], ['id']),
    fk('boxes', ['ship_id'], 'ships', ['id']),
    fk('scans', ['ship_id'], 'ships', ['id']),
    fk('scans', ['ship_id', 'box_no'], 'boxes', ['ship_id', 'no']),
  )
}

describe('generated rows', () => {
  it.each([
    [['partition-range', 'tenancy-row'], 'visits' as const],
    [['partition-hash', 'tenancy-row'], 'orders' as const],
    [['money'], 'orders' as const],
    [['nested-sets'], 'orders' as const],
    [['derived-column'], 'orders' as const],
  ])('of a table with %o are judged by what they are made for', async (patterns, table) => {
    const s = shop()
    const design = patterns.reduce(
      (d, p) => on(s, d, p, {}, p === 'tenancy-row' ? undefined : table),
      s.design,
    )
    const trials = await trialsOf(design, s.id(table))
    expect(trials.length).toBeGreaterThan(4)
    expect(otherwise(trials)).toEqual([])
  })

  it('vary of a reference what no other one needs', async () => {
    const s = harbour(shop())
    const trials = await trialsOf(s.design, s.id('scans'))
    expect(otherwise(trials)).toEqual([])
    const of = (name: string) => trials.find((t) => t.expected === s.id(name))
    expect(of('scans_boxes')).toMatchObject({ accepted: false, refusedBy: s.id('scans_boxes') })
    expect(of('scans_ships')?.impossible ?? of('scans_ships')?.refusedBy).toBeDefined()
  })
})
