import { rawSql, regclass, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import type { U } from './options.ts'

/** For any client with node-postgres' `query(text, values)`, inside a transaction that the caller opens and ends. */
export const files = (_facts: Facts, use: U): readonly Claim<'files'>[] => [
  {
    claim: 'file',
    path: 'helpers/once.ts',
    text: sql`${rawSql(`/** The part of a database client that is needed: node-postgres and others have it. */
export interface Client {
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }>
}

export interface Request {
  /** Whose key it is: a client, a user, an operation. */
  readonly scope: string
  /** As the client sent it, for instance in a header. */
  readonly key: string
  /** The request itself, the same text for the same request. Only its hash is kept. */
  readonly body: string
}

/** Another worker has the same request in hand: answer with 409 and let the client ask again. */
export class InProgress extends Error {}

interface Claimed {
  readonly outcome: 'claimed' | 'completed' | 'in progress'
  readonly attempt: number
  readonly response: unknown
}
const claim = `)}${regclass(use.idOf('claim'))}${rawSql(`
const complete = `)}${regclass(use.idOf('complete'))}${rawSql(`

/**
 * The answer of \`work\`, which runs once for a key, however often the request comes. Call it in an open transaction:
 * the changes of \`work\` and its stored answer are committed together, or neither is. The answer has to be JSON.
 */
export const once = async <T>(client: Client, request: Request, work: (client: Client) => Promise<T>): Promise<T> => {
  const { scope, key, body } = request
  const { rows } = await client.query(\`select * from \${claim}($1, $2, $3)\`, [scope, key, body])
  const claimed = rows[0] as Claimed
  if (claimed.outcome === 'completed') return claimed.response as T
  if (claimed.outcome === 'in progress') throw new InProgress(\`\${scope} \${key} is in progress\`)
  const answer = await work(client)
  await client.query(\`select \${complete}($1, $2, $3, $4)\`, [scope, key, claimed.attempt, JSON.stringify(answer)])
  return answer
}
`)}`,
  },
]
