import { type Id, rankBetween } from '../../base/index.ts'
import { type DataType, type Kind, rawSql } from '../../catalog/index.ts'
import {
  change,
  type DesignRecord,
  type DrawnObject,
  type DrawnOf,
  type PlaceRecord,
  recordsOf,
  settingsOf,
} from '../../design/index.ts'
import type { Attempt, Spot } from '../types.ts'
import { addIndex } from './constraints.ts'
import {
  type Context,
  columnsOf,
  done,
  drawnColumns,
  label,
  need,
  notDrawn,
  objectFor,
  recordFor,
  refuse,
} from './context.ts'
import { addKey, keysOf } from './keys.ts'
import { bearer, checkedName, checkedTitle } from './names.ts'
import { kindWord } from './rename.ts'
import { triggerRoutine } from './trigger-routine.ts'

type Made = DrawnObject | readonly DrawnObject[] | Attempt
type Maker = (x: Context, name: string, of: Id | undefined) => Made

const schemaFor = (x: Context, of: Id | undefined): Id<'schema'> =>
  recordFor(x, 'schema', of)?.id ?? settingsOf(x.design).schema

const owned = (x: Context, of: Id | undefined, make: (table: Id<'table'>) => Made): Made => {
  const table = of === undefined ? undefined : objectFor(x, 'table', of)
  return table
    ? make(table.id)
    : refuse('Choose the table that this is for.', ...(of === undefined ? [] : [of]))
}

const firstFree = (x: Context, table: Id): Id | undefined => {
  const keyed = new Set(keysOf(x, table).flatMap((k) => (k.columns.length === 1 ? k.columns : [])))
  return drawnColumns(x, table).find((c) => !keyed.has(c.id))?.id
}

/** The columns that a row gives values for: not those that the database fills, unless there are no others. */
const written = (columns: readonly DrawnOf<'column'>[]): readonly DrawnOf<'column'>[] => {
  const plain = columns.filter((c) => c.generated === undefined)
  const given = plain.filter((c) => c.identity === undefined)
  return given.length > 0 ? given : plain
}

/** What a new object of each kind looks like before anyone has edited it. */
const makers: { readonly [K in Exclude<Kind, 'table' | 'column'>]: Maker } = {
  schema: (x, name) => ({ kind: 'schema', id: x.newId(), name }),
  extension: (x, name) => ({ kind: 'extension', id: x.newId(), name, schema: settingsOf(x.design).schema }),
  role: (x, name) => ({ kind: 'role', id: x.newId(), name }),
  enum: (x, name, of) => ({ kind: 'enum', id: x.newId(), name, schema: schemaFor(x, of), labels: [] }),
  domain: (x, name, of) => ({
    kind: 'domain',
    id: x.newId(),
    name,
    schema: schemaFor(x, of),
    type: { base: 'text' },
    checks: [],
  }),
  view: (x, name, of) => ({
    kind: 'view',
    id: x.newId(),
    name,
    schema: schemaFor(x, of),
    query: rawSql('SELECT 1 AS one'),
  }),
  matview: (x, name, of) => ({
    kind: 'matview',
    id: x.newId(),
    name,
    schema: schemaFor(x, of),
    query: rawSql('SELECT 1 AS one'),
  }),
  routine: (x, name, of) => ({
    kind: 'routine',
    id: x.newId(),
    name,
    schema: schemaFor(x, of),
    params: [],
    returns: rawSql('integer'),
    language: 'sql',
    body: rawSql('SELECT 1'),
  }),
  key: (x, _name, of) =>
    owned(x, of, (table) => {
      const column = firstFree(x, table)
      if (column === undefined)
        return refuse('Every column of this table is a key already. Add a column first.', table)
      return addKey(x, table, [column], false)
    }),
  check: (x, name, of) =>
    owned(x, of, (table) => ({ kind: 'check', id: x.newId(), name, table, expr: rawSql('true') })),
  exclusion: (_x, _name, of) =>
    refuse(
      'An exclusion needs its columns and operators. Add it in the inspector.',
      ...(of === undefined ? [] : [of]),
    ),
  fk: (_x, _name, of) =>
    refuse('Drag from a column to a table to draw a foreign key.', ...(of === undefined ? [] : [of])),
  index: (x, _name, of) =>
    owned(x, of, (table) => {
      const column = columnsOf(x, table).at(-1)
      return column ? addIndex(x, table, [column.id]) : refuse('Add a column first.', table)
    }),
  trigger: (x, name, of) =>
    owned(x, of, (table) => {
      const routine = triggerRoutine(x, name, settingsOf(x.design).schema)
      return [
        routine,
        {
          kind: 'trigger',
          id: x.newId(),
          name,
          table,
          timing: 'before',
          events: ['insert', 'update'],
          routine: routine.id,
        },
      ]
    }),
  policy: (x, name, of) =>
    owned(x, of, (table) => ({
      kind: 'policy',
      id: x.newId(),
      name,
      table,
      roles: [],
      using: rawSql('true'),
    })),
  grant: (x, _name, of) =>
    owned(x, of, (on) => ({
      kind: 'grant',
      id: x.newId(),
      name: '',
      on,
      to: 'public',
      privileges: ['SELECT'],
    })),
  partition: (x, name, of) =>
    owned(x, of, (table) => {
      const parent = objectFor(x, 'table', table)
      if (!parent?.partitionBy) return refuse('This table is not partitioned.', table)
      return { kind: 'partition', id: x.newId(), name, table, schema: parent.schema }
    }),
  rows: (x, _name, of) =>
    owned(x, of, (table) => ({
      kind: 'rows',
      id: x.newId(),
      name: '',
      table,
      columns: written(drawnColumns(x, table)).map((c) => c.id),
      values: [],
    })),
}

