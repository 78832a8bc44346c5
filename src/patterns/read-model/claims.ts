import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, IssueClaim } from '../../compile/api.ts'
import { givenSql, primaryKey } from '../kit/index.ts'
import { countInstead, modelName, off, type Plan, planOf, type U } from './plan.ts'
import { watchesOf } from './watches.ts'

const unclear = (facts: Facts, use: U): IssueClaim =>
  givenSql(use.options.query)
    ? {
        claim: 'issue',
        code: 'read-model/columns-unknown',
        severity: 'error',
        objects: [use.id],
        option: 'query',
        message: sql`Which columns the read model has cannot be told from its query. List them, each with a name given by AS, instead of a star.`,
        waysOut: [...countInstead(facts), off],
      }
    : {
        claim: 'issue',
        code: 'read-model/nothing-to-count',
        severity: 'error',
        objects: [use.id],
        option: 'query',
        message: sql`There is no reference to count rows along yet. Draw one, or write the query that the read model is to hold.`,
        waysOut: [off],
      }

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => {
  const plan = planOf(facts, use)
  if (!plan) return [unclear(facts, use)]
  return [
    {
      claim: 'table',
      role: 'model',
      name: modelName(facts, use),
      ...(plan.beside ? { beside: plan.beside } : {}),
      holds: 'facts',
      comment: 'A read model: what its source view gives, kept as a table. The application only reads it.',
    },
    ...(use.options.kept === 'queue'
      ? [
          {
            claim: 'table',
            role: 'queue',
            name: sql`${modelName(facts, use)}_queue`,
            ...(plan.beside ? { beside: plan.beside } : {}),
            holds: 'reference',
            comment: 'Rows of the read model that are to be computed again.',
          } as const,
        ]
      : []),
  ]
}

const untyped = (facts: Facts, use: U, plan: Plan): readonly IssueClaim[] => {
  const odd = plan.held.filter((h) => !h.type)
  const unknown = use.options.key.filter((k) => !plan.held.some((h) => h.output.alias === k))
  return [
    ...odd.map(
      (h): IssueClaim => ({
        claim: 'issue',
        code: 'read-model/type-unknown',
        severity: 'error',
        objects: [use.idOf('model'), use.id],
        option: 'types',
        message: sql`The type of ${h.name} in ${name(use.idOf('model'))} cannot be told from the query. Add it to the types; until then it is text.`,
        waysOut: [
          ...(h.output.alias === undefined
            ? []
            : [
                {
                  remedy: 'options',
                  label: 'Keep it as text',
                  set: { types: [...use.options.types, { column: h.output.alias, type: 'text' }] },
                } as const,
              ]),
          ...countInstead(facts),
          off,
        ],
      }),
    ),
    ...(unknown.length === 0
      ? []
      : [
          {
            claim: 'issue',
            code: 'read-model/unknown-key',
            severity: 'error',
            objects: [use.idOf('model'), use.id],
            option: 'key',
            message: sql`The query of ${name(use.idOf('model'))} gives no column "${unknown.join('", "')}" by that name. Name it with AS in the query, or leave the key empty.`,
            waysOut: [{ remedy: 'options', label: 'Use the first column', set: { key: [] } }],
          } as const,
        ]),
  ]
}

/** Values that the query hands through from a row that the key names: an erasure of that row reaches them here too. */
const copies = (facts: Facts, use: U, plan: Plan): readonly Claim<'columns'>[] => {
  if (!plan.given) return []
  return watchesOf(facts, plan.query, plan.key, undefined, undefined).flatMap(({ table, columns: by }) => {
    if (!by) return []
    const found = joinSql(
      plan.key.map((k, i) => sql`${name(k.id)} = source.${name(by[i] ?? k.id)}`),
      ' and ',
    )
    return plan.held.flatMap((h): readonly Claim<'columns'>[] => {
      const only = plan.key.includes(h) ? undefined : h.output.column
      return only && facts.object('column', only)?.table === table
        ? [{ claim: 'copies', table: use.idOf('model'), column: h.id, of: table, only, by, where: found }]
        : []
    })
  })
}

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const table = use.idOf<'table'>('model')
  const plan = planOf(facts, use)
  if (!plan || !facts.object('table', table)) return []
  const queue = use.idOf<'table'>('queue')
  return [
    ...untyped(facts, use, plan),
    ...copies(facts, use, plan),
    ...plan.held.map(
      (h): Claim<'columns'> => ({
        claim: 'column',
        role: h.role,
        table,
        name: h.name,
        type: h.type ?? builtIn('text'),
        ...(plan.key.includes(h) ? { notNull: true } : {}),
      }),
    ),
    ...(facts.object('table', queue)
      ? ([
          {
            claim: 'column',
            role: 'queue:id',
            table: queue,
            name: sql`id`,
            type: builtIn('bigint'),
            notNull: true,
            identity: 'always',
          },
          {
            claim: 'column',
            role: 'queue:key',
            table: queue,
            name: sql`row_key`,
            type: builtIn('jsonb'),
            comment: 'The key of the row to compute again, as a list; NULL for all of them.',
          },
          {
            claim: 'column',
            role: 'queue:at',
            table: queue,
            name: sql`queued_at`,
            type: builtIn('timestamptz'),
            notNull: true,
            default: rawSql('now()'),
          },
        ] as const)
      : []),
  ]
}

/** The column may be empty, and the query keeps such rows: it neither asks for a value nor compares it with one. */
const mayBeEmpty = (facts: Facts, query: Sql, id: Id): boolean => {
  const column = facts.object('column', id)
  if (!column || column.notNull || column.identity) return false
  if (facts.primaryKey(column.table)?.columns.some((c) => c === id)) return false
  return !query.refs.some((r, i) => {
    const before = (query.text[i] ?? '').replace(/[\w"]+\.\s*$/, '')
    return r.id === id && (/^\s*(=|is\s+not\s+null)/i.test(query.text[i + 1] ?? '') || /=\s*$/.test(before))
  })
}

/** A key holds no NULL: the row from which one comes could not be written any more. */
const emptyKey = (facts: Facts, use: U, plan: Plan): readonly IssueClaim[] =>
  plan.key.flatMap((k): readonly IssueClaim[] => {
    const from = k.output.column
    if (!plan.given || !from || !mayBeEmpty(facts, plan.query, from)) return []
    return [
      {
        claim: 'issue',
        code: 'read-model/key-empty',
        severity: 'error',
        objects: [use.idOf('model'), from, use.id],
        option: 'query',
        message: sql`${name(use.idOf('model'))} tells its rows apart by ${k.name}, which may be empty, and a row without it could not be written any more. Let the query leave such rows out with IS NOT NULL, or make the column required.`,
        waysOut: [off, ...countInstead(facts)],
      },
    ]
  })

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const table = use.idOf<'table'>('model')
  const plan = planOf(facts, use)
  if (!plan || !facts.object('table', table)) return []
  const queue = use.idOf<'table'>('queue')
  return [
    ...emptyKey(facts, use, plan),
    primaryKey(
      table,
      plan.key.map((k) => k.id),
    ),
    ...(facts.object('table', queue)
      ? [primaryKey(queue, [use.idOf<'column'>('queue:id')], 'queue:pk')]
      : []),
  ]
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const table = use.idOf<'table'>('model')
  const queue = use.idOf<'table'>('queue')
  if (!facts.object('table', table)) return []
  return [
    { claim: 'access', table, app: 'read' },
    ...(facts.object('table', queue) ? [{ claim: 'access', table: queue, app: 'none' } as const] : []),
  ]
}
