import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { matching, onRow, steady } from '../kit/index.ts'
import { distinct, type Kind, keyColumns, kinds, problems, type U } from './kinds.ts'

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] =>
  kinds(facts, use)
    .filter((k) => k.own)
    .map(({ subtype }) => ({
      claim: 'table',
      role: `sub:${subtype.name}`,
      name: sql`${name(use.table)}_${subtype.name}`,
      beside: use.table,
      holds: 'facts',
      comment: `What only rows of the kind ${subtype.name} have.`,
    }))

const kindText = (k: Kind): Sql => rawSql(`'${k.subtype.name}'`)
const kindColumn = (use: U, k: Kind): Id<'column'> => use.idOf(`kind:${k.subtype.name}`)
const keyRole = (k: Kind, c: Id): string => `key:${k.subtype.name}:${c}`

/** Says the kind of every row of the table, and nothing else ever. */
const constant = (use: U, k: Kind): Claim<'columns'> => ({
  claim: 'column',
  role: `kind:${k.subtype.name}`,
  table: k.table,
  name: sql`${use.options.discriminator}`,
  type: builtIn('text'),
  notNull: true,
  generated: { expr: sql`${kindText(k)}::text` },
  comment: 'The kind of every row of this table.',
})

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const { discriminator, initial, subtypes } = use.options
  const found = kinds(facts, use)
  if (found.length === 0) return problems(facts, use)
  const fallback = subtypes.some((s) => s.name === initial) ? { default: rawSql(`'${initial}'::text`) } : {}
  return [
    ...problems(facts, use),
    {
      claim: 'column',
      role: 'kind',
      table: use.table,
      name: sql`${discriminator}`,
      type: builtIn('text'),
      notNull: true,
      ...fallback,
      comment: 'Which kind of row this is: the table of that kind has the rest.',
    },
    ...found.flatMap((k): readonly Claim<'columns'>[] => [
      ...(k.own
        ? keyColumns(facts, use.table).map(
            (c): Claim<'columns'> => ({
              claim: 'column',
              role: keyRole(k, c.id),
              table: k.table,
              name: sql`${name(c.id)}`,
              type: c.type,
              notNull: true,
            }),
          )
        : []),
      constant(use, k),
      ...(k.own
        ? distinct(k.subtype, discriminator).map(
            (c): Claim<'columns'> => ({
              claim: 'column',
              role: `col:${k.subtype.name}:${c.name}`,
              table: k.table,
              name: sql`${c.name}`,
              type: builtIn(c.type),
              ...(c.required ? { notNull: true } : {}),
            }),
          )
        : []),
    ]),
  ]
}

/** The columns of the kind's table that hold the row's key. */
const keyIn = (facts: Facts, use: U, k: Kind): readonly Id<'column'>[] =>
  k.own
    ? keyColumns(facts, use.table).map((c) => use.idOf<'column'>(keyRole(k, c.id)))
    : keyColumns(facts, k.table).map((c) => c.id as Id<'column'>)

const link = (facts: Facts, use: U, k: Kind): readonly Claim<'keys'>[] => {
  const own = keyIn(facts, use, k)
  const pk: Claim<'keys'> = {
    claim: 'add',
    kind: 'key',
    role: `pk:${k.subtype.name}`,
    name: '',
    table: k.table,
    primary: true,
    columns: own,
  }
  return [
    ...(k.own ? [pk] : []),
    {
      claim: 'add',
      kind: 'fk',
      role: `fk:${k.subtype.name}`,
      name: sql`${name(k.table)}_${use.options.discriminator}_fkey`,
      table: k.table,
      columns: [...own, kindColumn(use, k)],
      references: use.table,
      refColumns: [
        ...keyColumns(facts, use.table).map((c) => c.id as Id<'column'>),
        use.idOf<'column'>('kind'),
      ],
      onDelete: 'cascade',
    },
  ]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const found = kinds(facts, use)
  const kind = facts.object('column', use.idOf<'column'>('kind'))
  if (found.length === 0 || !kind) return []
  return [
    {
      claim: 'add',
      kind: 'check',
      role: 'check',
      name: '',
      table: use.table,
      expr: sql`${name(kind.id)} in (${joinSql(found.map(kindText), ', ')})`,
    },
    {
      claim: 'add',
      kind: 'key',
      role: 'whole',
      name: '',
      table: use.table,
      columns: [...keyColumns(facts, use.table).map((c) => c.id as Id<'column'>), kind.id as Id<'column'>],
    },
    ...found.flatMap((k) => link(facts, use, k)),
  ]
}

/** All columns of the table, then those of the kind, which carry its name. */
const view = (facts: Facts, use: U, k: Kind): readonly Claim<'derived'>[] => {
  const base = facts.object('table', use.table)
  const fk = facts.object('fk', use.idOf(`fk:${k.subtype.name}`))
  if (!base || !fk) return []
  const alive = facts.alive(use.table)
  const special = facts
    .columns(k.table)
    .filter((c) => c.why?.use === use.id && c.why.role.startsWith(`col:${k.subtype.name}:`))
  const list = [
    ...steady(facts.columns(use.table)).map((c) => sql`b.${name(c.id)}`),
    ...special.map((c) => sql`k.${name(c.id)} as ${k.subtype.name}_${c.why?.role.split(':')[2] ?? ''}`),
  ]
  return [
    {
      claim: 'add',
      kind: 'view',
      role: `view:${k.subtype.name}`,
      name: sql`${name(use.table)}_${k.subtype.name}_rows`,
      schema: base.schema,
      securityInvoker: true,
      query: sql`select\n  ${joinSql(list, ',\n  ')}\nfrom ${qualified(use.table)} b\njoin ${qualified(k.table)} k on ${matching('k', fk.columns, 'b', fk.refColumns)}${alive ? sql`\nwhere ${onRow('b', alive)}` : ''}`,
      comment: `Rows of the kind ${k.subtype.name} with all their columns.`,
    },
  ]
}

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] =>
  use.options.views
    ? kinds(facts, use)
        .filter((k) => k.own)
        .flatMap((k) => view(facts, use, k))
    : []
