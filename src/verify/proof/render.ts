import { type Id, ok, type Result } from '../../base/index.ts'
import { type Obj, partsOf, type Sql } from '../../catalog/index.ts'
import type { Expect, Made, Proof, ProofStep, Transaction, Value } from '../../compile/index.ts'
import { type Names, namesOf, render as renderSql } from '../../sql/index.ts'
import { type Known, unknown } from '../expr/index.ts'
import { full, sentence } from '../names.ts'
import type { Cell, WrittenRow } from '../rows/cell.ts'
import { changedCells, completeRow, constantOf, type NoRow, newWriting, type Writing } from '../rows/index.ts'
import { assignments, insertSql } from '../rows/insert.ts'
import type { Script, ScriptExpect, ScriptTransaction } from '../types.ts'
import { decisive, holeSql, holeText, rowOf, valueCell, wantedColumns } from './holes.ts'
import { aroundOf, guardedOf, needsOf } from './needs.ts'
import { ownRows, withoutRows } from './own-rows.ts'
import { type Crowd, crowdsOf, makePeople, type People } from './people.ts'
import { reachesTenants } from './reach.ts'
import { arranger, beyondApp, playerOf, roleOf, settingsOf, type TenantKeys } from './setting.ts'
import { makeTenants } from './tenants.ts'

/** A script under way. */
interface Rendering {
  readonly made: Made
  readonly proof: Proof
  readonly names: Names
  readonly w: Writing
  readonly rows: Map<string, WrittenRow>
  readonly wanted: ReadonlyMap<string, ReadonlySet<Id>>
  readonly tenants: TenantKeys | undefined
  readonly people: People
}

const named: ReadonlySet<Obj['kind']> = new Set(['key', 'check', 'exclusion', 'fk', 'index'])

/** The errors of a partitioned table name the index of the partition, which PostgreSQL calls as it likes. */
const perPartition = (r: Rendering, o: Obj): boolean => {
  const table =
    (o.kind === 'key' || o.kind === 'index' || o.kind === 'exclusion') && r.made.catalog.get(o.table)
  return table && table.kind === 'table' ? table.partitionBy !== undefined : false
}

/** The name that an error gives for the object; undefined for what errors do not name. */
const constraintName = (r: Rendering, id: Id): string | undefined => {
  const o = r.made.catalog.get(id)
  if (o) return named.has(o.kind) && !perPartition(r, o) ? o.name : undefined
  for (const d of r.made.catalog.values()) {
    const check = d.kind === 'domain' && partsOf(d).find((p) => p.id === id)
    if (check) return check.name
  }
  return undefined
}

const expectation = (r: Rendering, e: Expect): ScriptExpect => {
  if ('rows' in e) {
    return {
      rows: e.rows.map((row) =>
        row.map((v) =>
          v === null ? v : typeof v === 'string' ? (r.people.keys.get(v) ?? v) : holeText(r.made, r.rows, v),
        ),
      ),
    }
  }
  if (!('refused' in e)) return e
  const constraint = e.by === undefined ? undefined : constraintName(r, e.by)
  return { refused: e.refused, ...(constraint === undefined ? {} : { constraint }) }
}

interface Rendered {
  /** None where nothing is written. */
  readonly sql?: string
  readonly expect: ScriptExpect
  readonly requires: readonly WrittenRow[]
}

const isSql = (v: Value | undefined): v is Sql => typeof v === 'object' && v !== null && 'refs' in v

type InsertStep = Extract<ProofStep, { readonly insert: Id }>
type ChangeStep = Extract<ProofStep, { readonly change: Id }>

const tenantKey = (r: Rendering, tx: Transaction): { readonly tenant?: Known } =>
  r.tenants ? { tenant: r.tenants[tx.tenant ?? 'a'] } : {}

/** What a step gives, by the columns that decide. */
const givenCells = (r: Rendering, { values = {} }: InsertStep | ChangeStep): ReadonlyMap<Id, Cell> =>
  new Map(
    Object.entries(values).map(([column, v]) => {
      const [at, value] = decisive(r.made, column as Id, v)
      return [at, valueCell(r.made, r.names, r.rows, value)]
    }),
  )

