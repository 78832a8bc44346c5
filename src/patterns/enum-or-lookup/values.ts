import { type Id, utf8Length } from '../../base/index.ts'
import { type DataType, isUserType, name, sql } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Use } from '../../compile/api.ts'
import { defaultValue, drawnValues, refersByHand } from '../kit/index.ts'
import type { ListedValue, Options } from './options.ts'

export type U = Use<Options>

/** Drawn type of the column, whatever it has become. */
const drawnType = (facts: Facts, use: U): DataType | undefined =>
  facts.retyped(use.column)?.was ?? facts.object('column', use.column)?.type

const idFor = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .slice(0, 40) || 'value'

/** The values asked for, else those that the column is limited to as it was drawn. */
export const valuesOf = (facts: Facts, use: U): readonly ListedValue[] => {
  if (use.options.values.length > 0) return use.options.values
  return drawnValues(facts, use.table, use.column).map((t) => ({ id: idFor(t), name: t }))
}

/** The value of that id, which a list chooses by; else the one of that text, as people write it. */
const valueCalled = (values: readonly ListedValue[], word: string): ListedValue | undefined =>
  values.find((v) => v.id === word) ?? values.find((v) => v.name === word)

/** The value that rows get by default: the one chosen, or the one of the drawn default. */
export const initialOf = (facts: Facts, use: U): ListedValue | undefined => {
  const values = valuesOf(facts, use)
  if (use.options.initial !== '') return valueCalled(values, use.options.initial)
  const text = defaultValue(facts, use.column)
  return values.find((v) => v.name === text)
}

const twice = (words: readonly string[]): string | undefined => words.find((w, i) => words.indexOf(w) !== i)
const textual: ReadonlySet<string> = new Set(['text', 'varchar', 'char', 'citext', 'name'])

const isText = (facts: Facts, use: U): boolean => {
  const type = drawnType(facts, use)
  if (!type || type.dims) return false
  return isUserType(type) ? facts.object('enum', type.type) !== undefined : textual.has(type.base)
}

/** What makes the list impossible; one problem at a time. */
export const problem = (facts: Facts, use: U): IssueClaim | undefined => {
  const { initial, form } = use.options
  const issue = (
    code: string,
    option: string,
    message: string,
    waysOut: IssueClaim['waysOut'] = [],
  ): IssueClaim => ({
    claim: 'issue',
    code: `enum-or-lookup/${code}`,
    severity: 'error',
    option,
    objects: [use.column, use.table] as readonly Id[],
    message: sql`${name(use.table)}.${name(use.column)} ${message}`,
    ...(waysOut.length > 0 ? { waysOut } : {}),
  })
  const off = { remedy: 'off', label: 'Switch the list of values off' } as const
  if (!isText(facts, use))
    return issue('not-text', 'form', 'does not hold text, so it cannot be limited to a list of words.', [off])
  if (refersByHand(facts, use.table, use.column))
    return issue('refers', 'form', 'references another table already, which limits its values.', [off])
  const values = valuesOf(facts, use)
  if (values.length === 0)
    return issue('no-values', 'values', 'has no values to choose from. Write them in the options.', [
      {
        remedy: 'options',
        label: 'Begin with active and inactive',
        set: { values: ['active', 'inactive'].map((v) => ({ id: v, name: v })), initial: '' },
      },
      off,
    ])
  const same = twice(values.map((v) => v.id)) ?? twice(values.map((v) => v.name))
  if (same !== undefined)
    return issue('value-twice', 'values', `has the value "${same}" twice. Remove one.`, [
      {
        remedy: 'options',
        label: 'Keep the first of each',
        set: {
          values: values.filter(
            (v, i) =>
              values.findIndex((x) => x.id === v.id) === i &&
              values.findIndex((x) => x.name === v.name) === i,
          ),
        },
      },
    ])
  const long = values.find((v) => utf8Length(v.name) > 63)
  if (form === 'enum' && long)
    return issue(
      'value-long',
      'values',
      `cannot have "${long.name.slice(0, 20)}…" in an enum type: its labels have at most 63 bytes.`,
      [{ remedy: 'options', label: 'Keep the values in a table', set: { form: 'lookup' } }],
    )
  if (initial !== '' && !valueCalled(values, initial))
    return issue('no-initial', 'initial', `has no value "${initial}" to begin with.`, [
      { remedy: 'options', label: 'Have no default', set: { initial: '' } },
    ])
  return undefined
}

/** The list can be made, and no other pattern has the column. */
export const works = (facts: Facts, use: U): boolean => {
  const owner = facts.retyped(use.column)?.use
  return problem(facts, use) === undefined && (owner === undefined || owner === use.id)
}
