import type { Id } from '../../src/base/index.ts'
import type { Deferrable, FkAction } from '../../src/catalog/index.ts'
import { type Draw, trim } from './draw.ts'

const deferrable = (d: Draw) => d.maybe(() => d.pick<Deferrable>(['deferrable', 'initially deferred']))
const action = (d: Draw) =>
  d.maybe(() => d.pick<FkAction>(['no action', 'restrict', 'cascade', 'set null', 'set default']))
const named = (d: Draw) => ({ name: d.name(), comment: d.comment() })
const part = (d: Draw) => ({ id: d.newId(), name: d.name() })
const owner = (d: Draw) => d.maybe(() => d.ref('role'))

export const addGlobals = (d: Draw, schema: Id<'schema'>): void => {
  d.add({ kind: 'schema', id: schema, name: 'public' })
  d.list(2, () => d.add(trim({ kind: 'schema', id: d.newId<'schema'>(), ...named(d) })))
  d.list(2, () =>
    d.add(
      trim({
        kind: 'role',
        id: d.newId<'role'>(),
        ...named(d),
        login: d.flag(),
        bypassRls: d.flag(),
        memberOf: d.maybe(() => d.some(d.ids('role').length > 0 ? d.ids('role') : [d.newId<'role'>()])),
      }),
    ),
  )
  d.list(1, () =>
    d.add(trim({ kind: 'extension', id: d.newId<'extension'>(), name: 'ltree', schema: d.ref('schema') })),
  )
  d.list(2, () =>
    d.add(
      trim({ kind: 'enum', id: d.newId<'enum'>(), ...named(d), schema, labels: d.list(3, () => part(d)) }),
    ),
  )
  d.list(1, () =>
    d.add(
      trim({
        kind: 'domain',
        id: d.newId<'domain'>(),
        ...named(d),
        schema,
        type: d.type(),
        notNull: d.flag(),
        default: d.maybe(() => d.sql([])),
        collation: d.maybe(() => 'C'),
        checks: d.list(2, () => ({ ...part(d), expr: d.sql([]) })),
      }),
    ),
  )
}

export const addColumn = (d: Draw, table: Id<'table'>, rank: string, before: readonly Id[]): Id<'column'> => {
  const id = d.newId<'column'>()
  const value = d.pick(['none', 'default', 'identity', 'generated'])
  d.add(
    trim({
      kind: 'column',
      id,
      ...named(d),
      table,
      rank,
      type: d.type(),
      notNull: d.flag(),
      default: value === 'default' ? d.sql([]) : undefined,
      identity: value === 'identity' ? d.pick(['always', 'by default']) : undefined,
      generated: value === 'generated' ? trim({ expr: d.sql(before), virtual: d.flag() }) : undefined,
      collation: d.maybe(() => 'C'),
    }),
  )
  return id
}

const element = (d: Draw, columns: readonly Id<'column'>[]) =>
  trim({
    ...(d.flag() ? { expr: d.sql(columns) } : { column: d.pick(columns) }),
    opclass: d.maybe(() => 'text_pattern_ops'),
    collation: d.maybe(() => 'C'),
  })

/** Constraints and indexes of a table that has these columns. */
export const addConstraints = (d: Draw, table: Id<'table'>, columns: readonly Id<'column'>[]): void => {
  d.list(2, (i) =>
    d.add(
      trim({
        kind: 'key',
        id: d.newId<'key'>(),
        ...named(d),
        table,
        primary: i === 0 ? d.flag() : undefined,
        columns: d.some(columns),
        include: d.maybe(() => d.some(columns)),
        nullsNotDistinct: d.flag(),
        deferrable: deferrable(d),
        withoutOverlaps: d.flag(),
      }),
    ),
  )
  d.list(1, () =>
    d.add(
      trim({
        kind: 'check',
        id: d.newId<'check'>(),
        ...named(d),
        table,
        expr: d.sql(columns),
        noInherit: d.flag(),
      }),
    ),
  )
  d.list(1, () =>
    d.add(
      trim({
        kind: 'exclusion',
        id: d.newId<'exclusion'>(),
        ...named(d),
        table,
        method: 'gist',
        elements: d.list(2, () => ({ ...element(d, columns), operator: '&&' }), 1),
        where: d.maybe(() => d.sql(columns)),
        deferrable: deferrable(d),
      }),
    ),
  )
  d.list(2, () =>
    d.add(
      trim({
        kind: 'index',
        id: d.newId<'index'>(),
        ...named(d),
        table,
        method: d.maybe(() => 'gin'),
        unique: d.flag(),
        nullsNotDistinct: d.flag(),
        elements: d.list(
          2,
          () =>
            trim({
              ...element(d, columns),
              order: d.maybe(() => 'desc' as const),
              nulls: d.maybe(() => d.pick(['first', 'last'])),
            }),
          1,
        ),
        include: d.maybe(() => d.some(columns)),
        where: d.maybe(() => d.sql(columns)),
      }),
    ),
  )
}