/** What is given as SQL, where it is a constant, so that checks can be asked about it: a label by its id. */
const knownCells = (r: Rendering, step: ChangeStep): ReadonlyMap<Id, Cell> =>
  new Map(
    [...givenCells(r, step)].map(([column, cell]) => {
      const given = step.values[column]
      const known = isSql(given) ? constantOf(r.made.catalog, given) : unknown
      return [column, known === unknown ? cell : { value: known }]
    }),
  )

const changeStep = (r: Rendering, step: ChangeStep): Rendered => {
  const row = rowOf(r.rows, step.row)
  const cells = changedCells(r.w, row, knownCells(r, step))
  const where = holeSql(r.made, r.names, r.rows, { row: step.row, key: true })
  if (!('refused' in step.expect)) r.rows.set(step.row, { ...row, cells: new Map([...row.cells, ...cells]) })
  return {
    sql: `update ${full(r.names, step.change)} set ${assignments(r.names, cells)} where ${where}`,
    expect: expectation(r, step.expect),
    requires: [],
  }
}

const insertStep = (r: Rendering, tx: Transaction, step: InsertStep): Result<Rendered, NoRow> => {
  const given = givenCells(r, step)
  const wanted = r.wanted.get(step.row)
  const refused = step.expect !== undefined && 'refused' in step.expect
  const done = completeRow(r.w, step.insert, given, {
    ...tenantKey(r, tx),
    ...(wanted ? { wanted } : {}),
    ...(refused ? { refused } : {}),
  })
  if (!done.ok) return done
  r.rows.set(step.row, done.value.row)
  return ok({
    ...(step.absent ? {} : { sql: insertSql(r.made, r.names, done.value.row) }),
    expect: expectation(r, step.expect ?? { count: 1 }),
    requires: done.value.requires,
  })
}

const renderStep = (r: Rendering, tx: Transaction, step: ProofStep): Result<Rendered, NoRow> => {
  if ('insert' in step) return insertStep(r, tx, step)
  if ('change' in step) return ok(changeStep(r, step))
  const parts = step.run.map((p) =>
    'row' in p ? holeSql(r.made, r.names, r.rows, p) : renderSql(p, r.names),
  )
  return ok({ sql: parts.join(''), expect: expectation(r, step.expect), requires: [] })
}

/** A transaction that writes what a scenario stands on, as a role that row level security lets pass. */
const arrange = (
  r: Rendering,
  tenant: 'a' | 'b',
  rows: readonly WrittenRow[],
  actor?: string | null,
): readonly ScriptTransaction[] => {
  if (rows.length === 0) return []
  const statements = rows.map((row) => ({
    sql: insertSql(r.made, r.names, row),
    expect: { anything: true } as const,
  }))
  return [
    {
      role: roleOf(r.made, arranger(r.made)),
      settings: settingsOf(
        r.made,
        r.tenants,
        { tenant, ...(actor === undefined ? {} : { actor }) },
        r.people.keys,
      ),
      statements,
    },
  ]
}

/** What is checked at the end of a transaction is checked at once where a statement is to be refused for it. */
const deferred = (r: Rendering, tx: Transaction, { expect }: ProofStep): boolean =>
  tx.commit === undefined &&
  expect !== undefined &&
  'refused' in expect &&
  expect.refused.some((state) => /^23(503|505|P01)$/.test(state)) &&
  [...r.made.catalog.values()].some(
    (o) => 'deferrable' in o && o.deferrable === 'initially deferred' && !o.why,
  )

const renderTransaction = (r: Rendering, tx: Transaction): Result<readonly ScriptTransaction[], NoRow> => {
  const steps: Rendered[] = []
  for (const step of tx.steps) {
    const rendered = renderStep(r, tx, step)
    if (!rendered.ok) return rendered
    if (deferred(r, tx, step))
      steps.push({ sql: 'set constraints all immediate', expect: { anything: true }, requires: [] })
    steps.push(rendered.value)
  }
  const act: ScriptTransaction = {
    role: playerOf(r.made, r.proof, tx),
    settings: settingsOf(r.made, r.tenants, tx, r.people.keys),
    statements: steps.flatMap(({ sql, expect }) => (sql === undefined ? [] : [{ sql, expect }])),
    ...(tx.commit ? { commit: expectation(r, tx.commit) } : {}),
  }
  return ok([
    ...arrange(
      r,
      tx.tenant ?? 'a',
      steps.flatMap((s) => s.requires),
    ),
    act,
  ])
}

