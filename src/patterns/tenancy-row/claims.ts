import type { Id } from '../../base/index.ts'
import { builtIn, name, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, IssueClaim } from '../../compile/api.ts'
import { leakyIndexes, primaryKey, tenantAs, typeSql } from '../kit/index.ts'
import { ownedBehind, ownedTables, tenantColumn, tenantsKey, tenantsTable, type U } from './owned.ts'

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => {
  const { tenants } = use.options
  if (tenants && facts.object('table', tenants)) return []
  const made: Claim<'tables'> = {
    claim: 'table',
    role: 'tenants',
    name: sql`tenants`,
    holds: 'reference',
    comment: 'The tenants: every other row belongs to one of them.',
  }
  if (!tenants) return [made]
  return [
    made,
    {
      claim: 'issue',
      code: 'tenancy-row/no-tenants',
      severity: 'error',
      objects: [use.id],
      option: 'tenants',
      message: sql`The table chosen for the tenants is not in the design, so Damask makes one. Choose another, or let it.`,
      waysOut: [{ remedy: 'options', label: 'Let Damask make it', set: { tenants: undefined } }],
    },
  ]
}

/** A design without tables is one that has not begun. */
const nothing = (facts: Facts, use: U): readonly Claim<'columns'>[] =>
  ownedTables(facts, use).length > 0 ||
  facts.tables().some((t) => facts.scope(t.id) !== undefined) ||
  !facts.tables().some((t) => (use.options.except as readonly Id[]).includes(t.id))
    ? []
    : [
        {
          claim: 'issue',
          code: 'tenancy-row/nothing',
          severity: 'error',
          objects: [use.id],
          option: 'except',
          message: sql`Every table is shared, so no row belongs to a tenant and nothing is kept apart. Take tables out of the list.`,
          waysOut: [{ remedy: 'options', label: 'Share no table', set: { except: [] } }],
        },
      ]

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const own = tenantsTable(facts, use) === use.idOf('tenants')
  const key = own ? undefined : tenantsKey(facts, use)
  if (!own && !key) {
    return [
      {
        claim: 'issue',
        code: 'tenancy-row/tenants-key',
        severity: 'error',
        objects: [tenantsTable(facts, use)],
        option: 'tenants',
        message: sql`${name(tenantsTable(facts, use))} needs a primary key of one column for rows to belong to its rows. Give it one, or let Damask make the table.`,
        waysOut: [{ remedy: 'options', label: 'Let Damask make the table', set: { tenants: undefined } }],
      },
    ]
  }
  const type = key?.type ?? builtIn(use.options.type)
  const table = use.idOf<'table'>('tenants')
  const made: readonly Claim<'columns'>[] = own
    ? [
        {
          claim: 'column',
          role: 'tenants:id',
          table,
          name: sql`id`,
          type,
          notNull: true,
          ...(use.options.type === 'uuid' ? { default: rawSql('gen_random_uuid()') } : {}),
          ...(use.options.type === 'bigint' ? { identity: 'by default' } : {}),
        },
        {
          claim: 'column',
          role: 'tenants:name',
          table,
          name: sql`name`,
          type: builtIn('text'),
          notNull: true,
        },
      ]
    : []
  return [
    ...made,
    ...nothing(facts, use),
    ...ownedTables(facts, use).map(
      (t): Claim<'columns'> => ({
        claim: 'column',
        role: `tenant:${t.id}`,
        table: t.id,
        name: sql`${use.options.column}`,
        type,
        notNull: true,
        first: true,
        default: sql`(${facts.tenant})::${typeSql(facts, type)}`,
        comment: 'The tenant that the row belongs to.',
      }),
    ),
  ]
}

/** A tenant's row cannot belong to a tenant: the tenants table references only what is shared. */
const ownedTenants = (facts: Facts, use: U, tenants: Id<'table'>): readonly IssueClaim[] => {
  const [first, ...more] = ownedBehind(facts, use, tenants)
  if (!first) return []
  return [
    {
      claim: 'issue',
      code: 'tenancy-row/tenants-owned',
      severity: 'error',
      objects: [tenants, first],
      option: 'tenants',
      message: sql`${name(tenants)} is to hold the tenants, but references ${name(first)}, whose rows belong to one tenant each. Let Damask make the table of tenants, or share what ${name(tenants)} references.`,
      waysOut: [
        ...(tenants === use.idOf('tenants')
          ? []
          : [
              {
                remedy: 'options',
                label: 'Let Damask make the table',
                set: { tenants: undefined },
              } as const,
            ]),
        {
          remedy: 'options',
          label: 'Share the tables that it references',
          set: { except: [...use.options.except, first, ...more] },
        },
      ],
    },
  ]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const key = tenantsKey(facts, use)
  if (!key) return []
  const tenants = { table: tenantsTable(facts, use), key: key.id }
  const made: readonly Claim<'keys'>[] =
    tenants.table === use.idOf('tenants') ? [primaryKey(tenants.table, [key.id], 'tenants:pk')] : []
  return [
    ...made,
    ...ownedTenants(facts, use, tenants.table),
    ...ownedTables(facts, use).flatMap((t): readonly Claim<'keys'>[] => {
      const column = tenantColumn(use, t.id)
      const scope: Claim<'keys'> = { claim: 'scope', table: t.id, column, tenants }
      const fk: Claim<'keys'> = {
        claim: 'add',
        kind: 'fk',
        role: `fk:${t.id}`,
        name: '',
        table: t.id,
        columns: [column],
        references: tenants.table,
        refColumns: [key.id],
      }
      const lead: Claim<'keys'> = {
        claim: 'add',
        kind: 'index',
        role: `index:${t.id}`,
        name: '',
        table: t.id,
        elements: [{ column }],
      }
      // Companions copy no references, since their rows outlive a tenant's; they have a key of their own to lead.
      const keyed = facts.holds(t.id) !== undefined || facts.of('key', t.id).length > 0
      return [scope, ...(facts.holds(t.id) === undefined ? [fk] : []), ...(keyed ? [] : [lead])]
    }),
  ]
}

/** USING and WITH CHECK for everyone, FORCE so that the owner is bound too. An unset tenant compares as NULL: no row, no error. */
export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const key = tenantsKey(facts, use)
  if (!key) return []
  const tenants = tenantsTable(facts, use)
  const own = sql`${name(key.id)} = ${tenantAs(facts, key.id)}`
  const scoped = facts.tables().flatMap((t): readonly Claim<'rows'>[] => {
    const column = facts.scope(t.id)
    if (!column) return []
    const mine = sql`${name(column)} = ${tenantAs(facts, column)}`
    return [
      ...leakyIndexes(facts, t.id, 'tenancy-row'),
      { claim: 'rls', table: t.id, mode: 'forced' },
      { claim: 'access', table: t.id, app: 'write' },
      {
        claim: 'add',
        kind: 'policy',
        role: `policy:${t.id}`,
        name: sql`${name(t.id)}_tenant`,
        table: t.id,
        roles: [],
        using: mine,
        check: mine,
      },
    ]
  })
  return [
    ...scoped,
    { claim: 'rls', table: tenants, mode: 'forced' },
    { claim: 'access', table: tenants, app: 'read' },
    {
      claim: 'add',
      kind: 'policy',
      role: 'policy:tenants',
      name: sql`${name(tenants)}_own`,
      table: tenants,
      roles: [],
      using: own,
      check: own,
    },
  ]
}
