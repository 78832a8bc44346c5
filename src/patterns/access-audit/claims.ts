import type { Id } from '../../base/index.ts'
import { builtIn, name, qualified, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Use } from '../../compile/api.ts'
import { behindPolicies, primaryKey, rowKey } from '../kit/index.ts'
import { doors } from './doors.ts'
import type { Options } from './options.ts'

export { files } from './files.ts'

export type U = Use<Options>
const withFunctions = (use: U): boolean => use.options.how !== 'pgaudit'
const withPgAudit = (use: U): boolean => use.options.how !== 'functions'

export const tables = (_facts: Facts, use: U): readonly Claim<'tables'>[] => [
  ...(withFunctions(use)
    ? ([
        {
          claim: 'table',
          role: 'log',
          name: sql`${name(use.table)}_access_log`,
          beside: use.table,
          holds: 'facts',
          comment: 'Who read which row, when, and why.',
        },
        {
          claim: 'add',
          kind: 'role',
          role: 'reader',
          name: use.options.role === '' ? sql`${name(use.table)}_reader` : sql`${use.options.role}`,
          comment: 'May read through the functions that log, and has no right on the table.',
        },
      ] as const)
    : []),
  ...(withPgAudit(use)
    ? ([
        {
          claim: 'add',
          kind: 'role',
          role: 'audited',
          name: sql`${name(use.table)}_audited`,
          comment: 'No one logs in as it: pgAudit logs each use of the privileges that it has.',
        },
      ] as const)
    : []),
]

export const columns = (_facts: Facts, use: U): readonly Claim<'columns'>[] => {
  if (!withFunctions(use)) return []
  const column = (
    what: string,
    base: string,
    more: Partial<Extract<Claim<'columns'>, { readonly claim: 'column' }>> = {},
  ): Claim<'columns'> => ({
    claim: 'column',
    role: what,
    table: use.idOf<'table'>('log'),
    name: sql`${what}`,
    type: builtIn(base),
    ...more,
  })
  return [
    column('access_id', 'bigint', { notNull: true, identity: 'always', first: true }),
    column('accessed_at', 'timestamptz', { notNull: true, default: rawSql('clock_timestamp()') }),
    column('accessed_by', 'text', { comment: 'The acting user; null where the session names none.' }),
    column('login', 'text', { notNull: true, comment: 'The database user that had logged in.' }),
    column('row_key', 'text', {
      type: { base: 'text', dims: 1 },
      notNull: true,
      comment: 'The key of the row, one text for each of its columns.',
    }),
    column('found', 'boolean', {
      notNull: true,
      comment: 'False for a row that was asked for and is not there.',
    }),
    ...(use.options.reason ? [column('reason', 'text', { notNull: true })] : []),
  ]
}

export const keys = (_facts: Facts, use: U): readonly Claim<'keys'>[] => {
  if (!withFunctions(use)) return []
  const table = use.idOf<'table'>('log')
  const id = (role: string): Id<'column'> => use.idOf<'column'>(role)
  return [
    primaryKey(table, [id('access_id')]),
    {
      claim: 'add',
      kind: 'index',
      role: 'row:index',
      name: sql`${name(table)}_row_idx`,
      table,
      elements: [{ column: id('row_key') }, { column: id('accessed_at') }],
    },
    {
      claim: 'add',
      kind: 'index',
      role: 'by:index',
      name: sql`${name(table)}_by_idx`,
      table,
      elements: [{ column: id('accessed_by') }, { column: id('accessed_at') }],
    },
  ]
}

const keyless = (facts: Facts, use: U): readonly Claim<'rows'>[] =>
  rowKey(facts, use.table).length > 0
    ? []
    : [
        {
          claim: 'issue',
          code: 'access-audit/no-key',
          severity: 'error',
          objects: [use.table],
          option: 'how',
          message: sql`${name(use.table)} has no primary key, so the log cannot say which row was read. Give it one, or leave the logging to pgAudit.`,
          waysOut: [{ remedy: 'options', label: 'Use pgAudit', set: { how: 'pgaudit' } }],
        },
      ]

const grant = (
  on: Id<'schema' | 'table'>,
  to: Id<'role'>,
  role: string,
  privilege: string,
): Claim<'rows'> => ({
  claim: 'add',
  kind: 'grant',
  role,
  name: '',
  on,
  to,
  privileges: [privilege],
})

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const schema = facts.object('table', use.table)?.schema ?? facts.schema
  return [
    ...(withFunctions(use)
      ? ([
          ...keyless(facts, use),
          { claim: 'access', table: use.idOf<'table'>('log'), app: 'none' },
          grant(schema, use.idOf<'role'>('reader'), 'reader:schema', 'usage'),
        ] as const)
      : []),
    ...(withFunctions(use) && use.options.application === 'door'
      ? ([{ claim: 'access', table: use.table, app: 'none' }] as const)
      : []),
    ...(withPgAudit(use) ? [grant(use.table, use.idOf<'role'>('audited'), 'audited:table', 'select')] : []),
  ]
}

/** The functions read with rights of their own: what tells one person's rows from another's does not hold back theirs. */
const policyNotes = (facts: Facts, use: U): readonly Claim<'derived'>[] =>
  behindPolicies(facts, sql`${qualified(use.table)}`).map((t) => ({
    claim: 'issue',
    code: 'access-audit/policies-stop',
    severity: 'warning',
    objects: [t],
    option: 'application',
    message: sql`Whoever may read ${name(t)} through the functions reads rows of everyone: its policies do not hold there. Give the functions only to those who may, or leave the logging to pgAudit.`,
    waysOut: [{ remedy: 'options', label: 'Use pgAudit', set: { how: 'pgaudit', application: 'open' } }],
  }))

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] =>
  withFunctions(use) && rowKey(facts, use.table).length > 0
    ? [...policyNotes(facts, use), ...doors(facts, use)]
    : []
