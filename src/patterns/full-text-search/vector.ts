import type { Id } from '../../base/index.ts'
import { isUserType, joinSql, name, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, IssueClaim, Nameless, Use } from '../../compile/api.ts'
import { isByHand } from '../kit/index.ts'
import type { Options, Searched, Weight } from './options.ts'

export type U = Use<Options>

const baseOf = (c: Nameless<'column'>): string => (isUserType(c.type) || c.type.dims ? '' : c.type.base)
const texts = /^(text|varchar|char|citext)$/
const searchable = (c: Nameless<'column'>): boolean =>
  !c.generated && (texts.test(baseOf(c)) || /^jsonb?$/.test(baseOf(c)))

const weights: readonly Weight[] = ['A', 'B', 'C']

/** The columns chosen that can be searched, else every drawn text column that names nothing elsewhere. */
export const searched = (facts: Facts, use: U): readonly Searched[] => {
  const columns = facts.columns(use.table)
  if (use.options.columns.length > 0) {
    const able = new Set<Id>(columns.filter(searchable).map((c) => c.id))
    return use.options.columns.filter(
      (s, i, all) => able.has(s.column) && all.findIndex((x) => x.column === s.column) === i,
    )
  }
  const refers = new Set<Id>(
    facts
      .of('fk', use.table)
      .filter(isByHand)
      .flatMap((f) => f.columns),
  )
  return columns
    .filter((c) => isByHand(c) && !c.generated && texts.test(baseOf(c)) && !refers.has(c.id))
    .map((c, i) => ({ column: c.id as Id<'column'>, weight: weights[i] ?? 'D' }))
}

export const shape = (facts: Facts, use: U): readonly Claim<'shape'>[] =>
  searched(facts, use).map(({ column }) => ({ claim: 'stands', column }))

/** Pinned, so that no setting of a session changes what is found. */
export const configuration = (use: U): Sql => rawSql(`'pg_catalog.${use.options.configuration}'::regconfig`)

const part = (facts: Facts, use: U, s: Searched): Sql => {
  const column = facts.object('column', s.column)
  const json = column && /^jsonb?$/.test(baseOf(column))
  const empty = json ? `'{}'` : `''`
  return sql`setweight(to_tsvector(${configuration(use)}, coalesce(${name(s.column)}, ${empty})), '${s.weight}')`
}

/** The words of a row with their weights; undefined where nothing can be searched. */
export const vector = (facts: Facts, use: U): Sql | undefined => {
  const parts = searched(facts, use).map((s) => part(facts, use, s))
  return parts.length > 0 ? joinSql(parts, ' || ') : undefined
}

export const problems = (facts: Facts, use: U): readonly IssueClaim[] => {
  const able = searched(facts, use)
  const { columns } = use.options
  const lost = columns.filter((s) => !able.some((a) => a.column === s.column))
  const off = { remedy: 'off', label: 'Switch the search off' } as const
  const others = searched(facts, { ...use, options: { ...use.options, columns: [] } })
  const issue = (
    code: string,
    message: Sql,
    objects: readonly Id[],
    waysOut: NonNullable<IssueClaim['waysOut']>,
  ): IssueClaim => ({
    claim: 'issue',
    code: `full-text-search/${code}`,
    severity: 'error',
    option: 'columns',
    objects: [use.table, ...objects],
    message,
    waysOut,
  })
  if (able.length === 0)
    return [
      issue(
        'no-columns',
        sql`${name(use.table)} has no text to search in. Choose columns, or add one.`,
        [],
        [
          ...(columns.length > 0 && others.length > 0
            ? [{ remedy: 'options', label: 'Search every text column', set: { columns: [] } } as const]
            : []),
          off,
        ],
      ),
    ]
  const [first] = lost
  if (!first) return []
  const known = facts.object('column', first.column)?.table === use.table
  return [
    issue(
      'not-text',
      known
        ? sql`${name(use.table)}.${name(first.column)} holds no text that can be searched, so the search leaves it out.`
        : sql`A column chosen for the search is not in ${name(use.table)}, so the search leaves it out.`,
      known ? [first.column] : [],
      [
        {
          remedy: 'options',
          label: 'Leave it out',
          set: { columns: columns.filter((s) => able.some((a) => a.column === s.column)) },
        },
        off,
      ],
    ),
  ]
}
