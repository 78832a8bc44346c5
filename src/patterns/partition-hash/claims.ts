import type { Id } from '../../base/index.ts'
import { isUserType, name, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Nameless, Use } from '../../compile/api.ts'
import { rowKey, split as splitClaim } from '../kit/index.ts'
import type { Options } from './options.ts'

type U = Use<Options>
type Column = Nameless<'column'>

const issue = (use: U, code: string, message: Sql, objects: readonly Id[] = []): Claim<'split'> => ({
  claim: 'issue',
  code: `partition-hash/${code}`,
  severity: 'error',
  objects: [use.table, ...objects],
  option: 'columns',
  message,
  waysOut: [
    ...(use.options.columns.length > 0
      ? [{ remedy: 'options', label: 'Take the primary key', set: { columns: [] } } as const]
      : []),
    { remedy: 'off', label: 'Do not partition the table' },
  ],
})

const hashable = (c: Column): boolean =>
  !c.generated &&
  (isUserType(c.type) ||
    !/^(json|xml|point|polygon|box|path|line|lseg|circle|money|bit|varbit|bit varying|tsvector|tsquery)$/.test(
      c.type.base,
    ))

/** The columns that are hashed, or what is wrong with the choice. */
const columnsOf = (facts: Facts, use: U): readonly Column[] | Claim<'split'> => {
  if (use.options.columns.length === 0) {
    const key = rowKey(facts, use.table)
    return key.length > 0
      ? key
      : issue(
          use,
          'no-column',
          sql`${name(use.table)} has no primary key to spread its rows by. Give it one, or choose columns.`,
        )
  }
  const out: Column[] = []
  for (const id of use.options.columns) {
    const c = facts.object('column', id)
    if (c?.table !== use.table)
      return issue(
        use,
        'unknown-column',
        sql`A column chosen for the hash is not in ${name(use.table)}. Choose another.`,
      )
    if (!hashable(c))
      return issue(
        use,
        'column-type',
        sql`${name(use.table)} cannot be spread by ${name(c.id)}: its type has no hash, or it is generated.`,
        [c.id],
      )
    if (!out.includes(c)) out.push(c)
  }
  return out
}

export const split = (facts: Facts, use: U): readonly Claim<'split'>[] => {
  const table = facts.object('table', use.table)
  const columns = columnsOf(facts, use)
  if ('claim' in columns) return [columns]
  if (!table) return []
  const { modulus } = use.options
  return [
    splitClaim(
      use,
      'hash',
      columns.map((c) => c.id),
    ),
    ...Array.from(
      { length: modulus },
      (_, remainder): Claim<'split'> => ({
        claim: 'add',
        kind: 'partition',
        role: `p:${remainder}`,
        name: sql`${name(use.table)}_p${remainder}`,
        table: use.table,
        schema: table.schema,
        modulus,
        remainder,
      }),
    ),
  ]
}
