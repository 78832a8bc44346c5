import type { Id } from '../base/index.ts'
import { name, type Obj, rawSql, sql } from '../catalog/index.ts'
import type { World } from './world.ts'

const open = (w: World, table: Id<'table'>, first: Obj<'policy'>): void => {
  const id = `policy@${table}/open` as Id<'policy'>
  w.put({
    kind: 'policy',
    id,
    name: '',
    table,
    roles: [],
    using: rawSql('true'),
    check: rawSql('true'),
    comment: 'Lets through what no other policy of the table keeps back.',
    ...(first.why ? { why: { use: first.why.use, role: `open:${table}` } } : {}),
  })
  w.names.set(id, sql`${name(table)}_open`)
}

/**
 * Restrictive policies only take away. Where nothing else permits anything, one policy permits everything, so that
 * what a pattern keeps back is kept back the same way whether another scopes the table or not.
 */
export const sealPolicies = (w: World): void => {
  for (const t of w.all('table')) {
    const policies = w.of('policy', t.id)
    const first = policies.find((p) => p.restrictive && p.why)
    if (first && policies.every((p) => p.restrictive)) open(w, t.id as Id<'table'>, first)
  }
}
