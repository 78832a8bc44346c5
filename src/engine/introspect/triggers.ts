import type { Id } from '../../base/index.ts'
import type { Obj } from '../../catalog/index.ts'
import { expression } from './fragment.ts'
import { type Ask, defined, flag, type Ids, type Oid, orAbsent, readRows, userSchema } from './read.ts'

interface TriggerRow {
  readonly name: string
  readonly quoted: string
  readonly path: string
  readonly relation: Oid
  readonly bits: number
  readonly columns: readonly number[]
  readonly routine: Oid
  readonly args: string
  readonly definition: string
  readonly oldTable: string | null
  readonly newTable: string | null
  readonly constraint: boolean
  readonly deferrable: boolean
  readonly deferred: boolean
  readonly comment: string | null
}

const query = `
select tgname as name, quote_ident(tgname) as quoted, format('%I.%I.%I', n.nspname, relname, tgname) as path,
  tgrelid::int8 as relation, tgtype as bits, (select coalesce(json_agg(a), '[]') from unnest(tgattr::int2[]) a) as columns,
  tgfoid::int8 as routine, encode(tgargs, 'hex') as args,
  pg_get_triggerdef(t.oid, false) as definition, tgoldtable as "oldTable", tgnewtable as "newTable",
  tgconstraint <> 0 as constraint, tgdeferrable as deferrable, tginitdeferred as deferred,
  obj_description(t.oid, 'pg_trigger') as comment
from pg_trigger t join pg_class c on c.oid = tgrelid join pg_namespace n on n.oid = relnamespace
where not tgisinternal and tgparentid = 0 and not relispartition and ${userSchema('n')}
order by n.nspname, relname, tgname`

const bit = { row: 1, before: 2, insert: 4, delete: 8, update: 16, truncate: 32, instead: 64 } as const
const eventNames = ['insert', 'update', 'delete', 'truncate'] as const

const timing = (bits: number): Obj<'trigger'>['timing'] =>
  bits & bit.before ? 'before' : bits & bit.instead ? 'instead of' : 'after'

/** Arguments are bytes that each end in NUL. */
const argsOf = (hex: string): readonly string[] => {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (b) => Number.parseInt(b, 16))
  return new TextDecoder().decode(bytes).split('\0').slice(0, -1)
}

const whenStart = /^FOR EACH (?:ROW|STATEMENT) WHEN \(/

/** The condition, found behind the header, where a quoted name cannot imitate it. */
const whenOf = (r: TriggerRow): string | undefined => {
  const starts = [...r.definition.matchAll(/FOR EACH /g)].map((m) => m.index)
  for (const at of starts) {
    const rest = r.definition.slice(at)
    const m = whenStart.exec(rest)
    if (m) return rest.slice(m[0].length, rest.lastIndexOf(') EXECUTE FUNCTION '))
  }
  return undefined
}

const constraintOf = (r: TriggerRow): Obj<'trigger'>['constraint'] => {
  if (!r.constraint) return undefined
  return r.deferred ? 'initially deferred' : r.deferrable ? 'deferrable' : 'immediate'
}

const triggerOf = (
  r: TriggerRow,
  table: Id<'table' | 'view' | 'matview'>,
  routine: Id<'routine'>,
  ids: Ids,
): Obj<'trigger'> => {
  const of = ids.columnList(r.relation, r.columns)
  const args = argsOf(r.args)
  const when = whenOf(r)
  return defined({
    kind: 'trigger' as const,
    id: `trigger:${r.path}`,
    name: r.name,
    table,
    timing: timing(r.bits),
    events: eventNames.filter((e) => (r.bits & bit[e]) !== 0),
    of: of.length > 0 ? of : undefined,
    statement: flag((r.bits & bit.row) === 0),
    when: when === undefined ? undefined : expression(when, ids.columnsOf(r.relation), ids.paths),
    routine,
    args: args.length > 0 ? args : undefined,
    oldTable: orAbsent(r.oldTable),
    newTable: orAbsent(r.newTable),
    constraint: constraintOf(r),
    comment: orAbsent(r.comment),
  })
}

/** A trigger that calls a built-in or an extension's function is left out, and named (`leftout/parts.ts`). */
export const readTriggers = async (ask: Ask, ids: Ids): Promise<readonly Obj<'trigger'>[]> =>
  (await readRows<TriggerRow>(ask, query)).flatMap((r) => {
    const table = ids.relations.get(r.relation)
    const routine = ids.routines.get(r.routine)
    return table === undefined || routine === undefined ? [] : [triggerOf(r, table, routine, ids)]
  })
