import type { Id } from '../base/index.ts'
import { joinSql, name, type Obj, sql, type Template } from '../catalog/index.ts'
import type { World } from './world.ts'

const columnsOf = (es: readonly { readonly column?: Id<'column'> }[]): readonly Id[] =>
  es.flatMap((e) => (e.column ? [e.column] : []))

const joined = (table: Id, columns: readonly Id[], suffix: string): Template =>
  joinSql([name(table), ...columns.map(name), suffix], '_')

/**
 * The name PostgreSQL itself would give, as a template; undefined for kinds that must be named or have no
 * name. Made before scopes widen keys, so that switching tenancy on renames no constraint. Of what patterns may still
 * bring, a check mentions columns.
 */
export const defaultName = (o: Obj, { objects }: Pick<World, 'objects'>): Template | undefined => {
  switch (o.kind) {
    case 'key':
      return o.primary ? sql`${name(o.table)}_pkey` : joined(o.table, o.columns, 'key')
    case 'fk':
      return joined(o.table, o.columns, 'fkey')
    case 'check': {
      const isColumn = (id: Id): boolean => (objects.get(id)?.kind ?? 'column') === 'column'
      const refs = o.expr.refs.filter((r) => r.as !== 'literal' && isColumn(r.id))
      const columns = [...new Set(refs.map((r) => r.id))]
      return joined(o.table, columns.length === 1 ? columns : [], 'check')
    }
    case 'exclusion':
      return joined(o.table, columnsOf(o.elements), 'excl')
    case 'index': {
      const columns = columnsOf(o.elements)
      return joined(o.table, columns, columns.length < o.elements.length ? 'expr_idx' : 'idx')
    }
    case 'policy':
      return sql`${name(o.table)}_${o.command ?? 'all'}`
    case 'trigger':
      return sql`${name(o.table)}_${o.timing.replace(' ', '_')}_${o.events.join('_')}`
    default:
      return undefined
  }
}
