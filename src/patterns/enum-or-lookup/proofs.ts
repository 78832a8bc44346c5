import { type Catalog, isUserType, name, qualified, quoteLiteral, sql } from '../../catalog/index.ts'
import type { Expect, Made, Proof, Value } from '../../compile/api.ts'
import { app, cell, count, insert, key, owner, proof, rows, run, stmt } from '../kit/index.ts'
import { labelId } from './claims.ts'
import type { ListedValue } from './options.ts'
import type { U } from './values.ts'

/** The values as they were made. */
const madeValues = (use: U, catalog: Catalog): readonly ListedValue[] => {
  const type = catalog.get(use.idOf('type'))
  if (type?.kind === 'enum')
    return type.labels.flatMap((l) => {
      const id = l.id.slice(labelId(use, '').length)
      return [{ id: l.id.startsWith(labelId(use, '')) ? id : l.name, name: l.name }]
    })
  const text = (of: readonly string[]): readonly ListedValue[] =>
    [...of.join('').matchAll(/'((?:[^']|'')*)'/g)].map((m) => {
      const word = (m[1] ?? '').replaceAll("''", "'")
      return { id: word, name: word }
    })
  const reference = catalog.get(use.idOf('values'))
  if (reference?.kind === 'rows') return reference.values.flatMap((r) => text(r[0]?.text ?? []))
  const check = catalog.get(use.idOf('check'))
  return check?.kind === 'check' ? text(check.expr.text) : []
}

const refusal = (use: U): Expect =>
  ({
    enum: { refused: ['22P02'] },
    lookup: { refused: ['23503'], by: use.idOf('fk') },
    check: { refused: ['23514'], by: use.idOf('check') },
  })[use.options.form]

const outside = (values: readonly ListedValue[]): string => {
  let word = 'something else'
  while (values.some((v) => v.name === word)) word += '!'
  return word
}

const lookupProofs = (use: U, first: ListedValue, values: readonly ListedValue[]): readonly Proof[] => {
  const [t, table] = [use.table, qualified(use.idOf('lookup'))]
  const value = name(use.idOf('lookup:value'))
  const held: { readonly [column: string]: Value } = { [use.column]: first.name }
  const same = cell('a', use.column)
  const added = outside(values)
  return [
    proof(
      use,
      'in-use',
      sql`A value that a row of ${name(t)} holds cannot be removed from the list.`,
      [use.idOf('fk')],
      app(insert(t, 'a', held)),
      owner(
        run(stmt`delete from ${table} where ${value} = ${same}`, { refused: ['23503'], by: use.idOf('fk') }),
      ),
    ),
    proof(
      use,
      'added',
      sql`A value added to the list can be used at once, and rows that are there keep theirs.`,
      [use.idOf('fk')],
      app(insert(t, 'a', held)),
      owner(insert(use.idOf('lookup'), 'v', { [use.idOf('lookup:value')]: added })),
      app(insert(t, 'b', { [use.column]: added })),
      app(run(stmt`select count(*) from ${qualified(t)} where ${name(use.column)} = ${same}`, rows(['1']))),
      owner(
        run(stmt`delete from ${table} where ${value} = ${cell('b', use.column)}`, {
          refused: ['23503'],
          by: use.idOf('fk'),
        }),
      ),
    ),
    proof(
      use,
      'renamed',
      sql`When a value of the list is written another way, rows of ${name(t)} that hold it follow.`,
      [use.idOf('fk')],
      app(insert(t, 'a', held)),
      owner(run(stmt`update ${table} set ${value} = 'another spelling' where ${value} = ${same}`, count(1))),
      app(run(stmt`select ${name(use.column)} from ${qualified(t)}`, rows(['another spelling']))),
    ),
  ]
}

/**
 * The server lets no one use a new label before it is committed, and never removes one. So the scenario ends where
 * the label is known but not yet usable, which undoes it: the type is afterwards as it was.
 */
