import { rawSql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { cacheHelper, routingHelper } from './helpers.ts'
import { poolerFile } from './pooler.ts'
import { notes, primaryConf, replicaConf } from './servers.ts'
import type { U } from './sizes.ts'

export const files = (facts: Facts, use: U): readonly Claim<'files'>[] => [
  { claim: 'file', path: 'topology/NOTES.md', text: rawSql(notes(use)) },
  { claim: 'file', path: 'topology/pgbouncer.ini', text: poolerFile(facts, use) },
  { claim: 'file', path: 'topology/primary.conf', text: rawSql(primaryConf(use)) },
  ...(use.options.replicas > 0
    ? [{ claim: 'file', path: 'topology/replica.conf', text: rawSql(replicaConf(use)) } as const]
    : []),
  { claim: 'file', path: 'helpers/read-routing.ts', text: routingHelper(use) },
  ...(use.options.cache
    ? [{ claim: 'file', path: 'helpers/cache.ts', text: rawSql(cacheHelper) } as const]
    : []),
]
