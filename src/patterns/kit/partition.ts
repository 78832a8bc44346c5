import type { Id } from '../../base/index.ts'
import {
  type Catalog,
  name,
  type Obj,
  objectsOf,
  qualified,
  quoteLiteral,
  rawSql,
  regclass,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type {
  Claim,
  Facts,
  Nameless,
  ProofSql,
  ProofStep,
  Remedy,
  SplitClaim,
  Use,
} from '../../compile/api.ts'
import { isByHand } from './by-hand.ts'
import { choice } from './options.ts'
import { rows, run, stmt } from './proof.ts'
import { raise } from './sql.ts'

/** What every way of partitioning a table lets a person choose. */
export interface SplitOptions {
  readonly uniques: 'across' | 'within'
}

export const uniques = choice(
  'Unique values',
  'PostgreSQL checks unique keys partition by partition. Insist that they hold across all of them, or accept that they hold within each.',
  ['across', 'within'],
)

const accept: Remedy = {
  remedy: 'options',
  label: 'Let unique keys hold within each partition',
  set: { uniques: 'within' },
}

export const split = (
  use: Use<SplitOptions>,
  method: SplitClaim['method'],
  columns: readonly Id<'column'>[],
): SplitClaim => ({
  claim: 'split',
  table: use.table,
  method,
  columns,
  accept,
  ...(use.options.uniques === 'within' ? { loosely: true } : {}),
})

/** Whether it was this use that got to partition its table. */
export const isSplit = (facts: Facts, use: Use<unknown>): boolean =>
  facts.partitioned(use.table)?.use === use.id

/** The chosen column, or the first that suits; an issue where there is none. */
export const splitColumn = (
  facts: Facts,
  use: Use<unknown>,
  chosen: Id | undefined,
  suits: (c: Nameless<'column'>) => boolean,
  say: { readonly code: string; readonly needs: string; readonly waysOut: readonly Remedy[] },
): Nameless<'column'> | Claim<'split'> => {
  const able = facts.columns(use.table).filter((c) => !c.generated && suits(c))
  const issue = (code: string, message: Sql): Claim<'split'> => ({
    claim: 'issue',
    code: `${say.code}/${code}`,
    severity: 'error',
    objects: [use.table],
    option: 'column',
    message,
    waysOut: [...say.waysOut, { remedy: 'off', label: 'Do not partition the table' }],
  })
  if (chosen !== undefined) {
    const c = facts.object('column', chosen)
    if (c?.table !== use.table)
      return issue(
        'unknown-column',
        sql`The column chosen for the partitions of ${name(use.table)} is not in the table. Choose another.`,
      )
    return able.some((x) => x.id === c.id)
      ? c
      : issue(
          'column-type',
          sql`${name(use.table)} cannot be partitioned by ${name(c.id)}: it takes ${say.needs} that is no generated column. Choose another.`,
        )
  }
  const first =
    able.find((c) => isByHand(c) && c.notNull) ?? able.find((c) => c.notNull) ?? able.find(isByHand)
  return (
    first ??
    issue(
      'no-column',
      sql`${name(use.table)} has no column to be partitioned by: it takes ${say.needs}. Add one.`,
    )
  )
}

/** Refuses to change what decides about a row's partition. */
export const stay = (use: Use<unknown>, columns: readonly Id<'column'>[]): Claim<'rows'> => {
  const row = (r: string): Sql =>
    columns.reduce<Sql>((a, c, i) => (i === 0 ? sql`${r}.${name(c)}` : sql`${a}, ${r}.${name(c)}`), sql``)
  return {
    claim: 'trigger',
    role: 'stay',
    rank: 6,
    table: use.table,
    timing: 'before',
    events: ['update'],
    of: columns,
    when: sql`(${row('old')}) is distinct from (${row('new')})`,
    body: sql`
begin
  ${raise('23514', 'What decides about the partition of a row cannot be changed.', 'Delete the row and insert it anew.')}
end
`,
    comment: 'Rows stay in their partition: a move would fire the triggers of a deletion.',
  }
}

/**
 * Says where rows may move between partitions although triggers watch how they begin and end: PostgreSQL moves a row by
 * a deletion and an insertion. Known once the rows phase is sealed.
 */
export const toldMoves = (facts: Facts, use: Use<unknown>, column: Id): readonly Claim<'derived'>[] => {
  const taking = facts
    .of('trigger', use.table)
    .filter(
      (t) => !t.statement && t.why?.use !== use.id && t.events.some((e) => e === 'insert' || e === 'delete'),
    )
  const [first] = taking
  if (!first) return []
  const more = taking.length - 1
  return [
    {
      claim: 'issue',
      code: 'split/moves',
      severity: 'warning',
      option: 'stay',
      objects: [use.table, ...taking.map((t) => t.id)],
      message: sql`A row of ${name(use.table)} moves to another partition when its ${name(column)} changes, which triggers take for a deletion and an insertion: ${name(first.id)}${more > 0 ? ` and ${more} more` : ''}.`,
      waysOut: [{ remedy: 'options', label: 'Keep rows in their partition', set: { stay: true } }],
    },
  ]
}

export const partitionsOf = (catalog: Catalog, table: Id): readonly Obj<'partition'>[] =>
  objectsOf(catalog, 'partition').filter((p) => p.table === table)

/** `the row is stored in this partition`. */
export const storedIn = (table: Id, where: ProofSql, partition: Id): ProofStep =>
  run(
    [
      ...stmt`select (tableoid = ${regclass(partition)}::regclass)::text from ${qualified(table)} where `,
      ...where,
    ],
    rows(['true']),
  )

/** Fails unless the plan of the query reads these partitions and no other. */
export const reads = (query: Sql, partitions: readonly Id[]): ProofStep => {
  const list = partitions.reduce<Sql>(
    (a, p, i) => (i === 0 ? sql`${regclass(p)}::regclass` : sql`${a}, ${regclass(p)}::regclass`),
    sql``,
  )
  return run([
    sql`do $prove$
declare
  plan json;
  wanted oid[] := array[${list}];
  seen oid[];
begin
  execute $query$explain (format json, verbose) ${query}$query$ into plan;
  select array_agg(distinct format('%I.%I', s ->> 'Schema', s ->> 'Relation Name')::regclass::oid) into seen
  from jsonb_path_query(plan::jsonb, 'strict $.**') s
  where jsonb_typeof(s) = 'object' and s ? 'Relation Name';
  if not (seen <@ wanted and wanted <@ seen) then
    raise exception 'the plan reads %', seen::regclass[];
  end if;
end
$prove$`,
  ])
}

/** Drops the partitions that a scenario made, so that the next finds the table as it was designed. */
export const tidy = (catalog: Catalog, table: Id): ProofStep => {
  const own = partitionsOf(catalog, table).reduce<Sql>(
    (a, p) => sql`${a}, ${regclass(p.id)}::regclass`,
    sql`0`,
  )
  return run([
    sql`do $tidy$
declare
  part regclass;
begin
  for part in
    select inhrelid::regclass from pg_catalog.pg_inherits
    where inhparent = ${regclass(table)}::regclass and inhrelid not in (${own})
  loop
    execute format('alter table %s detach partition %s', ${regclass(table)}, part);
    execute format('drop table %s', part);
  end loop;
end
$tidy$`,
  ])
}

/** A constant. */
export const constant = (text: string): Sql => rawSql(quoteLiteral(text))
