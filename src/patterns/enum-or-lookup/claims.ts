import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, literal, name, quoteLiteral, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { needsText, primaryKey } from '../kit/index.ts'
import { initialOf, problem, type U, valuesOf, works } from './values.ts'

export const labelId = (use: U, value: string): Id => use.idOf(`value:${value}`)

/** The value as SQL: a label by its identity, or text. */
export const constant = (use: U, v: { readonly id: string; readonly name: string }): Sql =>
  use.options.form === 'enum' ? sql`${literal(labelId(use, v.id))}` : rawSql(quoteLiteral(v.name))

export const shape = (facts: Facts, use: U): readonly Claim<'shape'>[] => {
  const wrong = problem(facts, use)
  if (wrong) return [wrong]
  const initial = initialOf(facts, use)
  return [
    {
      claim: 'retype',
      column: use.column,
      type: use.options.form === 'enum' ? { type: use.idOf<'enum'>('type') } : builtIn('text'),
      default: initial ? constant(use, initial) : null,
      ...(use.options.form === 'enum'
        ? {
            unfit: needsText(
              facts,
              use.column,
              valuesOf(facts, use).map((v) => v.name),
            ),
          }
        : {}),
    },
  ]
}

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => {
  if (!works(facts, use) || use.options.form === 'check') return []
  const schema = facts.object('table', use.table)?.schema ?? facts.schema
  if (use.options.form === 'lookup')
    return [
      {
        claim: 'table',
        role: 'lookup',
        name: sql`${name(use.table)}_${name(use.column)}_values`,
        beside: use.table,
        holds: 'reference',
        comment: 'The values that rows may have, in order.',
      },
    ]
  return [
    {
      claim: 'add',
      kind: 'enum',
      role: 'type',
      name: sql`${name(use.table)}_${name(use.column)}`,
      schema,
      labels: valuesOf(facts, use).map((v) => ({ id: labelId(use, v.id), name: v.name })),
    },
  ]
}

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const table = use.idOf<'table'>('lookup')
  if (!facts.object('table', table)) return []
  const column = (role: string, type: string, notNull: boolean): Claim<'columns'> => ({
    claim: 'column',
    role: `lookup:${role}`,
    table,
    name: sql`${role}`,
    type: builtIn(type),
    ...(notNull ? { notNull } : {}),
  })
  return [
    column('value', 'text', true),
    column('position', 'integer', true),
    column('description', 'text', false),
  ]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  if (!works(facts, use)) return []
  const table = use.idOf<'table'>('lookup')
  if (use.options.form === 'check') {
    const list = joinSql(
      valuesOf(facts, use).map((v) => constant(use, v)),
      ', ',
    )
    return [
      {
        claim: 'add',
        kind: 'check',
        role: 'check',
        name: '',
        table: use.table,
        expr: sql`${name(use.column)} in (${list})`,
      },
    ]
  }
  if (!facts.object('table', table)) return []
  return [
    primaryKey(table, [use.idOf('lookup:value')], 'lookup:pk'),
    {
      claim: 'add',
      kind: 'fk',
      role: 'fk',
      name: '',
      table: use.table,
      columns: [use.column],
      references: table,
      refColumns: [use.idOf('lookup:value')],
      onUpdate: 'cascade',
    },
  ]
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const table = use.idOf<'table'>('lookup')
  if (!facts.object('table', table)) return []
  return [
    {
      claim: 'add',
      kind: 'rows',
      role: 'values',
      name: '',
      table,
      columns: [use.idOf('lookup:value'), use.idOf('lookup:position')],
      values: valuesOf(facts, use).map((v, i) => [constant(use, v), sql`${i + 1}`]),
    },
    { claim: 'access', table, app: 'read' },
  ]
}
