import type { Id } from '../../base/index.ts'
import {
  joinSql,
  literal,
  name,
  type Obj,
  objectsOf,
  qualified,
  regclass,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, Transaction, Use } from '../../compile/api.ts'
import {
  app,
  cell,
  count,
  extensionsOf,
  freeText,
  freeTexts,
  idleColumn,
  insert,
  key,
  maintenance,
  proof,
  refused,
  rows,
  run,
  stmt,
  typeSql,
} from '../kit/index.ts'
import type { Options } from './options.ts'
import { recordRole, truncateRole } from './triggers.ts'
import { isShared } from './watched.ts'

type U = Use<Options>

/** The table in which the promises are shown: its own, or one that the shared log watches. */
interface Scene {
  readonly use: U
  readonly made: Made
  readonly table: Id<'table'>
  readonly by: readonly Id<'column'>[]
}

const scene = (use: U, made: Made): Scene | undefined => {
  const scenes = objectsOf(made.catalog, 'table').flatMap((t): readonly Scene[] => {
    const table = t.id as Id<'table'>
    if (!made.catalog.has(use.idOf(recordRole(use, table)))) return []
    const by = made.traits.copies.get(table)?.find((c) => c.table === use.idOf('log'))?.by ?? []
    return by.length > 0 && made.catalog.has(use.idOf('of')) ? [{ use, made, table, by }] : []
  })
  return scenes.find((s) => s.table === use.table) ?? scenes[0]
}

const as = (actor: string | null, ...steps: Transaction['steps']): Transaction => ({
  as: 'app',
  actor,
  steps,
})

