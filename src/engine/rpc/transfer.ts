import type { Id } from '../../base/index.ts'
import type { Catalog, Obj } from '../../catalog/index.ts'
import { type Block, blocksOf, type Emitted, type Statement } from '../../sql/index.ts'
import type { EngineKind } from '../types.ts'

interface Sent {
  readonly catalog: Catalog
  readonly emitted: Emitted
  readonly blocks?: readonly Block[]
}

const withoutWhy = ({ why: _, ...s }: Statement): Statement => s

/** PostgreSQL reads the DDL; of the catalog it needs only what tells statements apart. */
const needed = (o: Obj): readonly [Id, Obj][] => {
  if (o.kind === 'extension' || o.kind === 'schema') return [[o.id, o]]
  return o.kind === 'rows' ? [[o.id, { ...o, columns: [], values: [] }]] : []
}

const statementsOnly = (emitted: Emitted): Emitted => ({
  statements: emitted.statements.map(withoutWhy),
  text: '',
  offsets: [],
})

/** What each engine needs of a design: copying the rest to the worker would take as long as an edit may take. */
export const forWorker: { readonly [K in EngineKind]: (catalog: Catalog, emitted: Emitted) => Sent } = {
  pglite: (catalog, emitted) => ({
    catalog: new Map([...catalog.values()].flatMap(needed)),
    emitted: statementsOnly(emitted),
    blocks: blocksOf(catalog),
  }),
  'pg-mem': (catalog) => ({ catalog: new Map(catalog), emitted: { statements: [], text: '', offsets: [] } }),
}
