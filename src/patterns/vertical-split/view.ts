import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Nameless } from '../../compile/api.ts'
import { fromRow, matching, names, paired, raise, steady } from '../kit/index.ts'
import type { U } from './cold.ts'

type Column = Nameless<'column'>

interface Halves {
  readonly hot: readonly Column[]
  readonly cold: readonly Column[]
  readonly fk: Nameless<'fk'>
  /** The key of the other table, by which one row is told from another. */
  readonly pk: readonly Id[]
}

const halvesOf = (facts: Facts, use: U): Halves | undefined => {
  const table = use.idOf<'table'>('cold')
  const fk = facts.object('fk', use.idOf('fk'))
  const pk = facts.primaryKey(table)?.columns
  if (!fk || !pk) return undefined
  const cold = steady(
    facts
      .columns(table)
      .filter(
        (c) =>
          c.why?.use !== use.id &&
          !fk.columns.includes(c.id as Id<'column'>) &&
          !pk.includes(c.id as Id<'column'>),
      ),
  )
  return { hot: steady(facts.columns(use.table)), cold, fk, pk }
}

const list = (parts: readonly Sql[], separator = ', '): Sql => joinSql(parts, separator)
const ids = (columns: readonly Column[]): readonly Id[] => columns.map((c) => c.id)

/** A view has no defaults: what is left out comes as NULL. */
const given = (c: Column): Sql =>
  c.default ? sql`coalesce(new.${name(c.id)}, ${c.default})` : sql`new.${name(c.id)}`

/** What the server made of it, for RETURNING: a view knows no defaults, and not what triggers change. */
const told = (columns: readonly Column[], of = ''): Sql =>
  sql`
    returning ${list(columns.map((c) => sql`${of}${name(c.id)}`))} into ${fromRow('new', ids(columns))};`

const insertHot = (use: U, h: Halves, columns: readonly Column[], overriding: boolean): Sql => {
  const values =
    columns.length === 0
      ? sql`default values`
      : sql`(${names(ids(columns))})${overriding ? ' overriding system value' : ''}
    values (${list(columns.map(given))})`
  return sql`insert into ${qualified(use.table)} ${values}${told(h.hot)}`
}

const inserting = (use: U, h: Halves): Sql => {
  const plain = h.hot.filter((c) => !c.generated)
  const identity = plain.find((c) => c.identity)
  if (!identity) return insertHot(use, h, plain, false)
  return sql`if new.${name(identity.id)} is null then
    ${insertHot(
      use,
      h,
      plain.filter((c) => !c.identity),
      false,
    )}
  else
    ${insertHot(use, h, plain, true)}
  end if;`
}

const written = (h: Halves): readonly Column[] => h.cold.filter((c) => !c.generated)

/** Whether they are others than the statement found them. As text, since some types have no equality, or none that a pinned path finds. */
const differs = (columns: readonly Column[], now = 'new'): Sql => {
  const row = (r: string): Sql => list(columns.map((c) => sql`${r}.${name(c.id)}::text`))
  return sql`(${row(now)}) is distinct from (${row('old')})`
}

/** Only what the statement changed: another may have changed the rest since this one read the row. */
const setChanged = (columns: readonly Column[]): Sql =>
  list(
    columns.map(
      (c) => sql`${name(c.id)} = case when ${differs([c])} then new.${name(c.id)} else t.${name(c.id)} end`,
    ),
    ',\n      ',
  )

/** What the statement changes was changed by another since it read the row. A trigger of a view gets no second look at it. */
const overtaken = (columns: readonly Column[]): Sql =>
  list(
    columns.map((c) => sql`${differs([c])} and ${differs([c], 't')}`),
    '\n      or ',
  )

const refuseOvertaken = raise('40001', 'The row was changed meanwhile.', 'Read it again and try once more.')

/** A row whose cold columns are all empty needs none in the other table, unless one of them must be there. */
const writeCold = (use: U, h: Halves, onConflict: boolean): Sql => {
  const cold = written(h)
  const values = onConflict ? cold.map((c) => sql`new.${name(c.id)}`) : cold.map(given)
  const conflict = onConflict
    ? sql`
    on conflict (${names(h.pk)}) do update set
      ${setChanged(cold)}
    where not (${overtaken(cold)})${told(h.cold, 't.')}
    if not found then
      ${refuseOvertaken}
    end if;`
    : told(h.cold, 't.')
  return sql`insert into ${qualified(use.idOf('cold'))} as t (${names(h.fk.columns)}, ${names(ids(cold))})
    values (${fromRow('new', h.fk.refColumns)}, ${list(values)})${conflict}`
}

