import type { Deferrable, FkAction } from '../../catalog/index.ts'

interface Named {
  /** From CONSTRAINT before it. */
  readonly name?: string
}
export interface SaidKey extends Named {
  readonly kind: 'key'
  readonly primary?: true
  readonly nullsNotDistinct?: true
  readonly deferrable?: Deferrable
}
export interface SaidCheck extends Named {
  readonly kind: 'check'
  readonly expr: string
  readonly noInherit?: true
}
/** Names as PostgreSQL reads them; without a column the table's primary key is meant. */
export interface SaidReference extends Named {
  readonly kind: 'fk'
  readonly schema?: string
  readonly table: string
  readonly column?: string
  readonly onDelete?: FkAction
  readonly onUpdate?: FkAction
  readonly setColumns?: readonly string[]
  readonly matchFull?: true
  readonly deferrable?: Deferrable
}
export type SaidConstraint = SaidKey | SaidCheck | SaidReference

/** What stands behind a column's name, as text where it is SQL of its own. */
export interface ColumnClauses {
  /** '' where it is left to the name. */
  readonly type: string
  /** False: NULL or `?`. */
  readonly notNull?: boolean
  readonly collation?: string
  readonly default?: string
  readonly identity?: 'always' | 'by default'
  /** `virtual` is absent where neither VIRTUAL nor STORED is said. */
  readonly generated?: { readonly expr: string; readonly virtual?: boolean }
  readonly constraints: readonly SaidConstraint[]
}
