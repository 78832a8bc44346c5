import { name, sql, type Template } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { current, functions } from './functions.ts'
import type { Options, U } from './options.ts'
import { isCopy, nextTable, sidesOf } from './sides.ts'
import { backward, emptied, forward } from './sync.ts'

type IssueOf = Extract<Claim<'tables'>, { claim: 'issue' }>
const issue = (
  use: U,
  code: string,
  option: keyof Options | undefined,
  message: Template,
  waysOut: NonNullable<IssueOf['waysOut']>,
): IssueOf => ({
  claim: 'issue',
  code: `blue-green-table/${code}`,
  severity: 'error',
  objects: [use.table],
  ...(option ? { option } : {}),
  message,
  waysOut,
})
const makeIt: NonNullable<IssueOf['waysOut']> = [
  { remedy: 'options', label: 'Let Damask make the new table', set: { next: undefined, columns: [] } },
]

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => {
  const { next } = use.options
  if (!facts.primaryKey(use.table))
    return [
      issue(
        use,
        'no-key',
        undefined,
        sql`${name(use.table)} has no primary key, so its rows cannot be matched with those of another table. Give it one.`,
        [{ remedy: 'off', label: 'Switch it off' }],
      ),
    ]
  const made: readonly Claim<'tables'>[] = isCopy(facts, use)
    ? [
        {
          claim: 'table',
          role: 'next',
          name: sql`${name(use.table)}_${use.options.suffix}`,
          beside: use.table,
          mirrors: use.table,
          holds: 'facts',
          comment: 'The table that takes over, kept in step with the old one.',
        },
      ]
    : []
  if (next === use.table)
    return [
      issue(
        use,
        'itself',
        'next',
        sql`${name(use.table)} cannot take over from itself. Choose another table.`,
        makeIt,
      ),
    ]
  if (next !== undefined && !facts.object('table', next))
    return [
      ...made,
      issue(
        use,
        'no-table',
        'next',
        sql`The table that is to take over from ${name(use.table)} is not in the design, so Damask makes one. Choose another, or let it.`,
        makeIt,
      ),
    ]
  return made
}

/** A column that rows of its table need and that the other side would never give. */
const lacking = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const s = sidesOf(facts, use)
  if (!s || s.copy) return []
  const missing = (table: typeof s.old, has: ReadonlySet<string>) =>
    facts.columns(table).find((c) => c.notNull && !c.default && !c.identity && !c.generated && !has.has(c.id))
  const toNew = missing(s.next, new Set(s.pairs.map((p) => p.to.id)))
  const toOld =
    use.options.sync === 'both' ? missing(s.old, new Set(s.pairs.map((p) => p.from.id))) : undefined
  const twice = use.options.sync === 'both' && s.key.some((p) => p.from.identity && p.to.identity)
  return [
    ...[toNew, toOld].flatMap((c) =>
      c
        ? [
            issue(
              use,
              'unfed-column',
              'columns',
              sql`${name(c.table)}.${name(c.id)} needs a value, and no column of the other table gives it. Say which one does, or give it a default.`,
              makeIt,
            ),
          ]
        : [],
    ),
    ...(twice
      ? [
          issue(
            use,
            'two-sequences',
            'sync',
            sql`${name(s.old)} and ${name(s.next)} both number their own rows, so two rows would get the same number. Let the new one take its numbers from the old one until the cut over.`,
            [{ remedy: 'options', label: 'Keep in step from old to new alone', set: { sync: 'forward' } }],
          ),
        ]
      : []),
  ]
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const s = sidesOf(facts, use)
  if (!s) {
    if (!facts.primaryKey(use.table) || use.options.next === use.table || isCopy(facts, use)) return []
    return [
      issue(
        use,
        'unmatched-key',
        'columns',
        sql`Rows of ${name(use.table)} and ${name(nextTable(facts, use))} cannot be matched: say which old columns become the primary key of the new table.`,
        makeIt,
      ),
    ]
  }
  return [
    ...lacking(facts, use),
    ...(s.copy
      ? [
          {
            claim: 'add',
            kind: 'index',
            role: 'key',
            name: sql`${name(s.next)}_key`,
            table: s.next,
            unique: true,
            elements: s.key.map((p) => ({ column: p.to.id })),
            comment: 'Becomes the primary key when the table takes over.',
          } as const satisfies Claim<'rows'>,
        ]
      : []),
    forward(s),
    emptied(s, 'old'),
    // Nothing would bring a row of the copy back to the old table.
    ...(s.copy && use.options.sync === 'forward'
      ? [{ claim: 'access', table: s.next, app: 'read' } as const]
      : []),
    ...(use.options.sync === 'both' ? [backward(s), emptied(s, 'next')] : []),
    ...functions(facts, use, s),
  ]
}

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const s = sidesOf(facts, use)
  return s ? current(facts, use, s) : []
}
