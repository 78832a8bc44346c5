import * as z from 'zod/mini'
import { objectSchemas } from './schema-objects.ts'
import { authorPattern, flag, id, opt, options, rank, sql, text } from './schema-parts.ts'
import { type Json, type RecordKind, type RecordOf, targets } from './types.ts'

const finite = z.number()
const hue = opt(z.number().check(z.gte(0), z.lte(360)))
const length = z.number().check(z.gte(0))
const box = { x: finite, y: finite, width: length, height: length, hue }

/** A table and pairs of columns: a copy, and what it copies of that table. */
const copiesOf = z.strictObject({
  of: id<'table'>(),
  columns: z.array(z.tuple([id<'column'>(), id<'column'>()])),
})

const who = z.enum(['owner', 'everyone', 'admin'])

const docSchemas = {
  use: z.strictObject({
    kind: z.literal('use'),
    id: id<'use'>(),
    pattern: text,
    target: opt(id<'table' | 'column'>()),
    options: opt(options),
    bind: opt(z.record(z.string(), id<string>())),
  }),
  place: z.strictObject({
    kind: z.literal('place'),
    id: id<'place'>(),
    of: id<string>(),
    x: finite,
    y: finite,
    hue,
    folded: flag,
  }),
  area: z.strictObject({ kind: z.literal('area'), id: id<'area'>(), name: text, ...box }),
  note: z.strictObject({ kind: z.literal('note'), id: id<'note'>(), text, ...box }),
  decision: z.strictObject({
    kind: z.literal('decision'),
    id: id<'decision'>(),
    use: id<'use'>(),
    status: z.enum(['proposed', 'accepted', 'superseded']),
    date: opt(text),
    context: opt(text),
    decision: opt(text),
    consequences: opt(text),
  }),
  trait: z.strictObject({
    kind: z.literal('trait'),
    id: id<'trait'>(),
    table: id<'table'>(),
    scope: opt(
      z.strictObject({
        column: id<'column'>(),
        tenants: z.strictObject({ table: id<'table'>(), key: id<'column'>() }),
      }),
    ),
    alive: opt(sql),
    holds: opt(z.enum(['facts', 'reference'])),
    beside: opt(id<'table'>()),
    app: opt(z.enum(['none', 'read', 'append', 'write'])),
    rls: opt(z.enum(['enabled', 'forced'])),
    owned: opt(
      z.strictObject({
        column: id<'column'>(),
        admin: opt(id<'role'>()),
        who: z.strictObject({ select: who, insert: who, update: who, delete: who }),
      }),
    ),
    actors: opt(z.strictObject({ people: id<'table'>(), key: id<'column'>() })),
    timed: opt(z.array(id<'column'>())),
    tells: opt(z.strictObject({ aggregateType: sql, aggregateId: sql, type: sql, payload: sql })),
    returns: opt(copiesOf),
    mirrors: opt(copiesOf),
    split: opt(z.array(z.array(id()))),
    copies: opt(
      z.array(
        z.strictObject({
          column: id<'column'>(),
          of: id<'table'>(),
          only: opt(id<'column'>()),
          by: opt(z.array(id<'column'>())),
          where: sql,
        }),
      ),
    ),
  }),
  query: z.strictObject({ kind: z.literal('query'), id: id<'query'>(), name: text, sql: text, rank }),
  settings: z.strictObject({
    kind: z.literal('settings'),
    id: id<'settings'>(),
    name: text,
    target: z.literal(targets),
    schema: id<'schema'>(),
    actorSetting: text,
    tenantSetting: text,
    appRole: text,
    maintenanceRole: text,
  }),
}

/** The schema of every kind of record, in the order in which a file lists them. */
export const recordSchemas = {
  settings: docSchemas.settings,
  ...objectSchemas,
  use: docSchemas.use,
  place: docSchemas.place,
  area: docSchemas.area,
  note: docSchemas.note,
  decision: docSchemas.decision,
  trait: docSchemas.trait,
  query: docSchemas.query,
} satisfies { readonly [K in RecordKind]: z.ZodMiniType<RecordOf<K>> }

export const recordKinds: readonly RecordKind[] = Object.keys(recordSchemas) as RecordKind[]

type Frozen<T> = Json extends T
  ? T
  : T extends string | number | boolean | null | undefined
    ? T
    : { readonly [P in keyof T]: Frozen<T[P]> }
type Equal<A, B> = (<G>() => G extends A ? 1 : 2) extends <G>() => G extends B ? 1 : 2 ? true : false
type Holds<T extends true> = T
type Schemas = typeof recordSchemas
/** Fails to compile where a schema and its hand-written type differ in any member, optional ones included. */
export type SchemasMatchTypes = Holds<
  { [K in RecordKind]: Equal<Frozen<z.infer<Schemas[K]>>, Frozen<RecordOf<K>>> }[RecordKind]
>

/** The members of a document besides its records. */
export const documentMembers = {
  $schema: opt(text),
  format: z.literal(1),
  id: z.string().check(z.regex(/^[0-9a-f]{32}$/, 'document')),
  authors: z.array(z.string().check(z.regex(authorPattern, 'author'))),
}
export const headSchema = z.strictObject(documentMembers)