const unnamed: ReadonlySet<string> = new Set(['key', 'check', 'exclusion', 'fk', 'index', 'grant', 'rows'])

/** A new object of a kind, as plain as it can be; `of` is its table or its schema, `at` where it stands on the canvas. */
export const add = (
  x: Context,
  kind: Exclude<Kind, 'table' | 'column'>,
  name: string,
  of?: Id,
  at?: Spot,
): Attempt => {
  const checked = checkedName(name)
  const mayBeEmpty = unnamed.has(kind) && name.trim() === ''
  if (!checked.ok && !mayBeEmpty) return refuse(checked.error)
  const made = makers[kind](x, checked.ok ? checked.value : '', of)
  if ('ok' in made) return made
  const records: readonly DrawnObject[] = 'kind' in made ? [made] : made
  for (const r of records) {
    const other = r.name === '' ? undefined : bearer(x, r, r.name)
    if (other)
      return refuse(`There is a ${kindWord(other)} called \`${r.name}\` already. Choose another name.`)
  }
  const last = records.slice(-1).map((r) => r.id)
  const places = at
    ? last.map(
        (id): PlaceRecord => ({
          kind: 'place',
          id: x.newId(),
          of: id,
          x: Math.round(at.x),
          y: Math.round(at.y),
        }),
      )
    : []
  return done(`Add ${kindWord(kind)}`, [...records, ...places].map(change), { select: last })
}

/** The type of a column or a domain. */
export const setType = (x: Context, id: Id, type: DataType): Attempt => {
  const r = x.design.records.get(id)
  if (r?.kind !== 'column' && r?.kind !== 'domain')
    return r ? refuse('This has no type.', id) : notDrawn(x, id)
  if ('type' in type && !x.compiled.catalog.has(type.type))
    return refuse('That type is no longer part of the design.', id)
  return done('Change type', [change({ ...r, type })], { merge: `type ${id}` })
}

/** A comment on any drawn object; empty text takes it away. */
export const comment = (x: Context, id: Id, text: string): Attempt => {
  const r: DesignRecord | undefined = x.design.records.get(id)
  if (!r) return notDrawn(x, id)
  if (r.kind === 'note') return done('Write note', [change({ ...r, text })], { merge: `comment ${id}` })
  if (!x.compiled.catalog.has(id) && !x.compiled.leftOut.has(id))
    return refuse('This cannot carry a comment.', id)
  if (text.includes('\0')) return refuse('A comment cannot contain the NUL character. Remove it.', id)
  const { comment: _old, ...rest } = r as DrawnObject
  return done(
    `Comment on ${label(x, id).replaceAll('`', '')}`,
    [change((text === '' ? rest : { ...rest, comment: text }) as DrawnObject)],
    {
      merge: `comment ${id}`,
    },
  )
}

/**
 * Saves a query in the design, a new one at the end of the list. A name is given once; one that stays is not looked
 * at, for an older design may hold any.
 */
export const saveQuery = (x: Context, name: string, sql: string, id?: Id): Attempt => {
  const old = id === undefined ? undefined : need(x, 'query', id)
  if (old && !old.ok) return old
  const options = { merge: `query ${id}` }
  if (old?.value.name === name) return done('Change query', [change({ ...old.value, sql })], options)
  const checked = checkedTitle(name)
  if (!checked.ok) return refuse(checked.error)
  const queries = recordsOf(x.design, 'query')
  if (queries.some((q) => q.id !== id && q.name === checked.value))
    return refuse(`Another query is called “${checked.value}”. Choose another name.`)
  if (old) return done('Change query', [change({ ...old.value, name: checked.value, sql })], options)
  const last =
    queries
      .map((q) => q.rank)
      .sort()
      .at(-1) ?? ''
  const record = {
    kind: 'query',
    id: x.newId<'query'>(),
    name: checked.value,
    sql,
    rank: rankBetween(last, undefined),
  } as const
  return done('Save query', [change(record)])
}
