import { quoteLiteral, rawSql, type Sql } from '../../catalog/index.ts'
import type { Use } from '../../compile/api.ts'
import type { Options } from './options.ts'

export type U = Use<Options>

export const pinned: readonly Sql[] = [rawSql('search_path = pg_catalog, pg_temp')]

/** The server that writes; an unset setting reads as an empty name. */
export const nodeOf = (use: U): Sql =>
  rawSql(`coalesce(current_setting(${quoteLiteral(use.options.node)}, true), '')`)