const insertBody = (use: U, h: Halves): Sql => {
  const cold = written(h)
  const always = cold.some((c) => c.notNull)
  const some = sql`num_nonnulls(${list(cold.map(given))}) > 0`
  return sql`
begin
  ${inserting(use, h)}
${
  always
    ? sql`  ${writeCold(use, h, false)}`
    : sql`  if ${some} then
    ${writeCold(use, h, false)}
  end if;`
}
  return new;
end
`
}

/** What the server computes: the table refuses it, and a key that only seemed to change would name another row's half. */
const refuseComputed = (h: Halves): Sql => {
  const computed = [...h.hot, ...h.cold].filter((c) => c.generated || c.identity === 'always')
  if (computed.length === 0) return sql``
  return sql`if ${differs(computed)} then
    ${raise('428C9', 'A column that is generated can only be left as it is.')}
  end if;
  `
}

const updateBody = (use: U, h: Halves): Sql => {
  const set = h.hot.filter((c) => !c.generated && c.identity !== 'always')
  const key = list(
    h.fk.refColumns.map((c) => sql`t.${name(c)} = old.${name(c)}`),
    ' and ',
  )
  const made = set.length === 0 ? sql`` : sql`\ndeclare\n  made ${qualified(use.table)}%rowtype;`
  return sql`${made}
begin
  ${refuseComputed(h)}${
    set.length === 0
      ? ''
      : sql`if ${differs(set)} then
    update ${qualified(use.table)} t set
      ${setChanged(set)}
    where ${key} and not (${overtaken(set)})
    returning t.* into made;
    if not found then
      if exists (select from ${qualified(use.table)} t where ${key} and (${overtaken(set)})) then
        ${refuseOvertaken}
      end if;
      return null;
    end if;
    ${paired(
      ['new.', ' := made.', ';\n    '],
      h.hot.map((c) => name(c.id)),
      h.hot.map((c) => name(c.id)),
    )}
  end if;
  `
  }if ${differs(written(h))} then
    ${writeCold(use, h, true)}
  end if;
  return new;
end
`
}

const deleteBody = (use: U, h: Halves): Sql => sql`
begin
  delete from ${qualified(use.table)} t where ${list(
    h.fk.refColumns.map((c) => sql`t.${name(c)} = old.${name(c)}`),
    ' and ',
  )};
  if not found then
    return null;
  end if;
  return old;
end
`

const through = (
  use: U,
  event: 'insert' | 'update' | 'delete',
  body: Sql,
  comment: string,
): Claim<'derived'> => ({
  claim: 'trigger',
  role: event,
  rank: 10,
  table: use.idOf<'view'>('view'),
  timing: 'instead of',
  events: [event],
  body,
  comment,
})

/** Both tables as one, and the writes to it shared out. */
export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const t = facts.object('table', use.table)
  const h = halvesOf(facts, use)
  if (!t || !h || h.cold.length === 0) return []
  const columns = [...h.hot.map((c) => sql`h.${name(c.id)}`), ...h.cold.map((c) => sql`c.${name(c.id)}`)]
  const view: Claim<'derived'> = {
    claim: 'add',
    kind: 'view',
    role: 'view',
    name: sql`${name(use.table)}_${use.options.view}`,
    schema: t.schema,
    securityInvoker: true,
    query: sql`select\n  ${list(columns, ',\n  ')}\nfrom ${qualified(use.table)} h\nleft join ${qualified(use.idOf('cold'))} c on ${matching('c', h.fk.columns, 'h', h.fk.refColumns)}`,
    comment: 'The table as it was before it was split.',
  }
  if (!use.options.writes) return [view]
  return [
    view,
    through(use, 'insert', insertBody(use, h), 'Shares a new row out over both tables.'),
    through(use, 'update', updateBody(use, h), 'Writes only the half that changed.'),
    through(use, 'delete', deleteBody(use, h), 'Deletes the row; its other half goes with it.'),
    { claim: 'writable', view: use.idOf('view') },
  ]
}
