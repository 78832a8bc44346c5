import type { Id } from '../../base/index.ts'
import { name, type Obj, objectsOf, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, Value } from '../../compile/api.ts'
import {
  app,
  cell,
  columnsOf,
  count,
  countsAll,
  freeText,
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
import { children, here, kept, remove } from './children.ts'
import type { U } from './tables.ts'

/** A call with the key of row `a`, and what follows it. */
const call = (use: U, made: Made, role: string, more: Sql = sql``): ProofSql => {
  const scope = made.traits.scopes.get(use.table)
  const pk = objectsOf(made.catalog, 'key').find((k) => k.table === use.table && k.primary)
  const columns = (pk?.columns ?? []).filter((c) => c !== scope)
  const args = columns.flatMap((c, i) => [...(i > 0 ? [sql`, `] : []), cell('a', c)])
  return [sql`select ${qualified(use.idOf(role))}(`, ...args, sql`${more})::text`]
}

const moved = (use: U, made: Made): Proof => {
  const { reason } = use.options
  const said = [
    name(use.idOf('archived_by')),
    ...(reason ? [name(use.idOf('archive_reason'))] : []),
  ].reduce<Sql>((all, c, i) => (i === 0 ? sql`${c}` : sql`${all}, ${c}`), sql``)
  return proof(
    use,
    'moved',
    sql`A deleted row of ${name(use.table)} is gone from the table and kept in the archive, with who deleted it${reason ? ' and why' : ''}.`,
    [use.idOf('keep'), use.idOf('delete')],
    app(insert(use.table, 'a')),
    {
      as: 'app',
      actor: 'bob',
      steps: [run(call(use, made, 'delete', reason ? sql`, 'too old'` : sql``), rows(['true']))],
    },
    app(
      run(here(use), rows(['0'])),
      run(
        stmt`select ${said} from ${qualified(use.idOf('archive'))}`,
        rows(reason ? ['bob', 'too old'] : ['bob']),
      ),
      run(call(use, made, 'delete'), rows(['false'])),
    ),
  )
}

const restored = (use: U, made: Made): Proof => {
  const text = freeText(made.catalog, use.table)
  const same = text
    ? [run(stmt`select ${name(text.id)} from ${qualified(use.table)} where ${key('a')}`, rows(['as it was']))]
    : []
  return proof(
    use,
    'restored',
    sql`A deleted row of ${name(use.table)} can be brought back as it was, once.`,
    [use.idOf('restore'), use.idOf('keep')],
    app(insert(use.table, 'a', text ? { [text.id]: 'as it was' } : {})),
    app(remove(use)),
    app(run(here(use), rows(['0']))),
    app(run(call(use, made, 'restore'), rows(['true']))),
    app(run(here(use), rows(['1'])), run(kept(use), rows(['0'])), ...same),
    app(run(call(use, made, 'restore'), rows(['false']))),
  )
}

/** Unique keys whose values a proof can repeat: plain columns that are no reference. */
const naturalKey = (
  use: U,
  made: Made,
): { readonly id: Id; readonly columns: readonly Id<'column'>[] } | undefined => {
  const { catalog, traits } = made
  const scope = traits.scopes.get(use.table)
  const free = new Set<Id>(
    columnsOf(catalog, use.table).flatMap((c) => (c.generated || c.identity ? [] : [c.id])),
  )
  for (const f of objectsOf(catalog, 'fk'))
    if (f.table === use.table) for (const c of f.columns) free.delete(c)
  const of = (o: Obj<'key' | 'index'>): readonly (Id<'column'> | undefined)[] =>
    o.kind === 'key' ? o.columns : o.elements.map((e) => e.column)
  const unique = [
    ...objectsOf(catalog, 'key').filter((k) => !k.primary && !k.withoutOverlaps),
    ...objectsOf(catalog, 'index').filter((i) => i.unique && countsAll(made, i)),
  ]
  for (const o of unique) {
    if (o.table !== use.table || o.why) continue
    const columns = of(o).filter((c) => c !== scope)
    const plain = columns.filter((c): c is Id<'column'> => c !== undefined && free.has(c))
    if (plain.length > 0 && plain.length === columns.length) return { id: o.id, columns: plain }
  }
  return undefined
}

const reused = (use: U, made: Made): readonly Proof[] => {
  const natural = naturalKey(use, made)
  if (!natural) return []
  const same: Readonly<Record<string, Value>> = Object.fromEntries(
    natural.columns.map((c) => [c, cell('a', c)]),
  )
  return [
    proof(
      use,
      'reused',
      sql`The values of ${name(natural.id)} can be used again once their row is deleted, and that row cannot come back while another holds them.`,
      [use.idOf('restore'), natural.id],
      app(insert(use.table, 'a')),
      app(remove(use)),
      app(insert(use.table, 'b', same)),
      app(run(call(use, made, 'restore'), { refused: ['23505'], by: natural.id })),
    ),
  ]
}

const closed = (use: U): Proof => {
  const archive = qualified(use.idOf('archive'))
  return proof(
    use,
    'closed',
    sql`The application can neither forge nor erase what the archive of ${name(use.table)} holds.`,
    [],
    app(insert(use.table, 'a')),
    app(run(stmt`update ${archive} set ${name(use.idOf('archived_by'))} = 'eve'`, refused('42501'))),
    app(run(stmt`delete from ${archive}`, refused('42501'))),
    app(run(stmt`insert into ${archive} default values`, refused('42501'))),
    app(run(stmt`truncate ${archive}`, refused('42501'))),
  )
}

const truncated = (use: U, made: Made): readonly Proof[] =>
  objectsOf(made.catalog, 'fk').some((f) => f.references === use.table && f.table !== use.table)
    ? []
    : [
        proof(
          use,
          'truncate',
          sql`Emptying ${name(use.table)} moves its rows into the archive too.`,
          [use.idOf('truncate')],
          app(insert(use.table, 'a')),
          maintenance(run(stmt`truncate ${qualified(use.table)}`)),
          app(run(kept(use), rows(['1']))),
        ),
      ]

const purged = (use: U): readonly Proof[] => {
  if (use.options.purgeAfter === '') return []
  const archive = qualified(use.idOf('archive'))
  const at = name(use.idOf('archived_at'))
  return [
    proof(
      use,
      'purge',
      sql`Rows leave the archive of ${name(use.table)} for good once they are old enough, and no others.`,
      [use.idOf('purge')],
      app(insert(use.table, 'a')),
      app(remove(use)),
      maintenance(run(stmt`select ${qualified(use.idOf('purge'))}()::text`, rows(['0']))),
      owner(run(stmt`update ${archive} set ${at} = ${at} - interval '100 years'`, count(1))),
      maintenance(run(stmt`select ${qualified(use.idOf('purge'))}()::text`, rows(['1']))),
      app(run(kept(use), rows(['0']))),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  if (!made.catalog.has(use.idOf('restore'))) return []
  return [
    moved(use, made),
    restored(use, made),
    ...reused(use, made),
    ...children(use, made),
    closed(use),
    ...truncated(use, made),
    ...purged(use),
  ]
}
