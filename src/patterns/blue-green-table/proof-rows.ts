import type { Id } from '../../base/index.ts'
import { name, type Obj, objectsOf, sql } from '../../catalog/index.ts'
import type { Made, ProofSql, Use } from '../../compile/api.ts'
import { cell, columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

export type U = Use<Options>
type Column = Obj<'column'>
interface Pair {
  readonly from: Column
  readonly to: Column
}

export const nextOf = (use: U): Id<'table'> => use.options.next ?? use.idOf('next')

const pairsOf = (use: U, made: Made): readonly Pair[] => {
  const olds = columnsOf(made.catalog, use.table)
  const news = columnsOf(made.catalog, nextOf(use))
  const { columns, next } = use.options
  return olds.flatMap((from) => {
    const id = next ? columns.find((c) => c.from === from.id)?.to : use.idOf(`next:c:${from.id}`)
    const to = news.find((c) => c.id === id)
    return to ? [{ from, to }] : []
  })
}

/** The pairs that name a row, the tenant aside: it is the same by itself. */
export const keyPairs = (use: U, made: Made): readonly Pair[] => {
  const table = use.options.next ?? use.table
  const pk = objectsOf(made.catalog, 'key').find((k) => k.table === table && k.primary)
  const scope = made.traits.scopes.get(table)
  return pairsOf(use, made).filter((p) => {
    const id = (use.options.next ? p.to.id : p.from.id) as Id<'column'>
    return id !== scope && pk?.columns.includes(id)
  })
}

/** `n.id = 1001 and …`: the row in the new table that belongs to row `a` of the old one. */
export const inNew = (use: U, made: Made, alias: string): ProofSql =>
  keyPairs(use, made).flatMap((p, i) => [
    sql`${i > 0 ? ' and ' : ''}${alias}.${name(p.to.id)}::text = (`,
    cell('a', p.from.id as Id<'column'>),
    sql`)::text`,
  ])

/** A text that may be missing and that no one else watches: what a proof can change and see again. */
export const noteOf = (use: U, made: Made): Pair | undefined => {
  const busy = new Set<Id>()
  for (const o of made.catalog.values()) {
    if (o.kind === 'key' || o.kind === 'fk') for (const c of o.columns) busy.add(c)
    if (o.kind === 'check' || o.kind === 'exclusion')
      for (const r of 'expr' in o ? o.expr.refs : []) busy.add(r.id)
    if (o.kind === 'index') for (const e of o.elements) if (e.column) busy.add(e.column)
  }
  const text = (c: Column): boolean => 'base' in c.type && c.type.base === 'text' && !c.type.dims
  return pairsOf(use, made).find(
    ({ from, to }) =>
      !from.why && !from.notNull && !from.generated && text(from) && text(to) && !busy.has(from.id),
  )
}
