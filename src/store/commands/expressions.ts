import { err, type Id, ok, type Result } from '../../base/index.ts'
import type { Catalog, DataType, Sql } from '../../catalog/index.ts'
import type { DesignRecord, RecordOf } from '../../design/index.ts'
import {
  fragmentFlaw,
  type Lookup,
  lookupOf,
  namesOf,
  render,
  resolveExpression,
  resolveQuery,
  resolveReturns,
} from '../../sql/index.ts'
import { type Context, recordFor } from './context.ts'

const lookups = new WeakMap<Catalog, Lookup>()

const lookupFor = (x: Context): Lookup => {
  const { catalog } = x.compiled
  const known = lookups.get(catalog) ?? lookupOf(catalog.values())
  lookups.set(catalog, known)
  return known
}

type Resolved = Result<Sql, string>

const readable = (text: string, resolve: (text: string) => Sql): Resolved => {
  if (text.includes('\0')) return err('SQL cannot contain the NUL character. Remove it.')
  return ok(resolve(text.trim()))
}

/** A part of a statement: it stays inside of what it is put into. A query may have its semicolon at the end. */
const checked = (text: string, resolve: (text: string) => Sql): Resolved => {
  const flaw = fragmentFlaw(text)
  return flaw === undefined ? readable(text, resolve) : err(flaw)
}

/** The type that an expression of the record gives: a lone constant may then be an enum's label. */
const typeOf = (of: DesignRecord | undefined): DataType | undefined =>
  of?.kind === 'column' || of?.kind === 'domain' ? of.type : undefined

/** The text of an expression with its references as ids, resolved against a table. */
export const expression = (x: Context, text: string, table: Id | undefined, of?: DesignRecord): Resolved => {
  const type = typeOf(of)
  return checked(text, (t) =>
    resolveExpression(t, lookupFor(x), {
      ...(table === undefined ? {} : { table }),
      ...(type === undefined ? {} : { type }),
      ...(of?.kind === 'trigger' ? { trigger: true } : {}),
    }),
  )
}

/** The text of a query with its references as ids. */
export const query = (x: Context, text: string): Resolved =>
  checked(text.replace(/[;\s]+$/, ''), (t) => resolveQuery(t, lookupFor(x)))

/** The table whose rows a trigger function sees, where it serves triggers of one table only; `also` as it will be. */
const triggerTable = (
  x: Context,
  routine: Id,
  also?: RecordOf<'trigger'>,
): { readonly table?: Id; readonly transitions: readonly string[] } => {
  const tables = new Set<Id>()
  const transitions: string[] = []
  const see = (t: Pick<RecordOf<'trigger'>, 'table' | 'oldTable' | 'newTable'>): void => {
    tables.add(t.table)
    transitions.push(...[t.oldTable, t.newTable].filter((n) => n !== undefined))
  }
  for (const o of x.compiled.catalog.values())
    if (o.kind === 'trigger' && o.routine === routine && o.id !== also?.id) see(o)
  if (also) see(also)
  const [table] = tables
  return table !== undefined && tables.size === 1 ? { table, transitions } : { transitions }
}

/** A routine's body: only what can be told for sure becomes a reference. */
export const routineBody = (
  x: Context,
  text: string,
  of: RecordOf<'routine'>,
  trigger?: RecordOf<'trigger'>,
): Resolved =>
  readable(text, (t) =>
    resolveQuery(t, lookupFor(x), {
      language: of.language,
      params: new Map(of.params.map((p) => [p.name, p.id])),
      ...triggerTable(x, of.id, trigger),
    }),
  )

/** The function that a trigger runs, with what it says of the row told apart now that its table is known. */
export const withRows = (x: Context, trigger: RecordOf<'trigger'>): RecordOf<'routine'> | undefined => {
  const routine = recordFor(x, 'routine', trigger.routine)
  const text = routine && render(routine.body, namesOf(x.compiled.catalog))
  const body = routine && text !== undefined ? routineBody(x, text, routine, trigger) : undefined
  if (!routine || !body?.ok || body.value.refs.length <= routine.body.refs.length) return undefined
  return { ...routine, body: body.value }
}

/** What stands after RETURNS. */
export const returns = (x: Context, text: string): Resolved =>
  checked(text, (t) => resolveReturns(t, lookupFor(x)))
