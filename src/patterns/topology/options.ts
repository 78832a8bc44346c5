import { choice, flag, identifier, optionsOf, text, whole } from '../kit/index.ts'

export interface Options {
  readonly database: string
  readonly primary: string
  readonly cores: number
  readonly maxConnections: number
  readonly servers: number
  readonly clients: number
  readonly replicas: number
  readonly quorum: 'none' | 'any one' | 'majority'
  readonly prepared: number
  readonly cache: boolean
}

export const options = optionsOf<Options>({
  database: identifier('Database', 'Its name on the server.', 'app'),
  primary: text('primary.internal', /^[A-Za-z0-9.-]+$/, 'write a host name or an address.', {
    title: 'Primary',
    description: 'The host that takes writes. Replicas are called after it: replica-1, replica-2 …',
  }),
  cores: whole(
    'Cores',
    'Processor cores of the primary: they bound how many queries run well at once.',
    8,
    1,
    512,
  ),
  maxConnections: whole('max_connections', 'How many connections the server takes.', 100, 10, 10_000),
  servers: whole('Application servers', 'How many there are at the busiest time.', 4, 1, 10_000),
  clients: whole(
    'Clients of a server',
    'How many connections one application server keeps to the pooler.',
    50,
    1,
    10_000,
  ),
  replicas: whole('Replicas', 'Servers that follow the primary and answer reads.', 1, 0, 50),
  quorum: choice(
    'A commit waits for',
    'Replicas that must have a commit before it is told to have happened: none, any one, or more than half.',
    ['none', 'any one', 'majority'],
  ),
  prepared: whole(
    'Prepared statements',
    'How many the pooler follows for a client; that needs PgBouncer 1.21. 0: clients prepare none.',
    0,
    0,
    10_000,
  ),
  cache: flag(
    'Cache helpers',
    'TypeScript for a cache beside the database: read through, write through, invalidation.',
    true,
  ),
})
