import type { RecordKind } from '../../design/index.ts'
import { bool, choice, dictionary, either, expected, json, list, number, optional, text } from './codec.ts'
import { columnOf, newIds, ref, tableOfColumn, useParts } from './ids.ts'
import { object, type RecordCodec, record, recordSince, since } from './object.ts'
import { ranks } from './ranks.ts'

/**
 * The revision of the tables below. Links outlive a release: kinds, members and choices are only ever appended.
 * A new member goes last, wrapped in `since(n, …)`, with n the revision raised by one; so does a new kind, made by
 * `recordSince(n, …)`.
 */
export const revision = 7

const flag = optional(bool)
const label = optional(text)
const newPart = newIds('part')
const anyRef = ref()
const columns = list(columnOf('table', ['column']))
const role = ref('role')
const schema = ref('schema')
const table = ref('table')

const sql = object({
  text: list(text),
  refs: list(object({ id: columnOf('table'), as: choice('name', 'qualified', 'literal', 'regclass') })),
  opaque: flag,
  server: label,
})
const dims = optional(number)
const dataType = either(
  object({ base: text, mods: optional(list(number)), dims }),
  object({ type: ref('enum', 'domain'), dims }),
  (v) => typeof v === 'object' && v !== null && 'type' in v,
)
const parts = list(object({ id: newPart, name: text }))
const element = {
  column: optional(columnOf('table', ['column'])),
  expr: optional(sql),
  opclass: label,
  collation: label,
}
const deferrable = choice('deferrable', 'initially deferred')
const action = optional(choice('no action', 'restrict', 'cascade', 'set null', 'set default'))
const box = { x: number, y: number, width: number, height: number, hue: optional(number) }
const targetOf = (use: string): string | undefined => {
  const target = useParts(use)?.target
  return target === 'design' ? undefined : target
}
const name = text
const comment = label

const who = choice('owner', 'everyone', 'admin')