export const addForeignKey = (
  d: Draw,
  columnsOf: ReadonlyMap<Id<'table'>, readonly Id<'column'>[]>,
): void => {
  const tables = [...columnsOf.keys()]
  const table = d.pick(tables)
  const references = d.pick(tables)
  const columns = d.some(columnsOf.get(table) ?? [])
  const refColumns = (columnsOf.get(references) ?? []).slice(0, columns.length)
  d.add(
    trim({
      kind: 'fk',
      id: d.newId<'fk'>(),
      ...named(d),
      table,
      columns: columns.slice(0, refColumns.length),
      references,
      refColumns,
      onDelete: action(d),
      onUpdate: action(d),
      setColumns: d.maybe(() => columns.slice(0, 1)),
      matchFull: d.flag(),
      deferrable: deferrable(d),
      period: d.flag(),
    }),
  )
}

export const addViews = (d: Draw, schema: Id<'schema'>): void => {
  const ids = d.ids('table', 'column')
  d.list(2, () =>
    d.add(
      trim({
        kind: 'view',
        id: d.newId<'view'>(),
        ...named(d),
        schema,
        query: d.sql(ids),
        columns: d.maybe(() => d.list(2, () => part(d))),
        securityInvoker: d.flag(),
        securityBarrier: d.flag(),
        checkOption: d.maybe(() => d.pick(['local', 'cascaded'])),
        owner: owner(d),
      }),
    ),
  )
  d.list(1, () =>
    d.add(
      trim({
        kind: 'matview',
        id: d.newId<'matview'>(),
        ...named(d),
        schema,
        query: d.sql(ids),
        columns: d.maybe(() => d.list(2, () => part(d))),
        withNoData: d.flag(),
        owner: owner(d),
      }),
    ),
  )
}

export const addRoutine = (d: Draw, schema: Id<'schema'>): void => {
  const procedure = d.flag()
  d.add(
    trim({
      kind: 'routine',
      id: d.newId<'routine'>(),
      ...named(d),
      schema,
      procedure,
      params: d.list(2, () =>
        trim({
          ...part(d),
          type: d.type(),
          mode: d.maybe(() => d.pick(['in', 'out', 'inout', 'variadic'])),
          default: d.maybe(() => d.sql([])),
        }),
      ),
      returns: procedure ? undefined : d.sql(d.ids('table')),
      language: d.pick(['sql', 'plpgsql']),
      volatility: d.maybe(() => d.pick(['stable', 'immutable'])),
      strict: d.flag(),
      securityDefiner: d.flag(),
      parallel: d.maybe(() => d.pick(['safe', 'restricted'])),
      settings: d.maybe(() => d.list(2, () => d.sql([]))),
      body: d.sql(d.ids('table', 'column', 'view')),
      closed: d.flag(),
      owner: owner(d),
    }),
  )
}

export const addTrigger = (d: Draw, table: Id<'table'>, columns: readonly Id<'column'>[]): void => {
  const routine = d.ref('routine')
  if (!routine) return
  d.add(
    trim({
      kind: 'trigger',
      id: d.newId<'trigger'>(),
      ...named(d),
      table,
      timing: d.pick(['before', 'after', 'instead of']),
      events: d.pick([['insert'], ['update', 'delete'], ['truncate']]),
      of: d.maybe(() => d.some(columns)),
      statement: d.flag(),
      when: d.maybe(() => d.sql(columns)),
      routine,
      args: d.maybe(() => d.list(2, () => d.name())),
      oldTable: d.maybe(() => 'was'),
      newTable: d.maybe(() => 'is'),
      constraint: d.maybe(() => d.pick(['immediate', 'deferrable', 'initially deferred'])),
    }),
  )
}

export const addAccess = (d: Draw, table: Id<'table'>, columns: readonly Id<'column'>[]): void => {
  d.list(1, () =>
    d.add(
      trim({
        kind: 'policy',
        id: d.newId<'policy'>(),
        ...named(d),
        table,
        restrictive: d.flag(),
        command: d.maybe(() => d.pick(['select', 'insert', 'update', 'delete'])),
        roles: d.ids('role').slice(0, 1),
        using: d.maybe(() => d.sql(columns)),
        check: d.maybe(() => d.sql(columns)),
      }),
    ),
  )
  d.list(1, () =>
    d.add(
      trim({
        kind: 'grant',
        id: d.newId<'grant'>(),
        name: '',
        on: d.ref('table', 'schema', 'view', 'matview', 'routine', 'enum', 'domain') ?? table,
        to: d.ref('role') ?? 'public',
        privileges: d.pick([['select'], ['insert', 'update']]),
        columns: d.maybe(() => d.some(columns)),
        grantable: d.flag(),
      }),
    ),
  )
  d.list(2, () =>
    d.add(
      trim({
        kind: 'partition',
        id: d.newId<'partition'>(),
        ...named(d),
        table,
        schema: d.ref('schema') ?? '',
        ...d.pick([
          {},
          { from: [d.sql([])], to: [d.sql([])] },
          { in: d.list(2, () => d.sql([])) },
          { modulus: 4, remainder: 0 },
        ]),
        tablespace: d.maybe(() => 'fast'),
      }),
    ),
  )
  d.list(1, () => {
    const some = d.some(columns)
    d.add(
      trim({
        kind: 'rows',
        id: d.newId<'rows'>(),
        ...named(d),
        table,
        columns: some,
        values: d.list(2, () => some.map(() => d.sql([]))),
      }),
    )
  })
}
