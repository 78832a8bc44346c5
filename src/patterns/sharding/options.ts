import * as z from 'zod/mini'
import type { Id } from '../../base/index.ts'
import { choice, list, optionsOf, query, type SqlOption, table, tables, whole } from '../kit/index.ts'

export interface Options {
  readonly kind: 'citus' | 'map'
  readonly root?: Id<'table'> | undefined
  readonly reference: readonly Id<'table'>[]
  readonly shards: number
  readonly queries: readonly { readonly query: SqlOption }[]
}

export const options = optionsOf<Options>({
  kind: choice(
    'How',
    'Citus spreads tables over servers and plans queries for them; a shard map tells the application which server holds a key.',
    ['citus', 'map'],
  ),
  root: table(
    'Shard by',
    'The table whose rows decide where everything goes, such as customers. Empty: the tenant, where rows have one.',
  ),
  reference: tables('On every server', 'Small tables that are kept whole everywhere, such as countries.'),
  shards: whole(
    'Shards',
    'Pieces that servers hold many of each; more than there will ever be servers.',
    32,
    1,
    16_384,
  ),
  queries: list(
    'Sample queries',
    'Queries that should be answered by one shard; the others are told, once it is clear what decides where rows are.',
    {
      query: z._default(query('Query', 'One query.'), ''),
    },
  ),
})
