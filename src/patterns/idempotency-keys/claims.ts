import type { Id } from '../../base/index.ts'
import { builtIn, type DataType, name, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { callable, keyText } from '../kit/index.ts'
import { functions } from './functions.ts'
import type { U } from './options.ts'

export const keysTable = (use: U): Id<'table'> => use.idOf('keys')

/** The table that answers tell of, where it is there and its rows can be told apart. */
const subject = (facts: Facts, use: U): Id<'table'> | undefined =>
  use.options.about && facts.primaryKey(use.options.about) ? use.options.about : undefined

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => {
  const { about } = use.options
  const made: Claim<'tables'> = {
    claim: 'table',
    role: 'keys',
    name: sql`${use.options.name}`,
    holds: 'facts',
    comment: 'Requests that must happen once: who asks, by which key, and what was answered.',
  }
  if (!about || subject(facts, use)) return [made]
  const there = facts.object('table', about)
  return [
    made,
    {
      claim: 'issue',
      code: there ? 'idempotency-keys/no-key' : 'idempotency-keys/no-table',
      severity: 'error',
      objects: [there ? about : use.id],
      option: 'about',
      message: there
        ? sql`${name(about)} has no primary key, so an answer could not say which of its rows it tells of. Give it one, or choose another table.`
        : sql`The table that answers tell of is not in the design. Choose another, or none.`,
      waysOut: [{ remedy: 'options', label: 'Let answers tell of no table', set: { about: undefined } }],
    },
  ]
}

interface Shape {
  readonly type: DataType
  readonly need?: true
  readonly default?: string
  readonly comment?: string
}
const shapes: Readonly<Record<string, Shape>> = {
  scope: { type: builtIn('text'), need: true, comment: 'Whose key it is: a client, a user, an operation.' },
  key: { type: builtIn('text'), need: true, comment: 'As the client chose it.' },
  request_hash: {
    type: builtIn('text'),
    need: true,
    comment: 'SHA-256 of the request, which itself is not kept.',
  },
  attempt: {
    type: builtIn('integer'),
    need: true,
    default: '1',
    comment: 'Grows with every claim; an answer of an earlier one is refused.',
  },
  response: { type: builtIn('jsonb') },
  created_at: { type: builtIn('timestamptz'), need: true, default: 'now()' },
  locked_until: { type: builtIn('timestamptz'), need: true, comment: 'Until then no one else may claim it.' },
  completed_at: { type: builtIn('timestamptz') },
  expires_at: {
    type: builtIn('timestamptz'),
    need: true,
    comment: 'From then on the key is as if it had never been used.',
  },
}

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const about = subject(facts, use)
  const made = Object.entries(shapes).map(
    ([role, c]): Claim<'columns'> => ({
      claim: 'column',
      role,
      table: keysTable(use),
      name: sql`${role}`,
      type: c.type,
      ...(c.need ? { notNull: true } : {}),
      ...(c.default === undefined ? {} : { default: rawSql(c.default) }),
      ...(c.comment === undefined ? {} : { comment: c.comment }),
    }),
  )
  if (!about) return made
  return [
    ...made,
    {
      claim: 'column',
      role: 'about',
      table: keysTable(use),
      name: sql`about`,
      type: builtIn('text'),
      comment: 'The key of the row that the answer tells of.',
    },
    {
      claim: 'copies',
      table: keysTable(use),
      column: use.idOf('response'),
      of: about,
      where: sql`${name(use.idOf('about'))} = ${keyText(facts, about, 'source')}`,
    },
  ]
}

export const keys = (_facts: Facts, use: U): readonly Claim<'keys'>[] => [
  {
    claim: 'add',
    kind: 'key',
    role: 'pk',
    name: '',
    table: keysTable(use),
    primary: true,
    columns: [use.idOf('scope'), use.idOf('key')],
  },
]

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  { claim: 'access', table: keysTable(use), app: 'none' },
  {
    claim: 'add',
    kind: 'index',
    role: 'expiry',
    name: '',
    table: keysTable(use),
    elements: [{ column: use.idOf('expires_at') }],
  },
  ...functions(facts, use, subject(facts, use) !== undefined),
  ...['claim', 'complete', 'release'].map((role) => callable(facts, use, role)),
]