/** Every kind of record, in the order of writing: what is referred to comes before what refers. */
export const shapes: Readonly<Record<RecordKind, RecordCodec>> = {
  settings: record({
    name,
    target: choice(15, 16, 17, 18),
    schema,
    actorSetting: text,
    tenantSetting: text,
    appRole: text,
    maintenanceRole: text,
  }),
  schema: record({ name, comment, owner: optional(role) }),
  extension: record({ name, comment, schema: optional(schema) }),
  role: record({ name, comment, login: flag, bypassRls: flag, memberOf: optional(list(role)) }),
  enum: record({ name, comment, schema, labels: parts }),
  domain: record({
    name,
    comment,
    schema,
    type: dataType,
    notNull: flag,
    default: optional(sql),
    collation: label,
    checks: list(object({ id: newPart, name: text, expr: sql })),
  }),
  table: record({
    name,
    comment,
    schema,
    unlogged: flag,
    rls: optional(choice('enabled', 'forced')),
    owner: optional(role),
    partitionBy: since(
      2,
      optional(object({ method: choice('range', 'list', 'hash'), keys: list(object(element)) })),
    ),
  }),
  column: record({
    table: tableOfColumn,
    name,
    comment,
    rank: ranks,
    type: dataType,
    notNull: flag,
    default: optional(sql),
    identity: optional(choice('always', 'by default')),
    generated: optional(object({ expr: sql, virtual: flag })),
    collation: label,
  }),
  key: record({
    table,
    name,
    comment,
    primary: flag,
    columns,
    include: optional(columns),
    nullsNotDistinct: flag,
    deferrable: optional(deferrable),
    withoutOverlaps: flag,
  }),
  check: record({ table, name, comment, expr: sql, noInherit: flag }),
  exclusion: record({
    table,
    name,
    comment,
    method: text,
    elements: list(object({ ...element, operator: text })),
    where: optional(sql),
    deferrable: optional(deferrable),
  }),
  fk: record({
    table,
    name,
    comment,
    columns,
    references: table,
    refColumns: list(columnOf('references', ['column'])),
    onDelete: action,
    onUpdate: action,
    setColumns: optional(columns),
    matchFull: flag,
    deferrable: optional(deferrable),
    period: flag,
  }),
  index: record({
    table: ref('table', 'matview'),
    name,
    comment,
    method: label,
    unique: flag,
    nullsNotDistinct: flag,
    elements: list(
      object({ ...element, order: optional(choice('desc')), nulls: optional(choice('first', 'last')) }),
    ),
    include: optional(columns),
    where: optional(sql),
  }),
  view: record({
    name,
    comment,
    schema,
    query: sql,
    columns: optional(parts),
    securityInvoker: flag,
    securityBarrier: flag,
    checkOption: optional(choice('local', 'cascaded')),
    owner: optional(role),
  }),
  matview: record({
    name,
    comment,
    schema,
    query: sql,
    columns: optional(parts),
    withNoData: flag,
    owner: optional(role),
  }),
  routine: record({
    name,
    comment,
    schema,
    procedure: flag,
    params: list(
      object({
        id: newPart,
        name: text,
        type: dataType,
        mode: optional(choice('in', 'out', 'inout', 'variadic')),
        default: optional(sql),
      }),
    ),
    returns: optional(sql),
    language: text,
    volatility: optional(choice('stable', 'immutable')),
    strict: flag,
    securityDefiner: flag,
    parallel: optional(choice('safe', 'restricted')),
    settings: optional(list(sql)),
    body: sql,
    closed: flag,
    owner: optional(role),
  }),
  trigger: record({
    table: ref('table', 'view', 'matview'),
    name,
    comment,
    timing: choice('before', 'after', 'instead of'),
    events: list(choice('insert', 'update', 'delete', 'truncate')),
    of: optional(columns),
    statement: flag,
    when: optional(sql),
    routine: ref('routine'),
    args: optional(list(text)),
    oldTable: label,
    newTable: label,
    constraint: optional(choice('immediate', 'deferrable', 'initially deferred')),
  }),
  policy: record({
    table,
    name,
    comment,
    restrictive: flag,
    command: optional(choice('select', 'insert', 'update', 'delete')),
    roles: list(role),
    using: optional(sql),
    check: optional(sql),
  }),
  grant: record({
    on: anyRef,
    name,
    comment,
    to: either(role, choice('public'), (v) => v === 'public'),
    privileges: list(text),
    columns: optional(list(columnOf('on', ['column']))),
    grantable: flag,
  }),
  rows: record({ table, name, comment, columns, values: list(list(sql)) }),
  use: record({
    pattern: expected((o) => useParts(o.id)?.pattern, text),
    target: expected((o) => targetOf(o.id), optional(ref('table', 'column'))),
    options: optional(json),
    bind: optional(dictionary(text, anyRef)),
  }),
  place: record({
    of: ref('table', 'view', 'matview'),
    x: number,
    y: number,
    hue: optional(number),
    folded: flag,
  }),
  area: record({ name, ...box }),
  note: record({ text, ...box }),
  decision: record({
    use: ref('use'),
    status: choice('proposed', 'accepted', 'superseded'),
    date: label,
    context: label,
    decision: label,
    consequences: label,
  }),
  query: record({ name, sql: text, rank: ranks }),
  trait: record({
    table,
    scope: optional(
      object({
        column: columnOf('table', ['column']),
        tenants: object({ table, key: ref('column') }),
      }),
    ),
    alive: optional(sql),
    holds: optional(choice('facts', 'reference')),
    beside: optional(table),
    app: optional(choice('none', 'read', 'append', 'write')),
    rls: optional(choice('enabled', 'forced')),
    timed: since(2, optional(columns)),
    returns: since(2, optional(object({ of: table, columns: list(list(ref('column'))) }))),
    tells: since(2, optional(object({ aggregateType: sql, aggregateId: sql, type: sql, payload: sql }))),
    actors: since(3, optional(object({ people: table, key: ref('column') }))),
    mirrors: since(4, optional(object({ of: table, columns: list(list(ref('column'))) }))),
    copies: since(
      5,
      optional(
        list(
          object({
            column: ref('column'),
            of: table,
            only: optional(ref('column')),
            by: optional(list(ref('column'))),
            where: sql,
          }),
        ),
      ),
    ),
    split: since(6, optional(list(list(anyRef)))),
    owned: since(
      7,
      optional(
        object({
          column: ref('column'),
          admin: optional(ref('role')),
          who: object({ select: who, insert: who, update: who, delete: who }),
        }),
      ),
    ),
  }),
  partition: recordSince(2, {
    schema,
    table,
    name,
    comment,
    from: optional(list(sql)),
    to: optional(list(sql)),
    in: optional(list(sql)),
    modulus: optional(number),
    remainder: optional(number),
    tablespace: label,
  }),
}
