import {
  type BuiltIn,
  type Catalog,
  type IndexElement,
  isUserType,
  type Obj,
  type PerKind,
  visit,
} from '../../catalog/index.ts'
import type { Gap } from '../types.ts'
import { type Feature, features } from './features.ts'

/** Types that pg-mem holds as PostgreSQL does, apart from ranges and modifiers. */
const held: ReadonlySet<string> = new Set([
  'text',
  'bigint',
  'integer',
  'smallint',
  'boolean',
  'timestamptz',
  'timestamp',
  'date',
  'time',
  'timetz',
  'numeric',
  'real',
  'double precision',
  'uuid',
  'jsonb',
  'json',
  'varchar',
  'char',
  'bytea',
  'interval',
  'inet',
  'citext',
  'bigserial',
  'serial',
  'smallserial',
])

export const holdsType = (t: BuiltIn): boolean => held.has(t.base)

const when = (condition: boolean | undefined, f: Feature): readonly Feature[] => (condition ? [f] : [])

const typeGaps = (t: BuiltIn): readonly Feature[] => [
  ...when(!holdsType(t), 'type'),
  ...when(t.base === 'numeric', 'numeric-precision'),
  ...when(t.base === 'bytea', 'bytea'),
  ...when(
    holdsType(t) && (t.base === 'char' || (t.mods !== undefined && !['varchar', 'numeric'].includes(t.base))),
    'type-modifier',
  ),
]

const columnGaps = (o: Obj<'column'>, catalog: Catalog): readonly Feature[] => [
  ...(isUserType(o.type) ? when(catalog.get(o.type.type)?.kind === 'domain', 'domain') : typeGaps(o.type)),
  ...when(o.collation !== undefined, 'collation'),
  ...when(o.generated !== undefined, 'generated-delete'),
  ...when(o.generated?.virtual, 'virtual'),
]

const fkGaps = (o: Obj<'fk'>): readonly Feature[] => [
  ...when(o.deferrable !== undefined, 'deferrable'),
  ...when(o.matchFull && o.columns.length > 1, 'match-full'),
  ...when(o.setColumns !== undefined, 'set-columns'),
  ...when(o.onDelete === 'set default' || o.onUpdate === 'set default', 'set-default'),
  ...when(o.period, 'period'),
  ...when(o.table === o.references, 'self-reference'),
]

const hasOpclass = (e: IndexElement): boolean => e.opclass !== undefined || e.collation !== undefined

const indexGaps = (o: Obj<'index'>, catalog: Catalog): readonly Feature[] => [
  ...when(o.include !== undefined && o.include.length > 0, 'include'),
  ...when(o.nullsNotDistinct, 'nulls-not-distinct'),
  ...when(o.method !== undefined && o.method !== 'btree', 'index-method'),
  ...when(o.elements.some(hasOpclass), 'opclass'),
  ...when(catalog.get(o.table)?.kind === 'matview', 'matview-index'),
]

const threeValued = /\b(?:and|or|in|any|all|some)\b|(?<![\w"]\s*)\(\s*[\w".]+\s*,/i

const neverNull = (c: Obj<'column'>, primary: ReadonlySet<string>): boolean =>
  c.notNull === true || c.identity !== undefined || primary.has(c.id)

/** Whether the check joins conditions over a column that may be NULL: pg-mem then answers wrongly both ways. */
const nullLogic = (o: Obj<'check'>, catalog: Catalog, primary: ReadonlySet<string>): boolean => {
  if (!threeValued.test(o.expr.text.join(' x '))) return false
  if (o.expr.opaque) return true
  const columns = o.expr.refs.flatMap((r) => catalog.get(r.id) ?? [])
  return columns.some((c) => c.kind === 'column' && !neverNull(c, primary))
}

/** Columns of primary keys. */
export const primaryColumns = (catalog: Catalog): ReadonlySet<string> =>
  new Set([...catalog.values()].flatMap((o) => (o.kind === 'key' && o.primary ? o.columns : [])))

const perKind = (catalog: Catalog, primary: ReadonlySet<string>): PerKind<readonly Feature[]> => ({
  schema: () => [],
  extension: () => ['extension'],
  role: () => ['role'],
  enum: () => [],
  domain: () => ['domain'],
  table: (o) => [...when(o.rls !== undefined, 'rls'), ...when(o.partitionBy !== undefined, 'partitioned')],
  column: (o) => columnGaps(o, catalog),
  key: (o) => [
    ...when(o.include !== undefined && o.include.length > 0, 'include'),
    ...when(o.nullsNotDistinct, 'nulls-not-distinct'),
    ...when(o.deferrable !== undefined, 'deferrable'),
    ...when(o.withoutOverlaps, 'without-overlaps'),
  ],
  check: (o) => when(nullLogic(o, catalog, primary), 'null-logic'),
  exclusion: () => ['exclusion'],
  fk: fkGaps,
  index: (o) => indexGaps(o, catalog),
  view: (o) => [
    'view-write',
    ...when(o.securityInvoker, 'security-invoker'),
    ...when(o.securityBarrier, 'security-barrier'),
    ...when(o.checkOption !== undefined, 'check-option'),
  ],
  matview: (o) => when(o.withNoData, 'no-data'),
  routine: () => ['routine'],
  trigger: () => ['trigger'],
  policy: () => ['policy'],
  grant: () => ['grant'],
  partition: () => ['partition'],
  rows: () => [],
})

/** What pg-mem is known not to judge in this catalog. Loading may find more: expressions that it cannot read. */
export const knownGaps = (catalog: Catalog): readonly Gap[] => {
  const table = perKind(catalog, primaryColumns(catalog))
  return [...catalog.values()].flatMap((o) =>
    visit(table, o).map((feature) => ({ object: o.id, feature, message: features[feature].text })),
  )
}
