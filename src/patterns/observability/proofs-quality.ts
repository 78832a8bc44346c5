import type { Id } from '../../base/index.ts'
import {
  isUserType,
  joinSql,
  literal,
  mentions,
  name,
  type Obj,
  objectsOf,
  qualified,
  regclass,
  sql,
} from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, Transaction, Value } from '../../compile/api.ts'
import {
  app,
  assignedColumns,
  columnsOf,
  count,
  insert,
  key,
  maintenance,
  owner,
  proof,
  refused,
  rows,
  run,
  stmt,
} from '../kit/index.ts'
import { type Check, startsNow, type U } from './quality.ts'

type Column = Obj<'column'>

const viewOf = (use: U): Id<'view'> => use.idOf<'view'>('data_quality')

/** How many problems the view counts by this rule in these columns. */
const problems = (use: U, rule: Check['rule'], table: Id, columns: readonly Id[]): ProofSql => {
  const named = joinSql(columns.map(literal), ', ')
  return stmt`select problems::text from ${qualified(viewOf(use))} where rule = '${rule}'
  and relation = ${regclass(table)} and columns = concat_ws(', ', ${named})`
}

const baseOf = (c: Column): string => (isUserType(c.type) || c.type.dims ? '' : c.type.base)

/** A proof may write the column freely: no key, reference, check, trigger or partition has a say in it. */
const free = (made: Made, c: Column): boolean => {
  if (c.why || c.generated || c.identity || assignedColumns(made.catalog, c.table).has(c.id)) return false
  const owner = made.catalog.get(c.table)
  if (owner?.kind !== 'table' || owner.why) return false
  if (owner.partitionBy?.keys.some((k) => k.column === c.id)) return false
  return ![...made.catalog.values()].some(
    (o) =>
      ((o.kind === 'key' || o.kind === 'fk' || o.kind === 'check' || o.kind === 'exclusion') &&
        o.table === c.table &&
        mentions(o).includes(c.id)) ||
      (o.kind === 'index' && o.unique && o.table === c.table && mentions(o).includes(c.id)),
  )
}

/** A row that is not what the design means is counted, and no longer once it is. */
const mended = (use: U, c: Column, rule: Check['rule'], what: string, bad: Value, good: string): Proof => {
  const seen = problems(use, rule, c.table, [c.id])
  return proof(
    use,
    rule,
    sql`A row of ${name(c.table)} whose ${name(c.id)} ${what} is counted as a problem until it is mended.`,
    [viewOf(use)],
    app(insert(c.table, 'a', { [c.id]: bad })),
    maintenance(run(seen, rows(['1']))),
    maintenance(
      run(stmt`update ${qualified(c.table)} set ${name(c.id)} = ${good} where ${key('a')}`, count(1)),
    ),
    maintenance(run(seen, rows(['0']))),
  )
}

const given = (made: Made, ids: readonly Id[]): readonly Column[] =>
  ids.flatMap((id) => {
    const c = made.catalog.get(id)
    return c?.kind === 'column' ? [c] : []
  })

const currency = (use: U, made: Made): readonly Proof[] =>
  given(made, use.options.currencies)
    .filter((c) => /^(text|varchar)$/.test(baseOf(c)) && free(made, c))
    .slice(0, 1)
    .map((c) => mended(use, c, 'currency', 'is no currency', 'us', "'USD'"))

const future = (use: U, made: Made): readonly Proof[] =>
  [
    ...given(made, use.options.past),
    ...objectsOf(made.catalog, 'table').flatMap((t) => columnsOf(made.catalog, t.id).filter(startsNow)),
  ]
    .filter((c) => /^(timestamptz|timestamp|date)$/.test(baseOf(c)) && free(made, c))
    .slice(0, 1)
    .map((c) =>
      mended(
        use,
        c,
        'future',
        'lies in the future',
        sql`now() + interval '2 days'`,
        "now() - interval '2 days'",
      ),
    )

/** A value that no key of the harness has. */
const nowhere: Readonly<Record<string, Value>> = {
  integer: 990099,
  bigint: 990099,
  text: 'nowhere',
  uuid: '00000000-0000-4000-8000-00000000dead',
}

interface Loose {
  readonly fk: Obj<'fk'>
  readonly values: { readonly [column: string]: Value }
}

/** A reference between drawn tables that a row can lack once its constraint is gone, with nothing else watching it. */
const loose = (made: Made): Loose | undefined => {
  const { catalog, traits } = made
  const watched = new Set<Id>(objectsOf(catalog, 'trigger').map((t) => t.table))
  for (const fk of objectsOf(catalog, 'fk')) {
    const child = catalog.get(fk.table)
    if (fk.why || child?.kind !== 'table' || child.why || child.partitionBy) continue
    if (fk.table === fk.references || watched.has(fk.table) || traits.alive.has(fk.references)) continue
    const c = fk.columns.find((id) => id !== traits.scopes.get(fk.table))
    const column = c && catalog.get(c)
    const value = column?.kind === 'column' ? nowhere[baseOf(column)] : undefined
    if (c && value !== undefined) return { fk, values: { [c]: value } }
  }
  return undefined
}

/** Where the reference is not enforced, as after a load that passed it by; the transaction takes it all back. */
const orphan = (use: U, made: Made): readonly Proof[] => {
  const found = loose(made)
  if (!found) return []
  const { fk, values } = found
  const seen = problems(use, 'orphan', fk.table, fk.columns)
  const unenforced: Transaction = owner(
    run(stmt`alter table ${qualified(fk.table)} drop constraint ${name(fk.id)}`),
    insert(fk.table, 'x', values),
    run(seen, rows(['1'])),
    run(stmt`delete from ${qualified(fk.table)} where ${key('x')}`, count(1)),
    run(seen, rows(['0'])),
    run(stmt`select 1 / 0`, refused('22012')),
  )
  return [
    proof(
      use,
      'orphan',
      sql`A row of ${name(fk.table)} is counted as a problem once there is no row of ${name(fk.references)} that it refers to, and only then.`,
      [viewOf(use)],
      app(insert(fk.table, 'a')),
      maintenance(run(seen, rows(['0']))),
      unenforced,
    ),
  ]
}

const missing = (use: U, made: Made): readonly Proof[] => {
  const c = given(made, use.options.required)[0]
  if (!c || c.notNull || c.generated) return []
  return [
    proof(
      use,
      'missing',
      sql`A row of ${name(c.table)} without ${name(c.id)} is counted as a problem.`,
      [viewOf(use)],
      app(insert(c.table, 'a', { [c.id]: null })),
      maintenance(run(problems(use, 'missing', c.table, [c.id]), rows(['1']))),
    ),
  ]
}

/** What the view must find is written, found, mended and no longer found. */
export const qualityProofs = (use: U, made: Made): readonly Proof[] =>
  made.catalog.has(viewOf(use))
    ? [...orphan(use, made), ...missing(use, made), ...future(use, made), ...currency(use, made)]
    : []
