import type { Id } from '../../base/index.ts'
import { joinSql, name, type Obj, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql } from '../../compile/api.ts'
import {
  app,
  columnsOf,
  count,
  idleColumn,
  insert,
  key,
  names,
  proof,
  rows,
  run,
  stmt,
} from '../kit/index.ts'
import type { U } from './cold.ts'

/** A value that a type takes, different from nothing. */
const sample = (c: Obj<'column'>): Sql | undefined => {
  if (!('base' in c.type) || c.type.dims) return undefined
  if (/^(text|varchar|citext)$/.test(c.type.base)) return rawSql("'cold'")
  if (/^jsonb?$/.test(c.type.base)) return rawSql(`'{"cold": 1}'`)
  if (/^(smallint|integer|bigint|numeric|real|double precision)$/.test(c.type.base)) return rawSql('7')
  if (c.type.base === 'bytea') return rawSql(`'\\x01'`)
  return undefined
}

interface Ground {
  readonly table: Id<'table'>
  readonly cold: Id<'table'>
  readonly view: Id<'view'>
  readonly column: Obj<'column'>
  readonly value: Sql
  /** The column and what else has to be there, with their values. */
  readonly written: readonly { readonly column: Id<'column'>; readonly value: Sql }[]
}

const groundOf = (use: U, made: Made): Ground | undefined => {
  const [cold, view] = [use.idOf<'table'>('cold'), use.idOf<'view'>('view')]
  if (!made.catalog.has(view)) return undefined
  const checked = (id: Id): boolean =>
    [...made.catalog.values()].some(
      (o) => o.kind === 'check' && o.table === cold && o.expr.refs.some((r) => r.id === id),
    )
  const moved = columnsOf(made.catalog, cold).filter((c) => !c.why && !c.generated)
  const known = moved.flatMap((c) => {
    const value = checked(c.id) ? undefined : sample(c)
    return value ? [{ c, column: c.id as Id<'column'>, value }] : []
  })
  const [first] = known
  const needed = moved.filter((c) => c.notNull && !c.default)
  if (!first || needed.some((c) => !known.some((k) => k.c === c))) return undefined
  const written = known.filter((k) => k === first || needed.includes(k.c))
  return { table: use.table, cold, view, column: first.c, value: first.value, written }
}

const sets = (g: Ground): Sql =>
  joinSql(
    g.written.map((w) => sql`${name(w.column)} = ${w.value}`),
    ', ',
  )

const seen = (g: Ground, row: string): ProofSql =>
  stmt`select (${name(g.column.id)} = ${g.value})::text from ${qualified(g.view)} where ${key(row)}`
const stored = (g: Ground): ProofSql => stmt`select count(*) from ${qualified(g.cold)}`

const change = (g: Ground) =>
  app(run(stmt`update ${qualified(g.view)} set ${sets(g)} where ${key('a')}`, count(1)))

/** The whole row goes and comes again, so that every column is written once through the view. */
const again = (made: Made, g: Ground): ProofSql => {
  const columns = [
    ...columnsOf(made.catalog, g.table),
    ...columnsOf(made.catalog, g.cold).filter((c) => !c.why),
  ]
    .filter((c) => !c.generated)
    .map((c) => c.id)
  return [
    ...stmt`do $again$
declare
  r ${qualified(g.view)}%rowtype;
begin
  select * into strict r from ${qualified(g.view)} where ${key('a')};
  delete from ${qualified(g.view)} where ${key('a')};
  ${joinSql(
    g.written.map((w) => sql`r.${name(w.column)} := ${w.value};`),
    ' ',
  )}
  insert into ${qualified(g.view)} (${names(columns)}) values (`,
    ...columns.map((c, i) => sql`${i > 0 ? ', ' : ''}r.${name(c)}`),
    ...stmt`);
end
$again$`,
  ]
}

const writes = (use: U, made: Made, g: Ground): readonly Proof[] => {
  const idle = idleColumn(made.catalog, g.table)
  return [
    proof(
      use,
      'whole',
      sql`A row written to ${name(g.view)} is shared out over both tables and read back whole.`,
      [use.idOf('insert'), use.idOf('delete')],
      app(insert(g.table, 'a')),
      app(run(again(made, g))),
      app(run(stored(g), rows(['1'])), run(seen(g, 'a'), rows(['true']))),
    ),
    proof(
      use,
      'cold',
      sql`A change of ${name(g.column.id)} leaves the row of ${name(g.table)} as it is.`,
      [use.idOf('update')],
      app(insert(g.table, 'a')),
      app(
        run([
          ...stmt`do $still$
declare
  before tid;
begin
  select ctid into strict before from ${qualified(g.table)} where ${key('a')};
  update ${qualified(g.view)} set ${sets(g)} where ${key('a')};
  if before is distinct from (select ctid from ${qualified(g.table)} where ${key('a')}) then
    raise exception 'the row was written anew';
  end if;
end
$still$`,
        ]),
      ),
      app(run(seen(g, 'a'), rows(['true']))),
    ),
    ...(idle
      ? [
          proof(
            use,
            'hot',
            sql`A change of other columns through ${name(g.view)} reaches ${name(g.table)}.`,
            [use.idOf('update')],
            app(insert(g.table, 'a')),
            app(
              run(
                stmt`update ${qualified(g.view)} set ${name(idle.id)} = ${name(idle.id)}, ${sets(g)} where ${key('a')}`,
                count(1),
              ),
            ),
            app(run(seen(g, 'a'), rows(['true']))),
          ),
        ]
      : []),
  ]
}

const gone = (use: U, g: Ground): Proof =>
  proof(
    use,
    'gone',
    sql`With a row of ${name(g.table)} goes its row in ${name(g.cold)}.`,
    [use.idOf('fk'), use.idOf('update')],
    app(insert(g.table, 'a')),
    change(g),
    app(run(stored(g), rows(['1']))),
    app(run(stmt`delete from ${qualified(g.table)} where ${key('a')}`, count(1))),
    app(run(stored(g), rows(['0']))),
  )

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const g = groundOf(use, made)
  if (!g) return []
  const bare = proof(
    use,
    'bare',
    sql`A row of ${name(g.table)} needs none in ${name(g.cold)}, and is seen in ${name(g.view)} all the same.`,
    [g.view],
    app(insert(g.table, 'a')),
    app(run(stored(g), rows(['0'])), run(stmt`select count(*) from ${qualified(g.view)}`, rows(['1']))),
  )
  return use.options.writes ? [bare, ...writes(use, made, g), gone(use, g)] : [bare]
}
