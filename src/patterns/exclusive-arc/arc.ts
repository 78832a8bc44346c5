import type { Id } from '../../base/index.ts'
import { name, sql } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Nameless, Use } from '../../compile/api.ts'
import { chosenFor, looseReferences, needsRow, otherTables } from '../kit/near-tables.ts'
import type { Options, Parent } from './options.ts'

export type U = Use<Options>

/** One arm of the arc: a parent with the columns that reference it. */
export interface Arm {
  readonly parent: Parent
  readonly keys: readonly Nameless<'column'>[]
  readonly columns: readonly Id<'column'>[]
  /** Columns and reference were drawn: nothing is made but what makes them an arc. */
  readonly drawn: boolean
}

/** A parent, and the drawn reference that it has already. */
interface Chosen {
  readonly parent: Parent
  readonly drawn?: Nameless<'fk'>
}

const actions = ['restrict', 'cascade', 'set null'] as const
const actionOf = (fk: Nameless<'fk'>): Parent['onDelete'] =>
  actions.find((a) => a === fk.onDelete) ?? 'no action'

/**
 * The parents that were chosen. Else those that the table references already, where it may be without each of two or
 * more; else the first two tables that nothing joins with it, and that have rows without it.
 */
const chosen = (facts: Facts, use: U): readonly Chosen[] => {
  if (use.options.parents.length > 0) return use.options.parents.map((parent) => ({ parent }))
  const loose = looseReferences(facts, use.table)
  if (loose.length > 1)
    return loose.map((drawn) => ({ parent: { table: drawn.references, onDelete: actionOf(drawn) }, drawn }))
  const { apart } = otherTables(facts, use.table)
  const free = apart.filter((t) => !needsRow(facts, t, use.table))
  return free.slice(0, 2).map((table) => ({ parent: { table, onDelete: 'restrict' } }))
}

/** The arms that can be built: parents that are there, once each, with a primary key. Read before scopes widen keys. */
export const arms = (facts: Facts, use: U): readonly Arm[] => {
  const seen = new Set<Id>()
  return chosen(facts, use).flatMap(({ parent, drawn }) => {
    const keys = (facts.primaryKey(parent.table)?.columns ?? []).flatMap(
      (c) => facts.object('column', c) ?? [],
    )
    if (seen.has(parent.table) || keys.length === 0 || !facts.object('table', parent.table)) return []
    seen.add(parent.table)
    const columns = keys.flatMap((k) =>
      drawn
        ? (drawn.columns[drawn.refColumns.indexOf(k.id)] ?? [])
        : use.idOf<'column'>(`${parent.table}:${k.id}`),
    )
    return [{ parent, keys, columns, drawn: drawn !== undefined }]
  })
}

export const problems = (facts: Facts, use: U): readonly IssueClaim[] => {
  const issue = (
    code: string,
    message: IssueClaim['message'],
    objects: readonly Id[] = [],
    waysOut: NonNullable<IssueClaim['waysOut']> = [],
    option = 'parents',
  ): IssueClaim => ({
    claim: 'issue',
    code: `exclusive-arc/${code}`,
    severity: 'error',
    option,
    objects: [use.table, ...objects],
    message,
    waysOut: [...waysOut, { remedy: 'off', label: 'Switch it off' }],
  })
  const all = chosen(facts, use)
  const parents = all.map((c) => c.parent)
  const drawn = all.some((c) => c.drawn)
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
          // What a drawn reference does is changed where it is drawn.
          ...(drawn
            ? []
            : [
                {
                  remedy: 'options' as const,
                  label: 'Refuse to delete parents that have rows',
                  set: {
                    parents: parents.map((q) =>
                      q.onDelete === 'set null' ? { ...q, onDelete: 'restrict' } : q,
                    ),
                  },
                },
              ]),
          {
            remedy: 'options',
            label: 'Let a row be without a parent',
            set: { exactly: 'at most one' },
          },
        ],
        drawn ? 'exactly' : 'parents',
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
            sql`${name(use.table)} needs at least two parents to choose between: other tables with a primary key. Draw them, and choose them in the options.`,
          ),
        ]
      : use.options.parents.length === 0 && !drawn
        ? [
            chosenFor(
              'exclusive-arc',
              use.table,
              'parents',
              sql`belongs to a row of one of`,
              parents.map((p) => p.table),
            ),
          ]
        : []),
  ]
}
