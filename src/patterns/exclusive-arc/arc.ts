import type { Id } from '../../base/index.ts'
import { name, sql } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Nameless, Use } from '../../compile/api.ts'
import type { Options, Parent } from './options.ts'

export type U = Use<Options>

/** One arm of the arc: a parent with the columns that reference it. */
export interface Arm {
  readonly parent: Parent
  readonly keys: readonly Nameless<'column'>[]
  readonly columns: readonly Id<'column'>[]
}

/** The arms that can be built: parents that are there, once each, with a primary key. Read before scopes widen keys. */
export const arms = (facts: Facts, use: U): readonly Arm[] => {
  const seen = new Set<Id>()
  return use.options.parents.flatMap((parent) => {
    const keys = (facts.primaryKey(parent.table)?.columns ?? []).flatMap(
      (c) => facts.object('column', c) ?? [],
    )
    if (seen.has(parent.table) || keys.length === 0 || !facts.object('table', parent.table)) return []
    seen.add(parent.table)
    return [{ parent, keys, columns: keys.map((k) => use.idOf<'column'>(`${parent.table}:${k.id}`)) }]
  })
}

export const problems = (facts: Facts, use: U): readonly IssueClaim[] => {
  const issue = (
    code: string,
    message: IssueClaim['message'],
    objects: readonly Id[] = [],
    waysOut: NonNullable<IssueClaim['waysOut']> = [],
  ): IssueClaim => ({
    claim: 'issue',
    code: `exclusive-arc/${code}`,
    severity: 'error',
    option: 'parents',
    objects: [use.table, ...objects],
    message,
    waysOut: [...waysOut, { remedy: 'off', label: 'Switch it off' }],
  })
  const { parents } = use.options
  const gone = parents.filter((p) => !facts.object('table', p.table))
  const keyless = parents.filter((p) => facts.object('table', p.table) && !facts.primaryKey(p.table))
  const found = arms(facts, use)
  const emptied = use.options.exactly === 'one' ? parents.filter((p) => p.onDelete === 'set null') : []
  return [
    ...emptied.slice(0, 1).map((p) =>
      issue(
        'emptied',
        sql`Deleting a row of ${facts.object('table', p.table) ? name(p.table) : 'a parent'} would leave rows of ${name(use.table)} without a parent, and each must have exactly one, so it would always be refused. Let it be refused as such, take the rows along, or let a row be without a parent.`,
        facts.object('table', p.table) ? [p.table] : [],
        [
          {
            remedy: 'options',
            label: 'Refuse to delete parents that have rows',
            set: {
              parents: parents.map((q) => (q.onDelete === 'set null' ? { ...q, onDelete: 'restrict' } : q)),
            },
          },
          {
            remedy: 'options',
            label: 'Let a row be without a parent',
            set: { exactly: 'at most one' },
          },
        ],
      ),
    ),
    ...(gone.length > 0
      ? [
          issue(
            'parent-gone',
            sql`A parent chosen for ${name(use.table)} is no longer in the design.`,
            [],
            [
              {
                remedy: 'options',
                label: 'Leave it out',
                set: { parents: parents.filter((p) => !gone.includes(p)) },
              },
            ],
          ),
        ]
      : []),
    ...keyless.map((p) =>
      issue(
        'parent-key',
        sql`${name(p.table)} needs a primary key before rows of ${name(use.table)} can belong to it.`,
        [p.table],
      ),
    ),
    ...(found.length < 2
      ? [
          issue(
            'parents',
            sql`${name(use.table)} needs at least two parents to choose between. Choose them in the options.`,
          ),
        ]
      : []),
  ]
}
