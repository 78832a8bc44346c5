import fc from 'fast-check'
import { derivedId, type Id, ranksAfter } from '../../src/base/index.ts'
import { type Design, type Json, targets } from '../../src/design/index.ts'
import { Draw, trim } from './draw.ts'
import { anyName } from './names.ts'
import {
  addAccess,
  addColumn,
  addConstraints,
  addForeignKey,
  addGlobals,
  addRoutine,
  addTrigger,
  addViews,
} from './objects.ts'

const jsonValue = (): fc.Arbitrary<Json> =>
  fc
    .json({ maxDepth: 2 })
    .filter((s) => !/__proto__|-0/.test(s))
    .map((s) => JSON.parse(s) as Json)
const coordinate = () => fc.oneof(fc.integer({ min: -5000, max: 5000 }), fc.constantFrom(0.5, -12.25, 1e300))
const documentId = () => fc.stringMatching(/^[0-9a-f]{32}$/)

const addSettings = (d: Draw, schema: Id<'schema'>): void =>
  d.add({
    kind: 'settings',
    id: d.newId(),
    name: d.name(),
    target: d.pick(targets),
    schema,
    actorSetting: 'app.current_user',
    tenantSetting: d.name(),
    appRole: 'app_user',
    maintenanceRole: d.name(),
  })

const addTables = (d: Draw, schema: Id<'schema'>): ReadonlyMap<Id<'table'>, readonly Id<'column'>[]> => {
  const columnsOf = new Map<Id<'table'>, readonly Id<'column'>[]>()
  d.list(4, () => {
    const table = d.newId<'table'>()
    d.add(
      trim({
        kind: 'table',
        id: table,
        name: d.name(),
        comment: d.comment(),
        schema,
        unlogged: d.flag(),
        rls: d.maybe(() => d.pick(['enabled', 'forced'])),
        owner: d.maybe(() => d.ref('role')),
        partitionBy: d.maybe(() => ({ method: d.pick(['range', 'list']), keys: [{ expr: d.sql([]) }] })),
      }),
    )
    const ranks = d.pick([ranksAfter('', 6), ranksAfter('z', 6), ranksAfter('', 12).slice(6).reverse()])
    const columns: Id<'column'>[] = []
    for (const rank of ranks.slice(0, d.int(1, 6))) columns.push(addColumn(d, table, rank, [...columns]))
    addConstraints(d, table, columns)
    columnsOf.set(table, columns)
  })
  return columnsOf
}

const addUses = (d: Draw): void => {
  d.list(4, () => {
    const target = d.maybe(() => d.ref('table', 'column'))
    const pattern = d.pick(['audit-columns', 'soft-delete', 'made-up'])
    const id = d.flag() ? (`${pattern}@${target ?? 'design'}#${d.int(1, 2)}` as Id<'use'>) : d.newId<'use'>()
    const bound = d.ref('column', 'table')
    d.add(
      trim({
        kind: 'use',
        id,
        pattern,
        target,
        options: d.maybe((): { [k: string]: Json } => ({ mode: d.g(jsonValue), 'a b': d.g(jsonValue) })),
        bind: bound
          ? d.maybe(() => ({ [d.pick(['column', 'history/x', 'constructor'])]: bound }))
          : undefined,
      }),
    )
  })
}

const addTraits = (d: Draw, columnsOf: ReadonlyMap<Id<'table'>, readonly Id<'column'>[]>): void => {
  for (const [table, columns] of columnsOf)
    d.maybe(() =>
      d.add(
        trim({
          kind: 'trait',
          id: d.newId<'trait'>(),
          table,
          scope: d.maybe(() => ({ column: d.pick(columns), tenants: { table, key: d.pick(columns) } })),
          alive: d.maybe(() => d.sql(columns)),
          holds: d.maybe(() => d.pick(['facts', 'reference'])),
          beside: d.maybe(() => d.pick([...columnsOf.keys()])),
          app: d.maybe(() => d.pick(['none', 'read', 'append', 'write'])),
          rls: d.maybe(() => d.pick(['enabled', 'forced'])),
          timed: d.maybe(() => columns),
          returns: d.maybe(() => ({
            of: d.pick([...columnsOf.keys()]),
            columns: columns.map((c) => [d.pick(columns), c] as const),
          })),
        }),
      ),
    )
}

const addPaper = (d: Draw): void => {
  const box = () => ({
    x: d.g(coordinate),
    y: d.g(coordinate),
    width: d.nat(900),
    height: d.nat(900),
    hue: d.maybe(() => d.nat(360)),
  })
  const made = d.ids('use').map((u) => derivedId(u, 'history'))
  for (const of of [...d.ids('table', 'view', 'matview'), ...made])
    d.maybe(() => {
      const { x, y, hue } = box()
      d.add(trim({ kind: 'place', id: d.newId<'place'>(), of, x, y, hue, folded: d.flag() }))
    })
  d.list(1, () => d.add(trim({ kind: 'area', id: d.newId<'area'>(), name: d.name(), ...box() })))
  d.list(1, () => d.add(trim({ kind: 'note', id: d.newId<'note'>(), text: d.name(), ...box() })))
  const use = d.ref('use')
  if (use)
    d.add(
      trim({
        kind: 'decision',
        id: d.newId<'decision'>(),
        use,
        status: d.pick(['proposed', 'accepted', 'superseded']),
        date: d.maybe(() => '2026-11-21'),
        context: d.comment(),
        decision: d.comment(),
        consequences: d.comment(),
      }),
    )
  const ranks = ranksAfter('', 2)
  d.list(2, (i) =>
    d.add({ kind: 'query', id: d.newId(), name: d.name(), sql: 'select 1', rank: ranks[i] ?? 'i' }),
  )
}

const build = (d: Draw): Design => {
  const schema = d.newId<'schema'>()
  addSettings(d, schema)
  addGlobals(d, schema)
  const columnsOf = addTables(d, schema)
  if (columnsOf.size > 0) d.list(2, () => addForeignKey(d, columnsOf))
  addViews(d, schema)
  d.list(2, () => addRoutine(d, schema))
  for (const [table, columns] of columnsOf) {
    d.list(1, () => addTrigger(d, table, columns))
    addAccess(d, table, columns)
  }
  addUses(d)
  addTraits(d, columnsOf)
  addPaper(d)
  return { format: 1, id: d.g(documentId), authors: d.authors, records: d.records }
}

/**
 * Designs of every kind of record that a reader accepts: references exist, keys and foreign keys name columns
 * of their tables. Not shrunk: that would take minutes. They need not make sense to PostgreSQL. `names` gives the names (default: any string).
 */
export const designs = (names: () => fc.Arbitrary<string> = () => anyName): fc.Arbitrary<Design> =>
  fc.noShrink(fc.gen().map((g) => build(new Draw(g, names))))
