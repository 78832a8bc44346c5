import type { Id } from '../../base/index.ts'
import { joinSql, name, type Obj, objectsOf, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, Transaction } from '../../compile/api.ts'
import {
  app,
  cell,
  columnsOf,
  count,
  idleColumn,
  insert,
  key,
  proof,
  refused,
  rows,
  run,
  stmt,
} from '../kit/index.ts'
import type { U } from './options.ts'
import { seenAs } from './shape.ts'

type Column = Obj<'column'>

const shown = (use: U, made: Made): readonly Column[] =>
  columnsOf(made.catalog, use.table).filter((c) => !(use.options.without as readonly Id[]).includes(c.id))

/** A column whose value tells that the row was reached, and that anyone may set to itself. */
const touched = (use: U, made: Made): Column | undefined => {
  const idle = idleColumn(made.catalog, use.table)
  return idle && shown(use, made).some((c) => c.id === idle.id) ? idle : undefined
}

/** The row by its key, as the view calls its columns. */
const sameKey = (use: U, made: Made): ReturnType<typeof stmt> | undefined => {
  const pk = objectsOf(made.catalog, 'key').find((k) => k.table === use.table && k.primary)
  const names = shown(use, made).map((c) => c.id as Id)
  if (!pk || pk.columns.some((c) => !names.includes(c))) return undefined
  return pk.columns.flatMap((c, i) => [sql`${i > 0 ? ' and ' : ''}${seenAs(use, c)} = `, cell('a', c)])
}

const readProof = (use: U, made: Made): Proof => {
  const view = use.idOf<'view'>('view')
  const old: readonly Sql[] = shown(use, made).map((c) => seenAs(use, c.id))
  const today = shown(use, made).map((c) => sql`${name(c.id)}`)
  const count_ = stmt`select count(*)::text from (select ${joinSql(old, ', ')} from ${qualified(view)} intersect all select ${joinSql(today, ', ')} from ${qualified(use.table)}) same`
  // Types without an order of their own, such as json and xml, cannot be intersected.
  const plain = stmt`select count(*)::text from (select ${joinSql(old, ', ')} from ${qualified(view)}) seen`
  const unordered = shown(use, made).some(
    (c) => 'base' in c.type && ['json', 'xml', 'point'].includes(c.type.base),
  )
  return proof(
    use,
    'reads',
    sql`Old code reads the rows of ${name(use.table)} by the names that it knows.`,
    [view],
    app(insert(use.table, 'a'), insert(use.table, 'b')),
    app(run(unordered ? plain : count_, rows(['2']))),
  )
}

const changeProof = (use: U, made: Made): readonly Proof[] => {
  const where = sameKey(use, made)
  const idle = touched(use, made)
  if (!where || !idle) return []
  const seen = seenAs(use, idle.id)
  return [
    proof(
      use,
      'writes',
      sql`What old code changes and removes is changed and removed in ${name(use.table)}.`,
      [use.idOf('view')],
      app(insert(use.table, 'a')),
      app(
        run(
          [...stmt`update ${qualified(use.idOf('view'))} set ${seen} = ${seen} where `, ...where],
          count(1),
        ),
      ),
      app(
        run([...stmt`delete from ${qualified(use.idOf('view'))} where `, ...where], count(1)),
        run(stmt`select count(*)::text from ${qualified(use.table)} where ${key('a')}`, rows(['0'])),
      ),
    ),
  ]
}

/** Only an insert that reaches the table can meet the primary key of a row that is there. */
const insertProof = (use: U, made: Made): readonly Proof[] => {
  const pk = objectsOf(made.catalog, 'key').find((k) => k.table === use.table && k.primary)
  const columns = shown(use, made).filter((c) => !c.generated)
  if (!pk || pk.deferrable || !sameKey(use, made)) return []
  const to = joinSql(
    columns.map((c) => seenAs(use, c.id)),
    ', ',
  )
  const from = joinSql(
    columns.map((c) => name(c.id)),
    ', ',
  )
  return [
    proof(
      use,
      'inserts',
      sql`What old code adds goes into ${name(use.table)} and obeys its keys.`,
      [use.idOf('view')],
      app(insert(use.table, 'a')),
      app(
        run(
          stmt`insert into ${qualified(use.idOf('view'))} (${to}) overriding system value select ${from} from ${qualified(use.table)} where ${key('a')}`,
          refused('23505', '23P01'),
        ),
      ),
    ),
  ]
}

const refusedProof = (use: U, made: Made): readonly Proof[] => {
  const [c] = shown(use, made)
  if (!c) return []
  const seen = seenAs(use, c.id)
  return [
    proof(
      use,
      'refused',
      sql`Old code can read ${name(use.table)} but no longer write it.`,
      [use.idOf('refuse'), use.idOf('view')],
      app(insert(use.table, 'a')),
      app(
        run(
          stmt`update ${qualified(use.idOf('view'))} set ${seen} = ${seen}`,
          // Without the right to write, the trigger is not even asked.
          refused('25006', ...(made.traits.appRole ? ['42501'] : [])),
        ),
      ),
    ),
  ]
}

const tenantProof = (use: U, made: Made): readonly Proof[] => {
  if (!made.traits.scopes.has(use.table)) return []
  const seen = stmt`select count(*)::text from ${qualified(use.idOf('view'))}`
  const as = (tenant: 'a' | 'b' | null, n: string): Transaction => ({
    as: 'app',
    tenant,
    steps: [run(seen, rows([n]))],
  })
  return [
    proof(
      use,
      'tenants',
      sql`Old code sees the rows of its own tenant alone.`,
      [use.idOf('view')],
      { as: 'app', tenant: 'a', steps: [insert(use.table, 'a')] },
      as('a', '1'),
      as('b', '0'),
      as(null, '0'),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  if (!made.catalog.has(use.idOf('view'))) return []
  return [
    readProof(use, made),
    ...(use.options.writes === 'through'
      ? [...changeProof(use, made), ...insertProof(use, made)]
      : refusedProof(use, made)),
    ...tenantProof(use, made),
  ]
}
