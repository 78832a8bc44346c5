import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Add, Claim, Facts } from '../../compile/api.ts'
import {
  callable,
  fromRow,
  isRow,
  keyParams,
  names,
  ofOwner,
  param,
  pinnedPath,
  rowKey,
  steady,
  tenantAs,
} from '../kit/index.ts'
import { copiesOf, type U } from './tables.ts'

const schemaOf = (facts: Facts, use: U): Id<'schema'> =>
  facts.object('table', use.table)?.schema ?? facts.schema

const routine = (
  facts: Facts,
  use: U,
  role: string,
): Pick<Add<'routine'>, 'claim' | 'kind' | 'role' | 'schema' | 'settings'> => ({
  claim: 'add',
  kind: 'routine',
  role,
  schema: schemaOf(facts, use),
  settings: pinnedPath,
})

/** Deletes with a reason. Runs with the caller's rights: who may delete may archive. */
const archive = (facts: Facts, use: U, setting: Sql): Claim<'rows'> => {
  const id = use.idOf('delete')
  const key = rowKey(facts, use.table)
  const { reason } = use.options
  const say = (value: string): Sql =>
    reason ? sql`  perform set_config(${setting}, ${value}, true);\n` : sql``
  return {
    ...routine(facts, use, 'delete'),
    name: sql`archive_${name(use.table)}`,
    params: [
      ...keyParams(id, key),
      ...(reason ? [param(id, 'reason', builtIn('text'), rawSql('null'))] : []),
    ],
    returns: rawSql('boolean'),
    language: 'plpgsql',
    body: sql`
#variable_conflict use_column
declare
  gone boolean;
begin
${say(`coalesce($${key.length + 1}, '')`)}  delete from ${qualified(use.table)} where ${isRow(facts, use.table)};
  gone := found;
${say("''")}  return gone;
end
`,
    comment: 'Moves a row into the archive; false where there is none of that key.',
  }
}

/** The archived rows of that key that the caller may see and add again. */
const inArchive = (facts: Facts, use: U): Sql => {
  const copies = copiesOf(facts, use)
  const scope = facts.scope(use.table)
  const own = rowKey(facts, use.table).map((c, i) => sql`a.${name(copies.get(c.id) ?? c.id)} = $${i + 1}`)
  const tenant = scope ? [sql`a.${name(copies.get(scope) ?? scope)} = ${tenantAs(facts, scope)}`] : []
  const owner = ofOwner(facts, use.table, 'a', ['select', 'insert'], (c) => copies.get(c) ?? c)
  return sql`${joinSql([...own, ...tenant], ' and ')}${owner}`
}

/** The row is inserted before it leaves the archive: what lets it pass looks for it there. */
const restore = (facts: Facts, use: U): Claim<'rows'> => {
  const id = use.idOf('restore')
  const [kept, entry] = [qualified(use.idOf('archive')), name(use.idOf('archive_id'))]
  const copies = copiesOf(facts, use)
  const pairs = steady(facts.columns(use.table)).flatMap((c) => {
    const copy = copies.get(c.id)
    return copy && !c.generated ? [{ column: c, copy }] : []
  })
  const always = pairs.some((p) => p.column.identity === 'always') ? ' overriding system value' : ''
  return {
    ...routine(facts, use, 'restore'),
    // A soft delete has a restore of its own.
    name: facts.alive(use.table) ? sql`restore_archived_${name(use.table)}` : sql`restore_${name(use.table)}`,
    params: keyParams(id, rowKey(facts, use.table)),
    returns: rawSql('boolean'),
    language: 'plpgsql',
    securityDefiner: true,
    closed: true,
    body: sql`
#variable_conflict use_column
declare
  found_entry bigint;
begin
  select a.${entry} into found_entry from ${kept} a
  where ${inArchive(facts, use)}
  order by a.${entry} desc limit 1
  for update;
  if not found then
    return false;
  end if;
  insert into ${qualified(use.table)} (${names(pairs.map((p) => p.column.id))})${always}
  select ${fromRow(
    'a',
    pairs.map((p) => p.copy),
  )} from ${kept} a where a.${entry} = found_entry;
  if not found then
    return false;
  end if;
  delete from ${kept} a where a.${entry} = found_entry;
  return true;
end
`,
    comment: 'Brings the row of that key that was archived last back as it was; false where there is none.',
  }
}

const purge = (facts: Facts, use: U): Claim<'rows'> => ({
  ...routine(facts, use, 'purge'),
  name: sql`purge_${name(use.idOf('archive'))}`,
  params: [
    param(
      use.idOf('purge'),
      'older_than',
      builtIn('interval'),
      rawSql(`interval '${use.options.purgeAfter}'`),
    ),
  ],
  returns: rawSql('bigint'),
  language: 'sql',
  body: sql`
with gone as (
  delete from ${qualified(use.idOf('archive'))} where ${name(use.idOf('archived_at'))} < now() - $1 returning 1
)
select count(*) from gone
`,
  comment: 'Removes rows that were archived longer ago than the given interval, and returns how many.',
})

export const functions = (facts: Facts, use: U, setting: Sql): readonly Claim<'rows'>[] => [
  ...(rowKey(facts, use.table).length > 0
    ? [archive(facts, use, setting), restore(facts, use), callable(facts, use, 'restore')]
    : []),
  ...(use.options.purgeAfter === '' ? [] : [purge(facts, use)]),
]
