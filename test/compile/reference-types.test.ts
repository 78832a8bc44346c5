import { PGlite } from '@electric-sql/pglite'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtIn, type DataType } from '../../src/catalog/index.ts'
import { compile } from '../../src/compile/index.ts'
import { applyChanges, type DesignRecord } from '../../src/design/index.ts'
import { registry } from '../patterns/all.ts'
import { shop } from '../patterns/shop.ts'

const s = shop()
const { schema } = s.design.records.get(s.id('orders')) as Extract<DesignRecord, { kind: 'table' }>
const words: readonly DesignRecord[] = [
  { kind: 'domain', id: s.id('d1'), name: 'words', schema, type: builtIn('text'), checks: [] },
  { kind: 'domain', id: s.id('d2'), name: 'counts', schema, type: builtIn('integer'), checks: [] },
  { kind: 'domain', id: s.id('d3'), name: 'more_words', schema, type: { type: s.id('d1') }, checks: [] },
  { kind: 'enum', id: s.id('e'), name: 'mood', schema, labels: [{ id: s.id('e.a'), name: 'a' }] },
]
/** As the catalog has it, by how PostgreSQL writes it. */
const types: Readonly<Record<string, DataType>> = Object.fromEntries<DataType>([
  ...[
    ...['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision', 'oid', 'money', 'boolean'],
    ...[
      'text',
      'varchar',
      'char',
      'citext',
      'name',
      'uuid',
      'bytea',
      'inet',
      'cidr',
      'macaddr',
      'bit',
      'varbit',
    ],
    ...['date', 'timestamp', 'timestamptz', 'time', 'timetz', 'interval', 'jsonb', 'int4range', 'pg_lsn'],
  ].map((t) => [t, builtIn(t)] as const),
  ['varchar(5)', builtIn('varchar', 5)],
  ['text[]', { base: 'text', dims: 1 }],
  ['varchar[]', { base: 'varchar', dims: 1 }],
  ['integer[]', { base: 'integer', dims: 1 }],
  ...words.map((d) => ['name' in d ? d.name : '', { type: d.id as never }] as const),
])

let db: PGlite
beforeAll(async () => {
  db = new PGlite({ extensions: { citext } })
  await db.exec(`create extension citext; create domain words as text; create domain counts as integer;
    create domain more_words as words; create type mood as enum ('a')`)
})
afterAll(() => db.close())

const refusedByPostgres = async (from: string, to: string): Promise<boolean> => {
  const table = `begin; create table p (x ${to} primary key); create table f (y ${from} references p)`
  const refused = await db.exec(table).then(
    () => false,
    () => true,
  )
  await db.exec('rollback')
  return refused
}

const told = (from: DataType, to: DataType): boolean => {
  const column = (table: string, type: DataType): readonly DesignRecord[] => [
    { kind: 'table', id: s.id(table), name: table, schema },
    { kind: 'column', id: s.id(`${table}.c`), table: s.id(table), name: 'c', rank: 'b', type },
  ]
  const records: readonly DesignRecord[] = [
    ...words,
    ...column('p', to),
    ...column('f', from),
    { kind: 'key', id: s.id('p.pk'), table: s.id('p'), name: '', primary: true, columns: [s.id('p.c')] },
    {
      kind: 'fk',
      id: s.id('f>p'),
      table: s.id('f'),
      name: '',
      columns: [s.id('f.c')],
      references: s.id('p'),
      refColumns: [s.id('p.c')],
    },
  ]
  const { design } = applyChanges(
    s.design,
    records.map((r) => ({ id: r.id, to: r })),
  )
  const { issues, catalog } = compile(design, registry)
  const is = issues.some((i) => i.code === 'fk/type')
  // What is told is left out: others would compare the two.
  expect(catalog.has(s.id('f>p'))).toBe(!is)
  return is
}

describe('a reference', () => {
  it.each(Object.entries(types))(
    'of %s is told to be of another type where PostgreSQL refuses it',
    async (from, type) => {
      const found: string[] = []
      for (const [to, other] of Object.entries(types)) {
        const refused = await refusedByPostgres(from, to)
        if (refused !== told(type, other)) found.push(`${to}: ${refused ? 'refused' : 'taken'} by PostgreSQL`)
      }
      expect(found).toEqual([])
    },
  )
})
