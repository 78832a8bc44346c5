import type { Id } from '../../base/index.ts'
import { name, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, IssueClaim, Nameless, Use } from '../../compile/api.ts'
import type { Options, Upcaster } from './options.ts'

export type U = Use<Options>

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false // not JSON is the answer
  }
}

const wrong = (u: Upcaster): string | undefined => {
  if (u.change === 'rename' && u.to === '') return 'says no new key'
  if (u.change === 'compute' && u.to.trim() === '') return 'says no expression'
  return u.change === 'set' && !isJson(u.to) ? 'sets a value that is no JSON' : undefined
}

/** Upcasters that work, by type, each version once and none left out. */
export const upcasters = (use: U): ReadonlyMap<string, readonly Upcaster[]> => {
  const out = new Map<string, readonly Upcaster[]>()
  for (const u of [...use.options.upcasters].sort((a, b) => a.from - b.from)) {
    const before = out.get(u.type) ?? []
    if (!wrong(u) && u.from === before.length + 1) out.set(u.type, [...before, u])
  }
  return out
}

const issue = (
  use: U,
  code: string,
  option: string,
  message: Sql,
  label: string,
  kept: unknown,
): IssueClaim => ({
  claim: 'issue',
  code: `event-store/${code}`,
  severity: 'error',
  objects: [use.id],
  option,
  message,
  waysOut: [{ remedy: 'options', label, set: { [option]: kept } }],
})

const upcasterProblems = (use: U): readonly IssueClaim[] => {
  const good = [...upcasters(use).values()].flat()
  return use.options.upcasters
    .filter((u) => !good.includes(u))
    .map((u) => {
      const why =
        wrong(u) ?? `starts at version ${u.from}, and the steps before it are not there or there twice`
      return issue(
        use,
        'upcaster',
        'upcasters',
        sql`The newer form of "${u.type}" from version ${u.from} ${why}. Each version needs one step to the next, from 1 on.`,
        'Leave out the steps that do not work',
        good,
      )
    })
}

const applyProblems = (use: U): readonly IssueClaim[] => {
  const first = use.options.applies.filter((a, i, all) => all.findIndex((b) => b.type === a.type) === i)
  const twice = use.options.applies.find((a) => !first.includes(a))
  if (!twice) return []
  return [
    issue(
      use,
      'applied-twice',
      'applies',
      sql`Events of type "${twice.type}" are said to change the state in two ways. Keep one.`,
      'Keep the first',
      first,
    ),
  ]
}

/** The one column by which a row of an aggregate's table is the aggregate. */
export const aggregateKey = (facts: Facts, table: Id): Nameless<'column'> | undefined => {
  const [only, ...more] = facts.primaryKey(table)?.columns ?? []
  return only && more.length === 0 ? facts.object('column', only) : undefined
}

const aggregateProblems = (facts: Facts, use: U): readonly IssueClaim[] => {
  const good = use.options.aggregates.filter((t) => aggregateKey(facts, t))
  return use.options.aggregates
    .filter((t) => !good.includes(t))
    .map((t) =>
      issue(
        use,
        'aggregate-key',
        'aggregates',
        facts.object('table', t)
          ? sql`${name(t)} has no primary key of one column, so its rows cannot be aggregates. Give it one, or leave it out.`
          : sql`A table whose rows are to be aggregates is not in the design. Leave it out.`,
        'Leave it out',
        good,
      ),
    )
}

export const problems = (facts: Facts, use: U): readonly Claim<'columns'>[] => [
  ...upcasterProblems(use),
  ...applyProblems(use),
  ...aggregateProblems(facts, use),
]