/** What the log says of row `a`, oldest first. */
const entries = ({ use, made, table, by }: Scene, what: Sql): ProofSql => {
  // Of its type: JSON writes a time otherwise than text does.
  const typed = (c: Id): Sql => {
    const o = made.catalog.get(c)
    return o?.kind === 'column' ? sql`::${typeSql(extensionsOf(made.catalog), o.type)}` : sql``
  }
  const cells = by.flatMap((c, i) => [sql`${i > 0 ? ', ' : ''}`, cell('a', c), typed(c)])
  const shared = isShared(use)
  return [
    sql`select ${what} from ${qualified(use.idOf('of'))}(${shared ? sql`${regclass(table)}::regclass, jsonb_build_array(` : ''}`,
    ...cells,
    sql`${shared ? ')' : ''}) a order by a.${name(use.idOf('audit_id'))}`,
  ]
}

const column = (use: U, role: string): Sql => sql`a.${name(use.idOf(role))}`

const facts = (s: Scene): Proof => {
  const { use, made, table } = s
  const idle = idleColumn(made.catalog, table)
  const touch = idle
    ? [
        as(
          'bob',
          run(
            stmt`update ${qualified(table)} set ${name(idle.id)} = ${name(idle.id)} where ${key('a')}`,
            count(1),
          ),
        ),
      ]
    : []
  const kept = (role: string): Sql => sql`(${column(use, role)} is not null)::text`
  return proof(
    use,
    'facts',
    sql`Who wrote, changed or deleted a row of ${name(table)}, and when, can be read later.`,
    [use.idOf(recordRole(use, table))],
    as('alice', insert(table, 'a')),
    ...touch,
    as('carol', run(stmt`delete from ${qualified(table)} where ${key('a')}`, count(1))),
    app(
      run(
        entries(
          s,
          sql`${column(use, 'operation')}, ${column(use, 'changed_by')}, ${kept('old_values')}, ${kept('new_values')}, ${kept('changed_at')}`,
        ),
        rows(
          ['INSERT', 'alice', 'false', 'true', 'true'],
          ...touch.map(() => ['UPDATE', 'bob', 'true', 'true', 'true']),
          ['DELETE', 'carol', 'true', 'false', 'true'],
        ),
      ),
    ),
  )
}

const values = (s: Scene): readonly Proof[] => {
  const { use, made, table, by } = s
  const text = freeText(made.catalog, table, use.options.except)
  const other = by[0]
  if (!text || !other) return []
  const at = (role: string): Sql => sql`${column(use, role)} ->> ${literal(text.id)}`
  const whole = use.options.values === 'whole'
  return [
    proof(
      use,
      'values',
      whole
        ? sql`The log has a changed row of ${name(table)} as it was and as it became.`
        : sql`The log says from what to what a row of ${name(table)} was changed, and leaves out what stayed.`,
      [use.idOf(recordRole(use, table))],
      app(insert(table, 'a', { [text.id]: 'before' })),
      app(run(stmt`update ${qualified(table)} set ${name(text.id)} = 'after' where ${key('a')}`, count(1))),
      app(
        run(
          entries(
            s,
            sql`${at('old_values')}, ${at('new_values')}, (${column(use, 'new_values')} ? ${literal(other)})::text`,
          ),
          rows([null, 'before', 'true'], ['before', 'after', String(whole)]),
        ),
      ),
    ),
  ]
}

const nobody = (s: Scene): Proof =>
  proof(
    s.use,
    'nobody',
    sql`A change of ${name(s.table)} without an acting user is recorded as such, and is no error.`,
    [s.use.idOf(recordRole(s.use, s.table))],
    as(null, insert(s.table, 'a')),
    app(run(entries(s, sql`${column(s.use, 'changed_by')}`), rows([null]))),
  )

const leftOut = (s: Scene): readonly Proof[] => {
  const { use, made, table } = s
  const out = use.options.except.flatMap((c): readonly Obj<'column'>[] => {
    const o = made.catalog.get(c)
    return o?.kind === 'column' && o.table === table ? [o] : []
  })
  if (out.length === 0) return []
  const absent = joinSql(
    (['old_values', 'new_values'] as const).flatMap((role) =>
      out.map((c) => sql`coalesce(${column(use, role)} ? ${literal(c.id)}, false)`),
    ),
    ' or ',
  )
  const text = freeTexts(made.catalog, table).find((c) => out.some((o) => o.id === c.id))
  const idle = text ?? idleColumn(made.catalog, table)
  const update = idle
    ? [
        app(
          run(
            stmt`update ${qualified(table)} set ${name(idle.id)} = ${text ? "'after'" : name(idle.id)} where ${key('a')}`,
            count(1),
          ),
        ),
      ]
    : []
  return [
    proof(
      use,
      'left-out',
      sql`What is left out of the log of ${name(table)} is never in it, whether a row is added, changed or deleted.`,
      [use.idOf(recordRole(use, table))],
      app(insert(table, 'a', text ? { [text.id]: 'before' } : {})),
      ...update,
      app(run(stmt`delete from ${qualified(table)} where ${key('a')}`, count(1))),
      app(
        run(
          entries(s, sql`${column(use, 'operation')}, (${absent})::text`),
          rows(['INSERT', 'false'], ...update.map(() => ['UPDATE', 'false']), ['DELETE', 'false']),
        ),
      ),
    ),
  ]
}

const closed = (s: Scene): Proof => {
  const log = qualified(s.use.idOf('log'))
  return proof(
    s.use,
    'closed',
    sql`The application can neither forge nor erase what the log says of ${name(s.table)}.`,
    [],
    app(insert(s.table, 'a')),
    app(run(stmt`delete from ${log}`, refused('42501'))),
    app(run(stmt`insert into ${log} default values`, refused('42501'))),
    app(run(stmt`truncate ${log}`, refused('42501'))),
    app(run(stmt`update ${log} set ${name(s.use.idOf('changed_by'))} = 'eve'`, refused('42501'))),
  )
}

/** TRUNCATE is refused by PostgreSQL itself where other tables reference this one. */
const truncated = ({ use, made, table }: Scene): readonly Proof[] => {
  if (objectsOf(made.catalog, 'fk').some((f) => f.references === table && f.table !== table)) return []
  const log = qualified(use.idOf('log'))
  return [
    proof(
      use,
      'truncate',
      sql`Emptying ${name(table)} is recorded too.`,
      [use.idOf(truncateRole(use, table))],
      app(insert(table, 'a')),
      maintenance(run(stmt`truncate ${qualified(table)}`)),
      app(
        run(
          stmt`select a.${name(use.idOf('operation'))} from ${log} a where a.${name(use.idOf('operation'))} = 'TRUNCATE'`,
          rows(['TRUNCATE']),
        ),
      ),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const s = scene(use, made)
  if (!s) return []
  return [facts(s), ...values(s), nobody(s), ...leftOut(s), closed(s), ...truncated(s)]
}
