import type { Id } from '../../base/index.ts'
import type { Sql } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'
import { type Counting, firstReference, isWordToken, type Output, sqlTokens } from '../kit/index.ts'

/** A table whose changes show in the read model. */
export interface Watch {
  readonly table: Id<'table'>
  /** The columns that say which rows of the read model a change is about: the tenant's, then the key's. Absent: all. */
  readonly columns?: readonly Id<'column'>[]
}

/** Words that let a row of one table show under a key that it does not hold itself. */
const entangling = [
  'over',
  'limit',
  'offset',
  'fetch',
  'union',
  'intersect',
  'except',
  'left',
  'right',
  'full',
  'with',
]

const isSimple = (query: Sql): boolean => {
  const tokens = sqlTokens(query)
  return (
    tokens.filter((t) => isWordToken(t, 'select')).length === 1 &&
    !tokens.some((t) => isWordToken(t, ...entangling))
  )
}

/** A table read once by a simple query whose key columns it holds all: its rows show under their own key only. */
const direct = (
  facts: Facts,
  query: Sql,
  table: Id<'table'>,
  outputs: readonly (Output | undefined)[],
): readonly Id<'column'>[] | undefined => {
  if (query.refs.filter((r) => r.id === table).length !== 1 || !isSimple(query)) return undefined
  const columns = outputs.flatMap((o) => {
    const column = o?.column
    return column && facts.object('column', column)?.table === table ? [column] : []
  })
  return columns.length === outputs.length ? columns : undefined
}

const counted = (
  facts: Facts,
  key: readonly { readonly output: Output }[],
  counting: Counting,
): readonly Watch[] => {
  const fk = firstReference(facts)
  if (!fk) return []
  const [scope, parentScope] = [facts.scope(fk.table), facts.scope(fk.references)]
  const pairs = fk.columns.map((c, i) => ({ child: c, parent: fk.refColumns[i] ?? c }))
  const kept = key.flatMap((k) => pairs.find((p) => p.child === k.output.role) ?? [])
  const tenant = scope ? [scope] : []
  return [
    { table: counting.child, columns: [...tenant, ...kept.map((p) => p.child)] },
    scope !== undefined && parentScope === undefined
      ? { table: counting.parent }
      : {
          table: counting.parent,
          columns: [...(scope && parentScope ? [parentScope] : []), ...kept.map((p) => p.parent)],
        },
  ]
}

/** The tables that the query reads, each with how a change of it is told from the others. */
export const watchesOf = (
  facts: Facts,
  query: Sql,
  key: readonly { readonly output: Output }[],
  tenant: Output | undefined,
  counting: Counting | undefined,
): readonly Watch[] => {
  if (counting) return counted(facts, key, counting)
  const tables = [...new Set(query.refs.map((r) => r.id))].flatMap(
    (id) => facts.object('table', id)?.id ?? [],
  )
  const outputs = [...(tenant ? [tenant] : []), ...key.map((k) => k.output)]
  return tables.map((table) => {
    const columns = direct(facts, query, table as Id<'table'>, outputs)
    return { table: table as Id<'table'>, ...(columns ? { columns } : {}) }
  })
}
