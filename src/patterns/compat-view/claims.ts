import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, sql, type Template } from '../../catalog/index.ts'
import type { Claim, Facts, IssueClaim } from '../../compile/api.ts'
import { raise } from '../kit/index.ts'
import type { Options, U } from './options.ts'
import { isRequired, oldColumns, oldName, selected, unwritten } from './shape.ts'

const issue = (
  use: U,
  code: string,
  option: keyof Options,
  message: Template,
  label: string,
  set: Partial<Options>,
): IssueClaim => ({
  claim: 'issue',
  code: `compat-view/${code}`,
  severity: 'error',
  objects: [use.table],
  option,
  message,
  waysOut: [{ remedy: 'options', label, set }],
})

/** What the options say about columns, held against the table as it was drawn. */
export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => {
  const { renamed, without } = use.options
  const foreign = (id: Id): boolean => {
    const c = facts.object('column', id)
    return c !== undefined && c.table !== use.table
  }
  const twice = renamed.filter((r, i) =>
    renamed.slice(0, i).some((o) => o.column === r.column || o.was === r.was),
  )
  return [
    ...(renamed.some((r) => foreign(r.column)) || without.some(foreign)
      ? [
          issue(
            use,
            'foreign-column',
            'renamed',
            sql`The old shape of ${name(use.table)} names a column of another table. Choose columns of ${name(use.table)}.`,
            'Leave those columns out',
            {
              renamed: renamed.filter((r) => !foreign(r.column)),
              without: without.filter((c) => !foreign(c)),
            },
          ),
        ]
      : []),
    ...(twice.length > 0
      ? [
          issue(
            use,
            'renamed-twice',
            'renamed',
            sql`The old shape of ${name(use.table)} gives a column two old names, or one old name to two columns. Keep one of them.`,
            'Keep the first',
            { renamed: renamed.filter((r) => !twice.includes(r)) },
          ),
        ]
      : []),
  ]
}

/** Two columns of the view would have one name; which ones do is known once all are named. */
const alike = (facts: Facts, use: U): readonly IssueClaim[] => {
  const { renamed, without, writes } = use.options
  const shown = oldColumns(facts, use)
  return renamed
    .filter((r) => shown.some((c) => c.id === r.column))
    .flatMap((r) =>
      shown
        .filter((c) => oldName(use, c.id) === undefined)
        .map((c) => {
          const told = issue(
            use,
            'renamed-alike',
            'renamed',
            sql`Old code knows ${name(use.table)}.${name(r.column)} as "${r.was}", and the old shape has another column of that name. Take the newer one out of it, or forget the old name.`,
            'Forget the old name',
            { renamed: renamed.filter((o) => o !== r) },
          )
          const out = {
            remedy: 'options',
            label: 'Take the newer one out',
            set: { without: [...without, c.id] },
          } as const
          const needed = writes === 'through' && isRequired(c)
          return {
            ...told,
            waysOut: [...(needed ? [] : [out]), ...(told.waysOut ?? [])],
            same: [sql`${r.was}`, sql`${name(c.id)}`],
          }
        }),
    )
}

const refusal = (use: U): Claim<'derived'> => ({
  claim: 'trigger',
  role: 'refuse',
  rank: 10,
  table: use.idOf<'view'>('view'),
  timing: 'instead of',
  events: ['insert', 'update', 'delete'],
  body: sql`
begin
  ${raise('25006', 'The old shape of this table is only read any more.', 'Write to the table itself.')}
end
`,
  comment: 'Old code may read but no longer write.',
})

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const t = facts.object('table', use.table)
  const columns = oldColumns(facts, use)
  if (!t) return []
  if (columns.length === 0)
    return [
      issue(
        use,
        'no-columns',
        'without',
        sql`The old shape of ${name(use.table)} has no column left. Take some out of the newer ones.`,
        'Show every column',
        { without: [] },
      ),
    ]
  const { options } = use
  const alive = options.deleted === 'hidden' ? facts.alive(use.table) : undefined
  const missing = options.writes === 'through' ? unwritten(facts, use) : []
  return [
    ...alike(facts, use),
    ...missing
      .slice(0, 1)
      .map((c) =>
        issue(
          use,
          'unwritten-column',
          'without',
          sql`Old code knows nothing of ${name(use.table)}.${name(c.id)}, which every row needs, so its inserts would fail. Give the column a default, or let old code only read.`,
          'Let old code only read',
          { writes: 'refused' },
        ),
      ),
    {
      claim: 'add',
      kind: 'view',
      role: 'view',
      name: options.name === '' ? sql`old_${name(use.table)}` : sql`${options.name}`,
      schema: t.schema,
      securityInvoker: true,
      query: sql`select\n  ${joinSql(
        columns.map((c) => selected(use, c.id)),
        ',\n  ',
      )}\nfrom ${qualified(use.table)}${alive ? sql`\nwhere ${alive}` : ''}`,
      comment: `The shape that old code knows${options.until === '' ? '' : `; to be dropped after ${options.until}`}.`,
    },
    options.writes === 'through' ? { claim: 'writable', view: use.idOf('view') } : refusal(use),
  ]
}
