import type { Id } from '../../base/index.ts'
import { name, type Obj, objectsOf, qualified, regclass, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql } from '../../compile/api.ts'
import { app, cell, insert, proof, rows, run, stmt } from '../kit/index.ts'
import type { U } from './wanted.ts'

const found = (table: Id, columns: readonly Id<'column'>[]): ProofSql => [
  sql`select count(*) > 0 from ${qualified(table)} where `,
  ...columns.flatMap((c, i) => [sql`${i > 0 ? ' and ' : ''}${name(c)} = `, cell('a', c)]),
]

/** Scans of the index in this transaction, those of its parts on partitions among them. */
const scans = (index: Id): ProofSql =>
  stmt`select (sum(pg_stat_get_xact_numscans(x.id)) > 0)::text
    from (select ${regclass(index)}::regclass::oid as id
      union select i.inhrelid from pg_inherits i where i.inhparent = ${regclass(index)}::regclass) x`

const kinds: readonly string[] = [
  'bigint',
  'integer',
  'smallint',
  'text',
  'varchar',
  'uuid',
  'date',
  'timestamptz',
]

/** Plain whole indexes: a row of which nothing more is known is found by them. */
const provable = (made: Made, i: Obj<'index'>): readonly Id<'column'>[] | undefined => {
  if (i.where || (i.method ?? 'btree') !== 'btree') return undefined
  const scope = made.traits.scopes.get(i.table)
  const columns = i.elements.flatMap((e) => (e.column && !e.opclass ? [e.column] : []))
  const own = columns.filter((c) => c !== scope)
  const plain = own.every((c) => {
    const column = made.catalog.get(c)
    return column?.kind === 'column' && !('type' in column.type) && kinds.includes(column.type.base)
  })
  return plain && columns.length === i.elements.length && own.length > 0 ? own : undefined
}

export const proofs = (use: U, made: Made): readonly Proof[] =>
  objectsOf(made.catalog, 'index')
    .filter((i) => i.why?.use === use.id)
    .flatMap((i) => {
      const columns = provable(made, i)
      if (!columns) return []
      const by = columns.slice(1).reduce((a, c) => sql`${a} and ${name(c)}`, sql`${name(columns[0] ?? '')}`)
      return [
        proof(
          use,
          i.why?.role ?? i.id,
          sql`A row of ${name(use.table)} is found by its ${by} without reading the whole table.`,
          [i.id],
          app(insert(use.table, 'a')),
          app(
            run(stmt`select set_config('enable_seqscan', 'off', true)`),
            run(found(use.table, columns), rows(['t'])),
            run(scans(i.id), rows(['true'])),
          ),
        ),
      ]
    })
