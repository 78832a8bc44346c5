import type { Id } from '../base/index.ts'
import { name, type Obj, sql, type Template } from '../catalog/index.ts'
import type { WithinClaim } from './claims.ts'
import { defaultName } from './default-names.ts'
import type { Owned, World } from './world.ts'

const withinProblem = (w: World, c: WithinClaim): Template | undefined => {
  const parent = w.timed.get(c.parent)
  const [period, ...more] = parent?.periods ?? []
  const theirs = period?.column && more.length === 0 ? w.get('column', period.column) : undefined
  if (w.settings.target < 18) return sql`needs PostgreSQL 18, and the design targets ${w.settings.target}`
  if (!parent || !theirs) return sql`needs ${name(c.parent)} to have a period in one range column, too`
  if (parent.key.length !== c.columns.length)
    return sql`needs ${parent.key.length} columns that name a row of ${name(c.parent)}, and has ${c.columns.length}`
  const mine = w.get('column', c.period)
  return JSON.stringify(mine?.type) === JSON.stringify(theirs.type)
    ? undefined
    : sql`needs the period of ${name(c.parent)} to be of the same type`
}

const addWithin = (w: World, { claim: c, use }: Owned<WithinClaim>, id: Id<'fk'>): void => {
  const problem = withinProblem(w, c)
  const parent = w.timed.get(c.parent)
  const period = parent?.periods[0]?.column
  if (problem || !parent || !period) {
    w.issues.push({
      code: 'timed/within',
      severity: 'error',
      use,
      objects: [c.table, c.parent],
      option: 'parent',
      message: sql`Keeping ${name(c.table)} within the periods of ${name(c.parent)} ${problem ?? ''}. The reference is left out.`,
      remedies: [{ remedy: 'options', label: 'Leave the parent out', set: { parent: undefined } }],
    })
    return
  }
  const fk: Obj<'fk'> = {
    kind: 'fk',
    id,
    name: '',
    table: c.table,
    columns: [...c.columns, c.period],
    references: c.parent,
    refColumns: [...parent.key, period],
    period: true,
    why: { use, role: c.role },
  }
  w.put(fk)
  const template = defaultName(fk, w)
  if (template) w.names.set(id, template)
}

/** Aims PERIOD references at the keys of their parents, before scopes widen both. */
export const sealWithin = (w: World): void => {
  for (const { owned, id } of w.within) addWithin(w, owned, id)
}