const labelled = (use: U, first: ListedValue, values: readonly ListedValue[]): readonly Proof[] => {
  if (use.options.form !== 'enum') return []
  const [t, type, added] = [use.table, qualified(use.idOf('type')), quoteLiteral(outside(values))]
  return [
    proof(
      use,
      'added',
      sql`A value can be added to the list while rows of ${name(t)} are there: they keep theirs, and it is usable once that is committed.`,
      [use.idOf('type')],
      app(insert(t, 'a', { [use.column]: first.name })),
      app(run(stmt`select ${added}::${type}`, { refused: ['22P02'] })),
      owner(
        run(stmt`alter type ${type} add value ${added}`),
        run(
          stmt`select ${name(use.column)}::text from ${qualified(t)} where ${key('a')}`,
          rows([first.name]),
        ),
        run(stmt`select ${added}::${type}`, { refused: ['55P04'] }),
      ),
    ),
  ]
}

/** Ends in a refusal as well, so that the list is afterwards as it was. */
const checked = (
  use: U,
  { catalog }: Made,
  first: ListedValue,
  values: readonly ListedValue[],
): readonly Proof[] => {
  const check = catalog.get(use.idOf('check'))
  if (check?.kind !== 'check') return []
  const [t, table, column] = [use.table, qualified(check.table), name(use.column)]
  const added = outside(values)
  const other = outside([...values, { id: added, name: added }])
  return [
    proof(
      use,
      'added',
      sql`A value can be added to the list while rows of ${name(t)} are there: they keep theirs, and it is usable at once.`,
      [check.id],
      app(insert(t, 'a', { [use.column]: first.name })),
      owner(
        run(stmt`alter table ${table} drop constraint ${name(check.id)}`),
        run(
          stmt`alter table ${table} add constraint ${name(check.id)} check (${check.expr} or ${column} = ${quoteLiteral(added)})`,
        ),
        run(stmt`select ${column} from ${qualified(t)} where ${key('a')}`, rows([first.name])),
        insert(t, 'b', { [use.column]: added }),
        insert(t, 'c', { [use.column]: other }, { refused: ['23514'], by: check.id }),
      ),
    ),
  ]
}

const sorted = (use: U, values: readonly ListedValue[]): readonly Proof[] => {
  const two = values.slice(0, 2)
  if (use.options.form !== 'enum' || two.length < 2) return []
  const [a, b] = two.map((v) => v.name)
  const t = use.table
  return [
    proof(
      use,
      'sorted',
      sql`Rows of ${name(t)} sort by ${name(use.column)} in the order of the list.`,
      [use.idOf('type')],
      app(insert(t, 'b', { [use.column]: b ?? '' })),
      app(insert(t, 'a', { [use.column]: a ?? '' })),
      app(
        run(
          stmt`select ${name(use.column)}::text from ${qualified(t)} order by ${qualified(t)}.${name(use.column)}`,
          rows([a ?? ''], [b ?? '']),
        ),
      ),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const values = madeValues(use, made.catalog)
  const [first] = values
  const column = made.catalog.get(use.column)
  if (!first || column?.kind !== 'column') return []
  const mine = isUserType(column.type) === (use.options.form === 'enum')
  if (!mine) return []
  const t = use.table
  const what = sql`${name(t)}.${name(use.column)}`
  const guard = { enum: 'type', lookup: 'fk', check: 'check' }[use.options.form]
  const rest = use.options.form === 'lookup' ? [use.idOf('values')] : []
  return [
    proof(
      use,
      'outside',
      sql`${what} holds nothing but the values of its list.`,
      [use.idOf(guard)],
      app(insert(t, 'x', { [use.column]: outside(values) }, refusal(use))),
    ),
    proof(
      use,
      'each',
      sql`${what} can hold every value of its list.`,
      rest,
      ...values.map((v, i) => app(insert(t, `v${i}`, { [use.column]: v.name }))),
    ),
    ...sorted(use, values),
    ...labelled(use, first, values),
    ...checked(use, made, first, values),
    ...(use.options.form === 'lookup' ? lookupProofs(use, first, values) : []),
  ]
}
