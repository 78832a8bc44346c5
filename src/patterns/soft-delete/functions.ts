import { builtIn, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Use } from '../../compile/api.ts'
import { isRow, keyParams, pinnedPath, rowKey } from '../kit/index.ts'
import { childrenOf } from './children.ts'
import type { Options } from './options.ts'

type U = Use<Options>

/** The one row that a call names. */
interface Row {
  readonly key: ReturnType<typeof rowKey>
  readonly is: Sql
}

/** `delete_t(key)` and `restore_t(key)`: true when a row changed. Plain functions, never rewrite rules. */
const marker = (facts: Facts, use: U, row: Row, verb: 'delete' | 'restore'): Claim<'rows'> => {
  const id = use.idOf<'routine'>(verb)
  const at = name(use.idOf('deleted_at'))
  const by = use.options.by ? name(use.idOf('deleted_by')) : undefined
  const set =
    verb === 'delete'
      ? sql`${at} = now()${by ? sql`, ${by} = ${facts.actor}` : ''}`
      : sql`${at} = null${by ? sql`, ${by} = null` : ''}`
  const schema = facts.object('table', use.table)?.schema ?? facts.schema
  // Whoever adds a row to it may write it afterwards; waiting for them with a weaker lock would stand in their way.
  const held = verb === 'delete' && childrenOf(facts, use).length > 0
  return {
    claim: 'add',
    kind: 'routine',
    role: verb,
    name: sql`${verb}_${name(use.table)}`,
    schema,
    params: keyParams(id, row.key),
    returns: rawSql('boolean'),
    language: 'sql',
    settings: pinnedPath,
    body: sql`
${
  held
    ? sql`select from ${qualified(use.table)} where ${row.is} and ${at} is null for update;
`
    : ''
}with changed as (
  update ${qualified(use.table)} set ${set}
  where ${row.is} and ${at} is ${verb === 'delete' ? '' : 'not '}null
  returning 1
)
select exists (select 1 from changed)
`,
    comment:
      verb === 'delete'
        ? 'Marks the row as deleted; false where there is no live row of that key.'
        : 'Brings a deleted row back; false where there is none.',
  }
}

const purge = (facts: Facts, use: U): Claim<'rows'> => {
  const id = use.idOf<'routine'>('purge')
  const schema = facts.object('table', use.table)?.schema ?? facts.schema
  return {
    claim: 'add',
    kind: 'routine',
    role: 'purge',
    name: sql`purge_${name(use.table)}`,
    schema,
    params: [
      {
        id: `${id}/age` as typeof id,
        name: 'older_than',
        type: builtIn('interval'),
        default: rawSql(`interval '${use.options.purgeAfter}'`),
      },
    ],
    returns: rawSql('bigint'),
    language: 'sql',
    settings: pinnedPath,
    body: sql`
with gone as (
  delete from ${qualified(use.table)} where ${name(use.idOf('deleted_at'))} < now() - $1 returning 1
)
select count(*) from gone
`,
    comment: 'Removes rows that were deleted longer ago than the given interval, and returns how many.',
  }
}

export const functions = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const key = rowKey(facts, use.table)
  const row: Row = { key, is: isRow(facts, use.table) }
  return [
    ...(key.length > 0 ? [marker(facts, use, row, 'delete'), marker(facts, use, row, 'restore')] : []),
    ...(use.options.purgeAfter === '' ? [] : [purge(facts, use)]),
  ]
}
