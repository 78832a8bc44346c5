import type { Id } from '../../base/index.ts'
import { joinSql, name, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { type Arm, arms, problems, type U } from './arc.ts'

/** Sealed arms: those whose columns are there. */
const built = (facts: Facts, use: U): readonly Arm[] =>
  arms(facts, use).flatMap((arm) => {
    const columns = arm.columns.filter((c) => facts.object('column', c)?.table === use.table)
    return columns.length > 0 ? [{ ...arm, columns }] : []
  })

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => [
  ...problems(facts, use),
  ...arms(facts, use).flatMap((arm) =>
    (arm.drawn ? [] : arm.keys).map(
      (k): Claim<'columns'> => ({
        claim: 'column',
        role: `${arm.parent.table}:${k.id}`,
        table: use.table,
        name:
          arm.keys.length === 1
            ? sql`${name(arm.parent.table)}_id`
            : sql`${name(arm.parent.table)}_${name(k.id)}`,
        type: k.type,
      }),
    ),
  ),
]

const reference = (use: U, arm: Arm): Claim<'keys'> => ({
  claim: 'reference',
  role: `fk:${arm.parent.table}`,
  name: '',
  table: use.table,
  columns: arm.columns,
  references: arm.parent.table,
  ...(arm.parent.onDelete === 'no action' ? {} : { onDelete: arm.parent.onDelete }),
})

const indexed = (use: U, arm: Arm): Claim<'keys'> => ({
  claim: 'add',
  kind: 'index',
  role: `index:${arm.parent.table}`,
  name: '',
  table: use.table,
  elements: arm.columns.map((column) => ({ column })),
  where: joinSql(
    arm.columns.map((c) => sql`${name(c)} is not null`),
    ' and ',
  ),
})

/** There is an index for it already. */
const isLed = (facts: Facts, table: Id, arm: Arm): boolean => {
  const [first] = arm.columns
  return facts.of('index', table).some((i) => i.elements[0]?.column === first)
}

/** A composite reference counts by its first column; the others must be there with it, since MATCH SIMPLE would let a half one pass. */
const whole = (use: U, arm: Arm): readonly Claim<'keys'>[] =>
  arm.columns.length < 2
    ? []
    : [
        {
          claim: 'add',
          kind: 'check',
          role: `whole:${arm.parent.table}`,
          name: sql`${name(use.table)}_${name(arm.parent.table)}_whole`,
          table: use.table,
          expr: sql`num_nonnulls(${joinSql(arm.columns.map(name), ', ')}) in (0, ${arm.columns.length})`,
        },
      ]

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const found = built(facts, use)
  if (found.length === 0) return []
  const firsts = joinSql(
    found.flatMap((a) => (a.columns[0] ? [name(a.columns[0])] : [])),
    ', ',
  )
  return [
    {
      claim: 'add',
      kind: 'check',
      role: 'check',
      table: use.table,
      name: sql`${name(use.table)}_${use.options.exactly === 'one' ? 'one' : 'at_most_one'}_parent`,
      expr: sql`num_nonnulls(${firsts}) ${use.options.exactly === 'one' ? '=' : '<='} 1`,
    },
    ...found.flatMap((arm) => [
      ...(arm.drawn ? [] : [reference(use, arm)]),
      ...(arm.drawn && isLed(facts, use.table, arm) ? [] : [indexed(use, arm)]),
      ...whole(use, arm),
    ]),
  ]
}
