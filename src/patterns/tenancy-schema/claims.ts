import type { Id } from '../../base/index.ts'
import { builtIn, name, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { management, tenantTables, type U } from './owned.ts'
import { routines } from './routines.ts'

export { files } from './files.ts'

const lost = (facts: Facts, use: U): readonly Claim<'tables'>[] =>
  use.options.shared.some((t) => !facts.object('table', t))
    ? [
        {
          claim: 'issue',
          code: 'tenancy-schema/no-table',
          severity: 'error',
          objects: [use.id],
          option: 'shared',
          message: sql`A table in the list of shared tables is not in the design. Take it out of the list.`,
          waysOut: [
            {
              remedy: 'options',
              label: 'Take it out of the list',
              set: { shared: use.options.shared.filter((t) => facts.object('table', t)) },
            },
          ],
        },
      ]
    : []

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => [
  ...lost(facts, use),
  { claim: 'add', kind: 'schema', role: 'management', name: sql`${use.options.management}` },
  {
    claim: 'table',
    role: 'tenants',
    name: sql`tenants`,
    schema: management(use),
    holds: 'reference',
    comment: 'The tenants, each with the schema that holds its tables.',
  },
  {
    claim: 'table',
    role: 'migrations',
    name: sql`migrations`,
    schema: management(use),
    holds: 'reference',
    comment: 'Every migration that was given to tenants.',
  },
  {
    claim: 'table',
    role: 'applied',
    name: sql`tenant_migrations`,
    schema: management(use),
    holds: 'reference',
    comment: 'How each migration went in each tenant.',
  },
]

const column = (
  use: U,
  table: 'tenants' | 'migrations' | 'applied',
  what: string,
  base: string,
  more: Partial<Extract<Claim<'columns'>, { readonly claim: 'column' }>> = {},
): Claim<'columns'> => ({
  claim: 'column',
  role: `${table}:${what}`,
  table: use.idOf<'table'>(table),
  name: sql`${what}`,
  type: builtIn(base),
  ...more,
})

export const columns = (_facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const { type } = use.options
  const now = { notNull: true, default: rawSql('now()') }
  return [
    column(use, 'tenants', 'id', type, {
      notNull: true,
      ...(type === 'uuid' ? { default: rawSql('gen_random_uuid()') } : { identity: 'by default' }),
    }),
    column(use, 'tenants', 'name', 'text', { notNull: true }),
    column(use, 'tenants', 'schema_name', 'text', {
      notNull: true,
      comment: 'Small letters, digits and underscores, so that it never needs quotes.',
    }),
    column(use, 'tenants', 'created_at', 'timestamptz', now),
    column(use, 'migrations', 'version', 'text', { notNull: true }),
    column(use, 'migrations', 'statements', 'text', { notNull: true }),
    column(use, 'migrations', 'created_at', 'timestamptz', now),
    column(use, 'applied', 'tenant_id', type, { notNull: true }),
    column(use, 'applied', 'version', 'text', { notNull: true }),
    column(use, 'applied', 'tried_at', 'timestamptz', now),
    column(use, 'applied', 'error', 'text', { comment: 'Why it failed; null where it is applied.' }),
  ]
}

export const keys = (_facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const id = (role: string) => use.idOf<'column'>(role)
  const key = (table: 'tenants' | 'migrations' | 'applied', columns: readonly string[]): Claim<'keys'> => ({
    claim: 'add',
    kind: 'key',
    role: `${table}:pk`,
    name: '',
    table: use.idOf<'table'>(table),
    primary: true,
    columns: columns.map((c) => id(`${table}:${c}`)),
  })
  const reference = (what: string, to: 'tenants' | 'migrations'): Claim<'keys'> => ({
    claim: 'reference',
    role: `applied:${to}`,
    name: '',
    table: use.idOf('applied'),
    columns: [id(`applied:${what}`)],
    references: use.idOf(to),
    onDelete: 'cascade',
  })
  return [
    key('tenants', ['id']),
    key('migrations', ['version']),
    key('applied', ['tenant_id', 'version']),
    {
      claim: 'add',
      kind: 'key',
      role: 'tenants:schema',
      name: '',
      table: use.idOf('tenants'),
      columns: [id('tenants:schema_name')],
    },
    {
      claim: 'add',
      kind: 'check',
      role: 'tenants:plain',
      name: sql`${name(use.idOf('tenants'))}_schema_name_check`,
      table: use.idOf('tenants'),
      expr: sql`${name(id('tenants:schema_name'))} ~ '^[a-z_][a-z0-9_]{0,62}$' and ${name(id('tenants:schema_name'))} !~ '^pg_'`,
    },
    reference('tenant_id', 'tenants'),
    reference('version', 'migrations'),
  ]
}

/** What the tables lead to step by step, themselves among them. */
const closure = (from: readonly Id[], next: (t: Id) => readonly Id[]): ReadonlySet<Id> => {
  const seen = new Set(from)
  for (const t of seen) for (const n of next(t)) seen.add(n)
  return seen
}

/** A shared row that points at a table of which each tenant has its own would point at no one's row. */
const outward = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const own = new Set<string>(tenantTables(facts, use).map((t) => t.id))
  return facts.tables().flatMap((t) => {
    const fk =
      own.has(t.id) || facts.holds(t.id) !== undefined
        ? undefined
        : facts.of('fk', t.id).find((f) => own.has(f.references))
    const ahead = closure(fk ? [fk.references] : [], (x) =>
      facts.of('fk', x).flatMap((f) => (own.has(f.references) ? [f.references] : [])),
    )
    const behind = closure([t.id], (x) => facts.referencesTo(x).map((f) => f.table))
    return fk
      ? [
          {
            claim: 'issue',
            code: 'tenancy-schema/shared-references',
            severity: 'error',
            objects: [t.id, fk.references],
            option: 'shared',
            message: sql`${name(t.id)} is shared and references ${name(fk.references)}, of which every tenant has its own: no row of a tenant could be referenced. Share ${name(fk.references)} too, or give each tenant its own ${name(t.id)}.`,
            waysOut: [
              {
                remedy: 'options',
                label: 'Give each tenant its own',
                set: { shared: use.options.shared.filter((x) => !behind.has(x)) },
              },
              ...(ahead.size < own.size
                ? [
                    {
                      remedy: 'options',
                      label: ahead.size > 1 ? 'Share all that it references' : 'Share both',
                      set: { shared: [...use.options.shared, ...ahead] },
                    } as const,
                  ]
                : []),
            ],
          } as const,
        ]
      : []
  })
}

const places = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const own = tenantTables(facts, use)
  const schemas = [...new Set(own.map((t) => t.schema))]
  if (own.length === 0)
    return [
      {
        claim: 'issue',
        code: 'tenancy-schema/nothing',
        severity: 'error',
        objects: [use.id],
        option: 'shared',
        message: sql`Every table is shared, so a tenant's schema would be empty. Take tables out of the list.`,
        waysOut: [{ remedy: 'options', label: 'Share no table', set: { shared: [] } }],
      },
    ]
  if (schemas.length < 2) return []
  return [
    {
      claim: 'issue',
      code: 'tenancy-schema/several-schemas',
      severity: 'warning',
      objects: schemas,
      message: sql`Tables of ${schemas.length} schemas go into one schema for each tenant, so no two may have the same name.`,
    },
  ]
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  ...outward(facts, use),
  ...places(facts, use),
  { claim: 'access', table: use.idOf<'table'>('tenants'), app: 'read' },
  { claim: 'access', table: use.idOf<'table'>('migrations'), app: 'none' },
  { claim: 'access', table: use.idOf<'table'>('applied'), app: 'none' },
]

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => routines(facts, use)