interface Written {
  readonly script: Omit<Script, 'without'>
  readonly tables: ReadonlySet<Id>
  /** Those that it writes for what it says, and not for the tenants alone. */
  readonly own: ReadonlySet<Id>
}

interface Cast {
  /** The tables by whose rows it is acted. */
  readonly crowds: readonly Crowd[]
  /** Whether the tenants are rows, or just what sessions say. */
  readonly tenants: boolean
}

/** The proof as SQL. */
const renderWith = (
  proof: Proof,
  made: Made,
  names: Names,
  { crowds, tenants: asRows }: Cast,
): Result<Written, NoRow> => {
  const w = newWriting(made)
  const wanted = wantedColumns(proof, made)
  const tenants = makeTenants(asRows ? w : newWriting(made), wanted)
  if (!tenants.ok) return tenants
  const given = w.rows.length
  const people = makePeople(w, proof, tenants.value?.keys, crowds)
  if (!people.ok) return people
  const r: Rendering = {
    made,
    proof,
    names,
    w,
    rows: new Map(tenants.value?.labelled),
    wanted,
    tenants: tenants.value?.keys,
    people: people.value,
  }
  const transactions: ScriptTransaction[] = [
    ...arrange(r, 'a', asRows ? (tenants.value?.rows ?? []) : [], crowds.length > 0 ? null : undefined),
    ...people.value.written.flatMap(({ tenant, actor, requires, row }) => [
      ...arrange(r, tenant, requires, null),
      ...arrange(r, tenant, [row], actor),
    ]),
  ]
  for (const tx of proof.transactions) {
    const rendered = renderTransaction(r, tx)
    if (!rendered.ok) return rendered
    transactions.push(...rendered.value)
  }
  const beyond = beyondApp(made, proof)
  const guarded = guardedOf(proof, made, w.rows)
  const script: Written['script'] = {
    proof,
    promise: sentence(names, proof.promise),
    needs: needsOf(proof, made, w.rows),
    around: aroundOf(made, w.rows),
    ...(beyond === undefined
      ? {}
      : { beyond: { table: beyond, name: made.catalog.get(beyond)?.name ?? '' } }),
    ...(guarded.length === 0
      ? {}
      : {
          guarded: guarded.map((t) => ({
            table: t.id as Id<'table'>,
            name: t.name,
            sql: full(names, t.id),
          })),
        }),
    transactions,
  }
  const tablesOf = (rows: readonly WrittenRow[]): ReadonlySet<Id> => new Set(rows.map((row) => row.table))
  return ok({ script, tables: tablesOf(w.rows), own: tablesOf(w.rows.slice(given)) })
}

/** A proof as static SQL for this catalog, or the table of which no row could be made. */
export const renderProof = (
  proof: Proof,
  whole: Made,
  names: Names = namesOf(whole.catalog),
): Result<Script, NoRow> => {
  const without = ownRows(proof, whole.catalog)
  const made = { ...whole, catalog: withoutRows(whole.catalog, without) }
  const first = renderWith(proof, made, names, { crowds: [], tenants: true })
  if (!first.ok) return first
  const { tables, own } = first.value
  const acting = crowdsOf(made, own)
  // Rows that nothing needs would stand among those that the scenario counts.
  const tenants =
    made.traits.scopes.size === 0 ||
    reachesTenants(proof, made, new Set([...own, ...acting.map((c) => c.table)]))
  const crowds = tenants ? crowdsOf(made, tables) : acting
  if (crowds.length === 0 && tenants) return ok({ ...first.value.script, without })
  const cast = renderWith(proof, made, names, { crowds, tenants })
  return cast.ok ? ok({ ...cast.value.script, without }) : cast
}
