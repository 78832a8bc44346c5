import type { Id } from '../../base/index.ts'
import type { Made } from '../../compile/index.ts'
import type { BatchResult, Engine } from '../../engine/index.ts'
import { namesOf } from '../../sql/index.ts'
import { arranger, roleOf, settingsOf, type TenantKeys } from '../proof/setting.ts'
import { makeTenants } from '../proof/tenants.ts'
import {
  type Cell,
  insertSql,
  newWriting,
  parentsFor,
  printed,
  tableShape,
  type WrittenRow,
} from '../rows/index.ts'
import { blamed, type Trial } from './blame.ts'
import { firstWord } from './first.ts'
import { generateCases } from './generate.ts'
import { reasonOf } from './refusal.ts'
import type { RowCase, RowTrial } from './types.ts'

/** The longest that one trial may take. */
const limitMs = 10_000

const valuesOf = (made: Made, row: WrittenRow): Readonly<Record<string, string | null>> => {
  const shape = tableShape(made.catalog, row.table)
  return Object.fromEntries(
    [...row.cells].map(([id, cell]) => [
      id,
      'sql' in cell ? cell.sql : printed(cell.value, shape?.byId.get(id)?.type),
    ]),
  )
}

const defers = (made: Made, table: Id): boolean => {
  for (const o of made.catalog.values()) {
    if ('table' in o && o.table === table && 'deferrable' in o && o.deferrable) return true
    if (o.kind === 'trigger' && o.table === table && o.constraint && o.constraint !== 'immediate') return true
  }
  return false
}

const tenantKeys = (made: Made): TenantKeys | undefined => {
  const tenants = makeTenants(newWriting(made))
  return tenants.ok ? tenants.value?.keys : undefined
}

/** Values as they were typed, also such that their column cannot hold. */
const typedValues = (row: WrittenRow): Readonly<Record<string, string | null>> =>
  Object.fromEntries(
    [...row.cells].map(([id, cell]) => [
      id,
      'sql' in cell ? cell.sql : cell.value === null ? null : String(cell.value),
    ]),
  )

/** Inserts in a transaction that is rolled back; deferred constraints speak before it ends. */
const insertRows = (
  engine: Engine,
  made: Made,
  rows: readonly WrittenRow[],
  row: WrittenRow,
  asTyped = false,
): Promise<BatchResult> => {
  const names = namesOf(made.catalog)
  const inserts = [...rows.map((r) => insertSql(made, names, r)), insertSql(made, names, row, asTyped)]
  return engine.run(
    {
      session: {
        role: roleOf(made, arranger(made)),
        // Where actors are rows of a table there is none yet who could act.
        settings: settingsOf(made, tenantKeys(made), made.traits.actors.size > 0 ? { actor: null } : {}),
      },
      statements: defers(made, row.table) ? [...inserts, 'set constraints all immediate'] : inserts,
      end: 'rollback',
    },
    limitMs,
  )
}

const answer = (made: Made, t: Trial, done: BatchResult): RowTrial => {
  const { error } = done
  const by = blamed(made, t, done)
  const first = t.expected !== by && firstWord(made, t, by, error)
  const start = {
    label: first ? `${t.label}, ${first}` : t.label,
    values: t.expected === undefined ? typedValues(t.row) : valuesOf(made, t.row),
    accepted: error === undefined,
    ...(t.expected === undefined || first ? {} : { expected: t.expected }),
  }
  if (!error) return start
  return {
    ...start,
    message: reasonOf(made.catalog, by, error),
    ...(by === undefined ? {} : { refusedBy: by }),
    ...(error.sqlstate === undefined ? {} : { sqlstate: error.sqlstate }),
  }
}

/**
 * Tries a row as typed: values by column id, NULL as null, columns left out get their default. The tenant is
 * filled in, and parents are made for the references that have a value, so that the row's own constraints speak.
 */
export const tryRow = async (
  engine: Engine,
  made: Made,
  table: Id<'table'>,
  values: Readonly<Record<string, string | null | undefined>>,
): Promise<RowTrial> => {
  const w = newWriting(made)
  const tenants = makeTenants(w)
  const known = tenants.ok ? tenants.value : undefined
  const cells = new Map<Id, Cell>()
  for (const [id, value] of Object.entries(values)) if (value !== undefined) cells.set(id, { value })
  const scope = made.traits.scopes.get(table)
  if (scope && known && !cells.has(scope)) cells.set(scope, { value: known.keys.a })
  const row: WrittenRow = { table, cells }
  const forIt = parentsFor(w, row, known ? { tenant: known.keys.a } : {})
  const before = [...(known?.rows ?? []), ...forIt]
  await engine.reset()
  const label = 'as typed'
  const done = await insertRows(engine, made, before, row, true)
  if (done.error && (done.error.statement ?? -1) < before.length) {
    const others = known?.rows ?? []
    const alone = await insertRows(engine, made, others, row, true)
    return answer(made, { label, row, before: others }, alone)
  }
  const trial = answer(made, { label, row, before }, done)
  if (!trial.accepted || forIt.length === 0) return trial
  const names = [...new Set(forIt.map((r) => made.catalog.get(r.table)?.name ?? ''))]
  return { ...trial, message: `Accepted, with rows made for it in ${names.join(', ')}.` }
}

/** A case that the engine has no word on. */
const unjudged = (c: RowCase, gap: string): RowTrial => ({
  label: c.label,
  values: {},
  accepted: false,
  expected: c.expected,
  impossible: gap,
  message: gap,
})

const runCase = async (engine: Engine, made: Made, c: RowCase): Promise<RowTrial> => {
  if ('impossible' in c) {
    return {
      label: c.label,
      values: {},
      accepted: false,
      expected: c.expected,
      impossible: c.impossible,
      message: `No such row could be made: ${c.impossible}.`,
    }
  }
  const done = await insertRows(engine, made, c.before, c.row)
  if (done.error && (done.error.statement ?? -1) < c.before.length) {
    const impossible = `a row that it needs was refused: ${done.error.message}`
    return {
      label: c.label,
      values: valuesOf(made, c.row),
      accepted: false,
      expected: c.expected,
      impossible,
      message: `Not tried: ${impossible}.`,
    }
  }
  return answer(made, c, done)
}

/** Tries generated rows one after the other, each in a transaction of its own that is rolled back. */
export const runCases = async (
  engine: Engine,
  made: Made,
  table: Id<'table'>,
): Promise<readonly RowTrial[]> => {
  await engine.reset()
  const gaps = new Map(engine.gaps(made.catalog).map((g) => [g.object, g.message]))
  const out: RowTrial[] = []
  for (const c of generateCases(made, table)) {
    const gap = c.expected === null ? undefined : gaps.get(c.expected)
    out.push(gap === undefined ? await runCase(engine, made, c) : unjudged(c, gap))
  }
  return out
}
