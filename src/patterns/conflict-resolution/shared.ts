import { quoteLiteral, rawSql, type Sql } from '../../catalog/index.ts'
import type { Use } from '../../compile/api.ts'
import type { Options } from './options.ts'

export type U = Use<Options>

/** The server that writes; an unset setting reads as an empty name. */
export const nodeOf = (use: U): Sql =>
  rawSql(`coalesce(current_setting(${quoteLiteral(use.options.node)}, true), '')`)
