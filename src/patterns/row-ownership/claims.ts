import { builtIn, name, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { leakyIndexes } from '../kit/index.ts'
import { companions } from './companions.ts'
import { type Command, commands, mayReach, type U, whoMay } from './who.ts'

/** Only admins, and there are none: nobody could. */
const lockedOut = (use: U): readonly Claim<'tables'>[] =>
  use.options.admin === '' && commands.some((c) => whoMay(use.options, c) === 'admin')
    ? [
        {
          claim: 'issue',
          code: 'row-ownership/no-admin',
          severity: 'error',
          objects: [use.table],
          option: 'admin',
          message: sql`${name(use.table)} leaves something to admins, and there is no admin role, so that nobody can do it. Name the role.`,
          waysOut: [{ remedy: 'options', label: 'Make the role app_admin', set: { admin: 'app_admin' } }],
        },
      ]
    : []

export const tables = (_facts: Facts, use: U): readonly Claim<'tables'>[] => [
  ...lockedOut(use),
  ...(use.options.admin === ''
    ? []
    : [
        {
          claim: 'role',
          name: use.options.admin,
          likeApp: true,
          comment: 'Reaches rows of every owner.',
        } as const,
      ]),
]

/** Nullable: what a job writes without a person belongs to no one, and only admins reach it. */
export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => [
  {
    claim: 'column',
    role: 'owner',
    table: use.table,
    name: sql`${use.options.column}`,
    type: builtIn('text'),
    default: facts.actor,
    comment: 'The person that the row belongs to.',
  },
]

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const { admin, read, insert, update, remove } = use.options
  return [
    {
      claim: 'owned',
      table: use.table,
      column: use.idOf('owner'),
      ...(admin === '' ? {} : { admin: facts.role(admin) }),
      who: { select: read, insert, update, delete: remove },
    },
    {
      claim: 'add',
      kind: 'index',
      role: 'index',
      name: '',
      table: use.table,
      elements: [{ column: use.idOf('owner') }],
    },
  ]
}

/** Restrictive, so that they hold beside a tenant's policy rather than open a second way past it. */
const policy = (facts: Facts, use: U, command: Command): readonly Claim<'rows'>[] => {
  const who = whoMay(use.options, command)
  if (who === 'everyone') return []
  const test = mayReach(facts, use, sql`${name(use.idOf('owner'))}`, who)
  return [
    {
      claim: 'add',
      kind: 'policy',
      role: command,
      name: sql`${name(use.table)}_own_${command}`,
      table: use.table,
      restrictive: true,
      command,
      roles: [],
      ...(command === 'insert' ? {} : { using: test }),
      ...(command === 'insert' || command === 'update' ? { check: test } : {}),
    },
  ]
}

const copies = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  if (use.options.read === 'everyone') return []
  return facts.copies(use.table).map((c) => ({
    claim: 'issue',
    code: 'row-ownership/copies',
    severity: 'warning',
    objects: [use.table, c.table],
    option: 'read',
    message: sql`${name(c.table)} keeps values of rows of ${name(use.table)} for everyone who may read it, whoever owns the row. Let only admins read it, or leave the values out there.`,
  }))
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  { claim: 'rls', table: use.table, mode: 'enabled' },
  { claim: 'access', table: use.table, app: 'write' },
  ...commands.flatMap((c) => policy(facts, use, c)),
  // Where rows are tenants' too, the tenancy says it.
  ...(use.options.read === 'everyone' || facts.scope(use.table)
    ? []
    : leakyIndexes(facts, use.table, 'row-ownership')),
  ...companions(facts, use),
  ...copies(facts, use),
]
