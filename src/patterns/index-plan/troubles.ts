import type { Id } from '../../base/index.ts'
import { name, sql, type Template } from '../../catalog/index.ts'
import type { Facts, IssueClaim } from '../../compile/api.ts'
import { asked, givenSql } from '../kit/index.ts'
import { unfit } from './methods.ts'
import type { Asked, Options } from './options.ts'
import { forQuery, spare, type U, wanted } from './wanted.ts'

type Set = Partial<Options>

const issue = (
  use: U,
  severity: IssueClaim['severity'],
  code: string,
  option: string,
  message: Template,
  way?: { readonly label: string; readonly set: Set },
  ...objects: readonly Id[]
): IssueClaim => ({
  claim: 'issue',
  code: `index-plan/${code}`,
  severity,
  objects: [...objects, use.table],
  option,
  message,
  waysOut: way ? [{ remedy: 'options', ...way }] : [],
})

const without = (use: U, n: number): Set => ({ indexes: use.options.indexes.filter((_, i) => i !== n) })

const ofHand = (facts: Facts, use: U, o: Asked, n: number): readonly IssueClaim[] => {
  const t = name(use.table)
  const strangers = [...o.columns, ...o.include].filter((c) => facts.object('column', c)?.table !== use.table)
  const remove = { label: 'Remove this index', set: without(use, n) }
  const odd = o.columns.flatMap((c) => {
    const column = facts.object('column', c)
    const why = column && unfit(facts, o.method, column)
    return why ? [{ c, why, hard: unfit(facts, 'btree', column) !== undefined }] : []
  })
  const misfit = odd[0]
  return [
    ...(strangers.length > 0
      ? [
          issue(
            use,
            'error',
            'unknown-column',
            `indexes.${n}.columns`,
            sql`An index of ${t} names a column that the table does not have. Choose its columns again.`,
            {
              label: 'Leave those columns out',
              set: {
                indexes: use.options.indexes
                  .map((x, i) =>
                    i === n
                      ? {
                          ...x,
                          columns: x.columns.filter((c) => !strangers.includes(c)),
                          include: x.include.filter((c) => !strangers.includes(c)),
                        }
                      : x,
                  )
                  .filter((x) => x.columns.length > 0 || givenSql(x.expression)),
              },
            },
          ),
        ]
      : []),
    ...(o.columns.length === 0 && !givenSql(o.expression)
      ? [
          issue(
            use,
            'error',
            'empty',
            `indexes.${n}.columns`,
            sql`An index of ${t} has no column and no expression. Choose one, or remove it.`,
            remove,
          ),
        ]
      : []),
    ...(misfit
      ? [
          issue(
            use,
            'error',
            'method',
            `indexes.${n}.method`,
            sql`${name(misfit.c)} ${misfit.why}, so ${o.method} cannot index it. Choose another method.`,
            misfit.hard
              ? remove
              : {
                  label: 'Use btree',
                  set: {
                    indexes: use.options.indexes.map((x, i) =>
                      i === n ? { ...x, method: 'btree' as const } : x,
                    ),
                  },
                },
            misfit.c,
          ),
        ]
      : []),
    ...(o.method === 'hash' && o.columns.length + (givenSql(o.expression) ? 1 : 0) > 1
      ? [
          issue(
            use,
            'error',
            'hash-columns',
            `indexes.${n}.columns`,
            sql`A hash index of ${t} takes one column. Keep one, or use btree.`,
            {
              label: 'Use btree',
              set: {
                indexes: use.options.indexes.map((x, i) =>
                  i === n ? { ...x, method: 'btree' as const } : x,
                ),
              },
            },
          ),
        ]
      : []),
  ]
}

/** Comparisons that a policy does not let pass an index, since a function in them might leak other tenants' rows. */
const behindPolicy = (facts: Facts, use: U): readonly IssueClaim[] => {
  if (!facts.scope(use.table)) return []
  const leaky = wanted(facts, use).filter(
    (w) => w.method === 'gin' || w.elements.some((e) => e.expr || e.opclass),
  )
  return leaky.length === 0
    ? []
    : [
        issue(
          use,
          'warning',
          'behind-policy',
          'queries',
          sql`${name(use.table)} has a policy for its tenants. Operators and functions that are not leakproof, such as @>, @@, LIKE and lower(), are applied after it, so those indexes of ${name(use.table)} serve only roles that bypass the policy.`,
        ),
      ]
}

const ofQuery = (facts: Facts, use: U, n: number): readonly IssueClaim[] => {
  const query = givenSql(use.options.queries[n]?.query)
  if (!query || forQuery(facts, use, query, n).length > 0) return []
  const t = name(use.table)
  const message = asked(query).alternatives
    ? sql`A sample query on ${t} joins its conditions by OR, which no one index answers. Split it into a UNION ALL, or index each side by hand.`
    : sql`A sample query says nothing by which ${t} could be looked up: no comparison of a column with a value and no order.`
  return [
    issue(use, 'warning', 'no-condition', `queries.${n}.query`, message, {
      label: 'Remove the query',
      set: { queries: use.options.queries.filter((_, i) => i !== n) },
    }),
  ]
}

/** What is wrong with the options, and what they lead to that someone should know. */
export const troubles = (facts: Facts, use: U): readonly IssueClaim[] => {
  const made = wanted(facts, use)
  const nothing =
    made.length === 0 &&
    facts.of('fk', use.table).length === 0 &&
    use.options.queries.length + use.options.indexes.length === 0
  return [
    ...use.options.indexes.flatMap((o, n) => ofHand(facts, use, o, n)),
    ...use.options.queries.flatMap((_, n) => ofQuery(facts, use, n)),
    ...behindPolicy(facts, use),
    ...spare(facts, use, made).map((i) =>
      issue(
        use,
        'info',
        'left-out',
        'redundant',
        sql`${name(i.id)} is left out: another index of ${name(use.table)} begins with the same columns and serves its look-ups too.`,
        { label: 'Keep it', set: { redundant: false } },
        i.id,
      ),
    ),
    ...(nothing
      ? [
          issue(
            use,
            'info',
            'nothing',
            'queries',
            sql`${name(use.table)} references nothing, so there is nothing to index yet. Add a sample query.`,
          ),
        ]
      : []),
  ]
}

/** Whether what was asked for by hand can be made as it is. */
export const possible = (facts: Facts, use: U, n: number): boolean => {
  const o = use.options.indexes[n]
  return (
    o !== undefined &&
    !ofHand(facts, use, o, n).some((i) => i.severity === 'error' && i.code !== 'index-plan/unknown-column')
  )
}
