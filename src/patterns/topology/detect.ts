import { type Catalog, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import type { Options } from './options.ts'

const mine: Options = {
  database: 'app',
  primary: 'primary.internal',
  cores: 8,
  maxConnections: 100,
  servers: 4,
  clients: 50,
  replicas: 1,
  quorum: 'none',
  prepared: 0,
  cache: true,
}

/** Functions that ask how far a replica is: someone reads their own writes from replicas. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const asking = objectsOf(catalog, 'routine').filter((r) =>
    /pg_last_wal_replay_lsn/i.test(r.body.text.join(' ')),
  )
  const named = (name: string) => objectsOf(catalog, 'routine').find((r) => r.name === name)
  const [first] = asking
  if (!first) return []
  const ours = [
    ['position', named('write_position')] as const,
    ['reached', named('has_replayed')] as const,
    ['wait', named('await_replay')] as const,
  ]
  return [
    {
      options: mine,
      bind: Object.fromEntries(ours.flatMap(([role, r]) => (r ? [[role, r.id] as const] : []))),
      sure: 0.6,
      because: `${first.name} asks how far a replica has come`,
    },
  ]
}
