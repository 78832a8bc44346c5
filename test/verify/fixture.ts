import { type Id, ranksAfter } from '../../src/base/index.ts'
import {
  builtIn,
  type Catalog,
  type DataType,
  name,
  type Obj,
  type Ref,
  rawSql,
  type Shapes,
  type Sql,
} from '../../src/catalog/index.ts'
import type { Made, Traits } from '../../src/compile/index.ts'

type ColumnSpec = Partial<Omit<Shapes['column'], 'table' | 'type' | 'rank'>> & { readonly type: DataType }

export const publicSchema: Id<'schema'> = 's'
export const t = builtIn

/** A table with its columns; ids are `table` and `table.column`. */
export const table = (
  id: string,
  columns: Readonly<Record<string, ColumnSpec>>,
  more: Partial<Shapes['table']> = {},
): readonly Obj[] => {
  const ranks = ranksAfter('', Object.keys(columns).length)
  return [
    { kind: 'table', id, name: id, schema: publicSchema, ...more },
    ...Object.entries(columns).map(
      ([column, spec], i): Obj => ({
        kind: 'column',
        id: `${id}.${column}`,
        name: column,
        table: id,
        rank: ranks[i] ?? 'z',
        ...spec,
      }),
    ),
  ]
}

const ids = (of: string, columns: readonly string[]): readonly Id<'column'>[] =>
  columns.map((c) => `${of}.${c}`)

export const primary = (of: string, ...columns: readonly string[]): Obj => ({
  kind: 'key',
  id: `${of}_pkey`,
  name: `${of}_pkey`,
  table: of,
  primary: true,
  columns: ids(of, columns),
})
export const unique = (of: string, ...columns: readonly string[]): Obj => ({
  kind: 'key',
  id: `${of}_${columns.join('_')}_key`,
  name: `${of}_${columns.join('_')}_key`,
  table: of,
  columns: ids(of, columns),
})
export const fk = (
  of: string,
  columns: readonly string[],
  to: string,
  refs: readonly string[],
  more: Partial<Shapes['fk']> = {},
): Obj => ({
  kind: 'fk',
  id: `${of}_${columns.join('_')}_fkey`,
  name: `${of}_${columns.join('_')}_fkey`,
  table: of,
  columns: ids(of, columns),
  references: to,
  refColumns: ids(to, refs),
  ...more,
})

/** A check whose `{column}` holes become references to the table's columns. */
export const fragment = (of: string, text: string): Sql => {
  const refs: Ref[] = []
  const parts = text.split(/\{([a-z]\w*)\}/)
  const out: string[] = []
  parts.forEach((p, i) => {
    if (i % 2 === 0) out.push(p)
    else refs.push(name(`${of}.${p}`))
  })
  return { text: out, refs }
}
export const check = (of: string, id: string, text: string): Obj => ({
  kind: 'check',
  id,
  name: id,
  table: of,
  expr: fragment(of, text),
})

export const plainTraits: Traits = {
  scopes: new Map(),
  alive: new Map(),
  timed: new Map(),
  beside: new Map(),
  parents: new Map(),
  owned: new Map(),
  actors: new Map(),
  mirrors: new Map(),
  copied: new Map(),
  returns: new Map(),
  standIns: new Map(),
  sessions: new Map(),
  copies: new Map(),
  tells: new Map(),
  holds: new Map(),
  access: new Map(),
  settings: { actor: 'app.current_user', tenant: 'app.current_tenant' },
}

export const catalogOf = (...objects: readonly (Obj | readonly Obj[])[]): Catalog => {
  const all = [{ kind: 'schema', id: publicSchema, name: 'public' } as const, ...objects.flat()]
  return new Map(all.map((o) => [o.id, o as Obj]))
}
export const madeOf = (catalog: Catalog, traits: Partial<Traits> = {}): Made => ({
  catalog,
  traits: { ...plainTraits, ...traits },
})
export const raw = rawSql
