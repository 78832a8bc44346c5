import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, Nameless } from '../../compile/api.ts'
import { rowKey, steadyBy, tenantAs } from '../kit/index.ts'
import { erasedColumns, subjectTable, type U } from './flags.ts'

/** How a column of the table is written where its rows are looked for; undefined where that place has no copy of it. */
export type ColumnAs = (column: Id) => Sql | undefined

/** The rows of a table that belong to the person whom the call names. */
export interface Reach {
  readonly table: Id<'table'>
  /**
   * Only rows of the caller's tenant, whoever reads. Undefined where the place lacks a column that says so.
   * `cast` is put behind what columns are compared with: `::text` where they are read as text.
   */
  readonly where: (column: ColumnAs, cast?: '' | '::text') => Sql | undefined
}
export interface Root {
  readonly table: Id<'table'>
  readonly key: readonly Nameless<'column'>[]
  readonly reached: readonly Reach[]
}

/** What tells rows apart for a person: all versions of a row that has several. */
export const personKey = (facts: Facts, table: Id): readonly Nameless<'column'>[] =>
  facts.timed(table)?.key.flatMap((c) => facts.object('column', c) ?? []) ?? rowKey(facts, table)

const allOf = (parts: readonly (Sql | undefined)[]): Sql | undefined => {
  const known = parts.flatMap((p) => p ?? [])
  return known.length === parts.length && known.length > 0 ? joinSql(known, ' and ') : undefined
}

const inTenant = (facts: Facts, table: Id, as: ColumnAs, cast: string): readonly (Sql | undefined)[] => {
  const scope = facts.scope(table)
  const column = scope && as(scope)
  return scope ? [column && sql`${column} = (${tenantAs(facts, scope)})${cast}`] : []
}

const rootReach = (facts: Facts, table: Id<'table'>): Reach => ({
  table,
  where: (as, cast = '') =>
    allOf([
      ...personKey(facts, table).map((c, i) => {
        const column = as(c.id)
        return column && sql`${column} = $${i + 1}${cast}`
      }),
      ...inTenant(facts, table, as, cast),
    ]),
})

const steadyTables = (facts: Facts): readonly Nameless<'table'>[] => steadyBy(facts.tables(), (t) => t.id)

/** Mirrors of a table, each with its copy of a column. */
export const mirrorsOf = (
  facts: Facts,
  table: Id,
): readonly { readonly mirror: Id<'table'>; readonly copy: (column: Id) => Id<'column'> | undefined }[] =>
  steadyTables(facts).flatMap((t) => {
    if (facts.mirrored(t.id) !== table) return []
    const copies = new Map(
      facts.columns(t.id).flatMap((c) => {
        const original = facts.mirroredColumn(c.id)
        return original ? [[original as Id, c.id as Id<'column'>] as const] : []
      }),
    )
    return [{ mirror: t.id as Id<'table'>, copy: (c: Id) => copies.get(c) }]
  })

/** Keys of the parent's rows, those that only its history still knows included. */
const parentKeys = (facts: Facts, parent: Reach, columns: readonly Id[], cast: string): Sql | undefined => {
  const from = (table: Id, as: (c: Id) => Id | undefined): Sql | undefined => {
    const column: ColumnAs = (c) => {
      const id = as(c)
      return id && sql`p.${name(id)}`
    }
    const list = columns.flatMap((c) => {
      const written = column(c)
      return written ? [sql`${written}${cast}`] : []
    })
    const where = parent.where(column)
    return where && list.length === columns.length
      ? sql`select ${joinSql(list, ', ')} from ${qualified(table)} p where ${where}`
      : undefined
  }
  const all = [
    from(parent.table, (c) => c),
    ...mirrorsOf(facts, parent.table).map((m) => from(m.mirror, m.copy)),
  ]
  const known = all.flatMap((s) => s ?? [])
  return known.length > 0 ? joinSql(known, ' union all ') : undefined
}

const childReach = (facts: Facts, root: Id, fk: Nameless<'fk'>, parent: Reach): Reach => {
  const key = personKey(facts, root)
  const place = (ref: Id): number => (parent.table === root ? key.findIndex((c) => c.id === ref) : -1)
  const scope = facts.scope(fk.references)
  const direct = fk.refColumns.every((r) => r === scope || place(r) >= 0)
  return {
    table: fk.table,
    where: (as, cast = '') => {
      if (direct)
        return allOf([
          ...fk.columns.flatMap((c, i) => {
            const n = place(fk.refColumns[i] ?? '')
            const column = as(c)
            return n < 0 ? [] : [column && sql`${column} = $${n + 1}${cast}`]
          }),
          ...inTenant(facts, fk.table, as, cast),
        ])
      const columns = fk.columns.flatMap((c) => as(c) ?? [])
      const keys = parentKeys(facts, parent, fk.refColumns, cast)
      return keys && columns.length === fk.columns.length
        ? sql`(${joinSql(columns, ', ')}) in (${keys})`
        : undefined
    },
  }
}

/** The first reference from the table to one of those reached; a second one is someone else's row. */
const link = (
  facts: Facts,
  table: Id,
  reached: ReadonlyMap<Id, Reach>,
): { readonly fk: Nameless<'fk'>; readonly parent: Reach } | undefined => {
  for (const fk of facts.of('fk', table)) {
    const parent = fk.references === table ? undefined : reached.get(fk.references)
    if (parent) return { fk, parent }
  }
  return undefined
}

const reachFrom = (facts: Facts, use: U, root: Id<'table'>): readonly Reach[] => {
  const reached = new Map<Id, Reach>([[root, rootReach(facts, root)]])
  const { follow } = use.options
  for (let grown = follow !== 'none'; grown; ) {
    grown = false
    const now = new Map(reached)
    for (const t of steadyTables(facts)) {
      if (reached.has(t.id) || facts.mirrored(t.id) !== undefined) continue
      const l = link(facts, t.id, now)
      if (!l) continue
      reached.set(t.id, childReach(facts, root, l.fk, l.parent))
      grown = follow === 'all'
    }
  }
  return [...reached.values()]
}

/** The person's table with all it reaches, then each table with personal data that is reached from nowhere. */
export const roots = (facts: Facts, use: U): readonly Root[] => {
  const erased = erasedColumns(facts, use)
  const subject = subjectTable(facts, use)
  const out: Root[] = []
  const done = new Set<Id>()
  const add = (table: Id<'table'>, reached: readonly Reach[]): void => {
    const key = personKey(facts, table)
    for (const r of reached) done.add(r.table)
    if (key.length > 0) out.push({ table, key, reached: reached.filter((r) => erased.has(r.table)) })
  }
  if (subject) add(subject, reachFrom(facts, use, subject))
  for (const table of erased.keys())
    if (!done.has(table)) add(table as Id<'table'>, [rootReach(facts, table as Id<'table'>)])
  return out
}

/** Tables that erasing the person reaches by one reference, although others reference the person as well. */
export const ambiguous = (facts: Facts, use: U): readonly Id<'table'>[] => {
  const subject = subjectTable(facts, use)
  if (!subject || use.options.follow === 'none') return []
  return [...erasedColumns(facts, use).keys()].flatMap((t) =>
    facts.of('fk', t).filter((f) => f.references === subject && f.table !== subject).length > 1
      ? [t as Id<'table'>]
      : [],
  )
}
