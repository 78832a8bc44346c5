import type { Id } from '../../base/index.ts'
import { builtIn, type DataType, joinSql, name, sql } from '../../catalog/index.ts'
import type { Claim, ColumnClaim, Facts, Nameless } from '../../compile/api.ts'
import { asked, historyOf, problems, role, tracked, type U } from './tracked.ts'

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => [
  ...problems(facts, use),
  ...asked(facts, use).map(
    (c): Claim<'tables'> => ({
      claim: 'table',
      role: role(c, 'history'),
      name: sql`${name(use.table)}_${name(c)}_history`,
      beside: use.table,
      holds: 'facts',
      comment: 'Every value that the column had, with the period in which it held.',
    }),
  ),
]

/** The columns of a history that name a row, with the key columns that they repeat. */
export const keyPairs = (
  facts: Facts,
  use: U,
  column: Id,
): readonly { readonly own: Nameless<'column'>; readonly of: Id<'column'> }[] => {
  const start = role(column, 'key:')
  return facts.columns(historyOf(use, column)).flatMap((own) => {
    const { why } = own
    if (why?.use !== use.id || !why.role.startsWith(start)) return []
    return [{ own, of: why.role.slice(start.length) as Id<'column'> }]
  })
}

type More = Partial<Pick<ColumnClaim, 'like' | 'notNull' | 'identity' | 'comment'>>

const columnsOf = (facts: Facts, use: U, c: Id<'column'>): readonly Claim<'columns'>[] => {
  const table = historyOf(use, c)
  const typeOf = (id: Id): DataType => facts.object('column', id)?.type ?? builtIn('text')
  const column = (part: string, called: string, type: DataType, more: More = {}): ColumnClaim => ({
    claim: 'column',
    role: role(c, part),
    table,
    name: sql`${called}`,
    type,
    ...more,
  })
  const by = facts.primaryKey(use.table)?.columns ?? []
  return [
    column('id', 'history_id', builtIn('bigint'), { notNull: true, identity: 'always' }),
    ...by.map(
      (k): Claim<'columns'> => ({
        ...column(`key:${k}`, '', typeOf(k), { notNull: true, like: k }),
        name: sql`${name(use.table)}_${name(k)}`,
      }),
    ),
    column('value', 'value', typeOf(c), { like: c }),
    column('period', 'valid_period', builtIn('tstzrange'), {
      notNull: true,
      comment: 'When the value held; open at its end for the current one.',
    }),
    ...(use.options.actor ? [column('by', 'changed_by', builtIn('text'))] : []),
    {
      claim: 'copies',
      table,
      column: use.idOf(role(c, 'value')),
      of: use.table,
      only: c,
      by,
      where: joinSql(
        by.map((k) => sql`${name(use.idOf(role(c, `key:${k}`)))} = source.${name(k)}`),
        ' and ',
      ),
    },
  ]
}

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] =>
  tracked(facts, use).flatMap((c) => columnsOf(facts, use, c))

/** No two values of one row at once: a key without overlaps where the server has it, else an exclusion. */
export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] =>
  tracked(facts, use).flatMap((c): readonly Claim<'keys'>[] => {
    const table = historyOf(use, c)
    const own = keyPairs(facts, use, c).map((p) => p.own.id)
    const period = use.idOf<'column'>(role(c, 'period'))
    const called = sql`${name(table)}_once`
    // A statement that hands keys on from row to row ends without two values at once, and has them meanwhile.
    const late = facts.primaryKey(use.table)?.deferrable ? { deferrable: 'initially deferred' as const } : {}
    return [
      {
        claim: 'add',
        kind: 'key',
        role: role(c, 'pk'),
        name: '',
        table,
        primary: true,
        columns: [use.idOf(role(c, 'id'))],
      },
      facts.target >= 18
        ? {
            claim: 'add',
            kind: 'key',
            role: role(c, 'once'),
            name: called,
            table,
            columns: [...own, period],
            withoutOverlaps: true,
            ...late,
          }
        : {
            claim: 'add',
            kind: 'exclusion',
            role: role(c, 'once'),
            name: called,
            table,
            method: 'gist',
            elements: [
              ...own.map((column) => ({ column, operator: '=' })),
              { column: period, operator: '&&' },
            ],
            ...late,
          },
    ]
  })
