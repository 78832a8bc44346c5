import type { Id } from '../../base/index.ts'
import { builtIn, name, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { type PlainColumn, plainColumns } from '../kit/plain-columns.ts'
import { functions } from './functions.ts'
import { guards } from './guard.ts'
import type { U } from './options.ts'

const changes = (use: U): Id<'table'> => use.idOf('changes')
const backfills = (use: U): Id<'table'> => use.idOf('backfills')

export const tables = (_facts: Facts, use: U): readonly Claim<'tables'>[] => {
  const table = (role: string, text: string, comment: string): Claim<'tables'> => ({
    claim: 'table',
    role,
    name: sql`${text}`,
    holds: 'reference',
    comment,
  })
  const made = [
    table('changes', use.options.changes, 'Changes of the schema and the phase that each is in.'),
    table(
      'backfills',
      use.options.backfills,
      'What a change has to fill before its old shape may go, and how far that is.',
    ),
  ]
  if (use.options.changes !== use.options.backfills) return made
  return [
    ...made,
    {
      claim: 'issue',
      code: 'expand-contract/one-name',
      severity: 'error',
      objects: [use.id],
      option: 'backfills',
      message: sql`The journal and the table of backfills have the same name. Give one of them another.`,
      waysOut: [
        {
          remedy: 'options',
          label: 'Give the backfills another name',
          set: { backfills: `${use.options.changes}_fill` },
        },
      ],
    },
  ]
}

const text = builtIn('text')
const time = builtIn('timestamptz')
const changeShapes: Readonly<Record<string, PlainColumn>> = {
  name: { type: text, need: true },
  description: { type: text },
  phase: {
    type: text,
    need: true,
    default: `'expand'`,
    comment: 'expand, backfill, contract, done; or abandoned.',
  },
  started_at: { type: time, need: true, default: 'now()' },
  started_by: { type: text, need: true, default: 'current_user' },
  expanded_at: { type: time, comment: 'The new shape stood beside the old one, and code wrote both.' },
  backfilled_at: { type: time, comment: 'Every row had its new values.' },
  contracted_at: { type: time, comment: 'The old shape was gone.' },
}
const fillShapes = (use: U): Readonly<Record<string, PlainColumn>> => ({
  change: { type: text, need: true },
  step: { type: text, need: true },
  table_name: { type: text, need: true },
  key_columns: { type: { base: 'text', dims: 1 }, need: true },
  assignments: { type: text, need: true, comment: 'What UPDATE sets, such as full_name = name.' },
  condition: { type: text, need: true, comment: 'True for rows that are still to be filled.' },
  batch_size: { type: builtIn('integer'), need: true, default: String(use.options.batch) },
  last_key: { type: builtIn('jsonb'), comment: 'The key after which the next batch goes on.' },
  rows_done: { type: builtIn('bigint'), need: true, default: '0' },
  started_at: { type: time },
  finished_at: { type: time },
})

export const columns = (_facts: Facts, use: U): readonly Claim<'columns'>[] => [
  ...plainColumns(changes(use), changeShapes, 'change:'),
  ...plainColumns(backfills(use), fillShapes(use), 'fill:'),
]

export const keys = (_facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const key = (role: string, table: Id<'table'>, ...columns: readonly string[]): Claim<'keys'> => ({
    claim: 'add',
    kind: 'key',
    role,
    name: '',
    table,
    primary: true,
    columns: columns.map((c) => use.idOf<'column'>(c)),
  })
  const phase: Sql = sql`${name(use.idOf('change:phase'))}`
  return [
    key('changes:pk', changes(use), 'change:name'),
    key('backfills:pk', backfills(use), 'fill:change', 'fill:step'),
    {
      claim: 'add',
      kind: 'fk',
      role: 'backfills:fk',
      name: '',
      table: backfills(use),
      columns: [use.idOf('fill:change')],
      references: changes(use),
      refColumns: [use.idOf('change:name')],
    },
    {
      claim: 'add',
      kind: 'check',
      role: 'known_phase',
      name: '',
      table: changes(use),
      expr: sql`${phase} in ('expand', 'backfill', 'contract', 'done', 'abandoned')`,
    },
    {
      claim: 'add',
      kind: 'check',
      role: 'some_rows',
      name: '',
      table: backfills(use),
      expr: sql`${name(use.idOf('fill:batch_size'))} > 0`,
    },
  ]
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  { claim: 'access', table: changes(use), app: 'none' },
  { claim: 'access', table: backfills(use), app: 'none' },
  ...guards(use),
  ...functions(facts, use),
]

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const c = (role: string): Sql => sql`${name(use.idOf(`change:${role}`))}`
  const f = (role: string): Sql => sql`${name(use.idOf(`fill:${role}`))}`
  return [
    {
      claim: 'add',
      kind: 'view',
      role: 'open',
      name: sql`open_${name(changes(use))}`,
      schema: facts.object('table', changes(use))?.schema ?? facts.schema,
      securityInvoker: true,
      query: sql`select c.${c('name')}, c.${c('phase')}, c.${c('started_at')}, f.${f('step')}, f.${f('rows_done')}, f.${f('last_key')}, f.${f('finished_at')}
from ${{ id: changes(use), as: 'qualified' }} c
left join ${{ id: backfills(use), as: 'qualified' }} f on f.${f('change')} = c.${c('name')}
where c.${c('phase')} not in ('done', 'abandoned')`,
      comment: 'Changes under way, with the progress of what they fill.',
    },
    // With tenants, those who run backfills are the maintenance role.
    ...(facts.tenants
      ? [
          {
            claim: 'add',
            kind: 'grant',
            role: 'open:maintenance',
            name: '',
            on: use.idOf<'view'>('open'),
            to: facts.maintenanceRole,
            privileges: ['select'],
          } as const,
        ]
      : []),
  ]
}
