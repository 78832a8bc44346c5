import type { Id } from '../../base/index.ts'
import { isUserType, name, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Nameless, Use } from '../../compile/api.ts'
import { type Options, type Subtype, start } from './options.ts'

export type U = Use<Options>

export interface Kind {
  readonly subtype: Subtype
  readonly table: Id<'table'>
  /** Made by this pattern. */
  readonly own: boolean
}

const typeText = (c: Nameless<'column'> | undefined): string =>
  c ? (isUserType(c.type) ? c.type.type : c.type.base) : ''

/** The primary key as people think of it, in the order of its columns. Read before scopes widen keys. */
export const keyColumns = (facts: Facts, table: Id): readonly Nameless<'column'>[] =>
  (facts.primaryKey(table)?.columns ?? []).flatMap((c) =>
    c === facts.scope(table) ? [] : (facts.object('column', c) ?? []),
  )

const fits = (facts: Facts, use: U, table: Id<'table'>): boolean => {
  const [mine, theirs] = [keyColumns(facts, use.table), keyColumns(facts, table)]
  return (
    table !== use.table &&
    mine.length > 0 &&
    mine.length === theirs.length &&
    mine.every((c, i) => typeText(c) === typeText(theirs[i]))
  )
}

const firsts = (use: U): readonly Subtype[] =>
  use.options.subtypes.filter((s, i, all) => all.findIndex((x) => x.name === s.name) === i)

/** The kinds that can be built, once each. */
export const kinds = (facts: Facts, use: U): readonly Kind[] =>
  facts.primaryKey(use.table) === undefined
    ? []
    : firsts(use).flatMap((subtype): readonly Kind[] => {
        if (subtype.table === undefined)
          return [{ subtype, table: use.idOf(`sub:${subtype.name}`), own: true }]
        return fits(facts, use, subtype.table) ? [{ subtype, table: subtype.table, own: false }] : []
      })

export const problems = (facts: Facts, use: U): readonly IssueClaim[] => {
  const { subtypes, initial, discriminator } = use.options
  const off = { remedy: 'off', label: 'Switch the subtypes off' } as const
  const issue = (
    code: string,
    option: string,
    message: Sql,
    waysOut: NonNullable<IssueClaim['waysOut']>,
    objects: readonly Id[] = [],
  ): IssueClaim => ({
    claim: 'issue',
    code: `subtype-tables/${code}`,
    severity: 'error',
    option,
    objects: [use.table, ...objects],
    message,
    waysOut,
  })
  if (!facts.primaryKey(use.table))
    return [
      issue(
        'no-key',
        'subtypes',
        sql`${name(use.table)} has no primary key by which tables of its kinds could hold on to its rows. Give it one.`,
        [
          {
            remedy: 'on',
            label: 'Give it a key without meaning',
            pattern: 'surrogate-key',
            target: use.table,
          },
          off,
        ],
      ),
    ]
  if (subtypes.length === 0)
    return [
      issue('no-subtypes', 'subtypes', sql`${name(use.table)} has no kinds yet. Write them in the options.`, [
        {
          remedy: 'options',
          label: 'Begin with standard and special',
          set: { subtypes: start },
        },
        off,
      ]),
    ]
  const once = firsts(use)
  const twice = subtypes.find((s) => !once.includes(s))
  const clash = subtypes.find((s) =>
    s.columns.some((c, i) => c.name === discriminator || s.columns.findIndex((x) => x.name === c.name) < i),
  )
  const misfit = subtypes.find((s) => s.table !== undefined && !fits(facts, use, s.table))
  const ignored = subtypes.find(
    (s) => s.table !== undefined && s.columns.length > 0 && fits(facts, use, s.table),
  )
  return [
    ...(ignored?.table
      ? [
          issue(
            'columns-ignored',
            'subtypes',
            sql`The kind "${ignored.name}" of ${name(use.table)} has its rows in ${name(ignored.table)}, which has columns of its own, so those written for the kind are not made. Draw them there, or let Damask make a table for the kind.`,
            [
              {
                remedy: 'options',
                label: 'Let Damask make the table',
                set: {
                  subtypes: subtypes.map((s) => (s === ignored ? { name: s.name, columns: s.columns } : s)),
                },
              },
              {
                remedy: 'options',
                label: 'Leave these columns out',
                set: { subtypes: subtypes.map((s) => (s === ignored ? { ...s, columns: [] } : s)) },
              },
            ],
            [ignored.table],
          ),
        ]
      : []),
    ...(twice
      ? [
          issue('twice', 'subtypes', sql`${name(use.table)} has the kind "${twice.name}" twice. Keep one.`, [
            { remedy: 'options', label: 'Keep the first of each', set: { subtypes: once } },
          ]),
        ]
      : []),
    ...(clash
      ? [
          issue(
            'column-twice',
            'subtypes',
            sql`The kind "${clash.name}" of ${name(use.table)} has two columns of one name, or one called ${discriminator} like the column that says the kind.`,
            [
              {
                remedy: 'options',
                label: 'Keep the first of each',
                set: { subtypes: subtypes.map((s) => ({ ...s, columns: distinct(s, discriminator) })) },
              },
            ],
          ),
        ]
      : []),
    ...(misfit
      ? [
          issue(
            'misfit',
            'subtypes',
            sql`The table chosen for the kind "${misfit.name}" is not in the design, or its primary key is not of the types of that of ${name(use.table)}, so its rows cannot be rows of ${name(use.table)} too.`,
            [
              {
                remedy: 'options',
                label: 'Let Damask make the table',
                set: {
                  subtypes: subtypes.map((s) => (s === misfit ? { name: s.name, columns: s.columns } : s)),
                },
              },
            ],
            misfit.table && facts.object('table', misfit.table) ? [misfit.table] : [],
          ),
        ]
      : []),
    ...(initial !== '' && !subtypes.some((s) => s.name === initial)
      ? [
          issue(
            'no-initial',
            'initial',
            sql`${name(use.table)} has no kind "${initial}" for rows that do not say theirs.`,
            [{ remedy: 'options', label: 'Have every row say', set: { initial: '' } }],
          ),
        ]
      : []),
  ]
}

/** The columns of a kind that can be made. */
export const distinct = (s: Subtype, discriminator: string): Subtype['columns'] =>
  s.columns.filter((c, i) => c.name !== discriminator && s.columns.findIndex((x) => x.name === c.name) === i)
