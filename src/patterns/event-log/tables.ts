import type { Id } from '../../base/index.ts'
import { builtIn, type DataType, joinSql, name, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, ColumnClaim, Facts, Nameless } from '../../compile/api.ts'
import { primaryKey } from '../kit/index.ts'
import { keyless, problems, type U, watched } from './check.ts'

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] =>
  facts.primaryKey(use.table)
    ? [
        {
          claim: 'table',
          role: 'events',
          name: sql`${name(use.table)}_events`,
          beside: use.table,
          holds: 'facts',
          comment: 'What happened to the rows, and why. The table itself holds their state.',
        },
      ]
    : [keyless(use)]

/** The columns of the events that name a row, with the key columns that they repeat. */
export const keyPairs = (
  facts: Facts,
  use: U,
): readonly { readonly own: Nameless<'column'>; readonly of: Id<'column'> }[] =>
  facts.columns(use.idOf('events')).flatMap((own) => {
    const { why } = own
    const of =
      why?.use === use.id && why.role.startsWith('key:') ? (why.role.slice(4) as Id<'column'>) : undefined
    return of ? [{ own, of }] : []
  })

/** The columns by which a person names a row: those without the tenant. */
export const ownKey = (facts: Facts, use: U): ReturnType<typeof keyPairs> =>
  keyPairs(facts, use).filter((p) => p.of !== facts.scope(use.table))

type More = Partial<Pick<ColumnClaim, 'default' | 'identity' | 'notNull' | 'comment'>>

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const table = use.idOf<'table'>('events')
  if (!facts.object('table', table)) return []
  const column = (role: string, type: DataType, more: More = { notNull: true }): Claim<'columns'> => ({
    claim: 'column',
    role,
    table,
    name: sql`${role}`,
    type,
    ...more,
  })
  const by = facts.primaryKey(use.table)?.columns ?? []
  return [
    ...problems(facts, use),
    column('event_id', builtIn('bigint'), { notNull: true, identity: 'always' }),
    ...by.map(
      (c): Claim<'columns'> => ({
        claim: 'column',
        role: `key:${c}`,
        table,
        name: sql`${name(use.table)}_${name(c)}`,
        type: facts.object('column', c)?.type ?? builtIn('text'),
        notNull: true,
      }),
    ),
    column('event_type', builtIn('text')),
    column('payload', builtIn('jsonb'), { notNull: true, default: rawSql("'{}'") }),
    column('actor', builtIn('text'), { comment: 'The acting user; NULL where none was set.' }),
    column('created_at', builtIn('timestamptz'), { notNull: true, default: rawSql('now()') }),
    {
      claim: 'copies',
      table,
      column: use.idOf('payload'),
      of: use.table,
      by,
      where: joinSql(
        by.map((c) => sql`${name(use.idOf(`key:${c}`))} = source.${name(c)}`),
        ' and ',
      ),
    },
  ]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const table = use.idOf<'table'>('events')
  if (!facts.object('table', table)) return []
  const own = keyPairs(facts, use).map((p) => p.own.id)
  const index = (role: string, columns: readonly Id<'column'>[]): Claim<'keys'> => ({
    claim: 'add',
    kind: 'index',
    role,
    name: sql`${name(table)}_${role.replace(':index', '')}_idx`,
    table,
    elements: columns.map((column) => ({ column })),
  })
  return [
    primaryKey(table, [use.idOf('event_id')]),
    {
      claim: 'add',
      kind: 'check',
      role: 'payload:check',
      name: sql`${name(table)}_payload_check`,
      table,
      expr: sql`jsonb_typeof(${name(use.idOf('payload'))}) = 'object'`,
    },
    index('row:index', [...own, use.idOf('created_at')]),
    index('type:index', [use.idOf('event_type')]),
    ...(use.options.rows === 'cascade'
      ? [
          {
            claim: 'reference',
            role: 'fk',
            name: '',
            table,
            columns: own,
            references: use.table,
            onDelete: 'cascade',
          } as const,
        ]
      : []),
  ]
}

export const isWatched = (facts: Facts, use: U): boolean =>
  use.options.lifecycle || watched(facts, use).length > 0
