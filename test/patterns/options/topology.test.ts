import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges, type Json } from '../../../src/design/index.ts'
import { registry } from '../all.ts'
import { on } from '../on.ts'
import { shop } from '../shop.ts'

const s = shop()
const compiled = (options: Readonly<Record<string, Json>>, ...also: readonly string[]) =>
  compile(
    on(
      s,
      also.reduce((d, n) => on(s, d, n), s.design),
      'topology',
      options,
    ),
    registry,
  )
const text = (c: ReturnType<typeof compiled>, path: string): string =>
  c.files.find((f) => f.path === path)?.text ?? ''

describe('options of a topology', () => {
  it.each<readonly [string, string, Readonly<Record<string, Json>>]>([
    ['too-few-connections', 'maxConnections', { cores: 64, maxConnections: 100 }],
    ['no-replica', 'quorum', { replicas: 0, quorum: 'any one' }],
    ['one-replica', 'replicas', { replicas: 1, quorum: 'majority' }],
  ])('%s is told at %s, with a way out', (code, option, options) => {
    const c = compiled(options)
    const [issue, ...more] = c.issues
    expect([issue?.code, issue?.option, more]).toEqual([`topology/${code}`, option, []])
    const after = applyChanges(c.design, issue?.waysOut[0]?.changes ?? []).design
    expect(compile(after, registry).issues).toEqual([])
  })

  it.each<readonly [string, Readonly<Record<string, Json>>, string, RegExp]>([
    ['2 × cores + 1', { cores: 4 }, 'topology/pgbouncer.ini', /^default_pool_size = 9$/m],
    ['servers × clients', { servers: 10, clients: 20 }, 'topology/pgbouncer.ini', /^max_client_conn = 200$/m],
    ['prepared statements', { prepared: 50 }, 'topology/pgbouncer.ini', /^max_prepared_statements = 50$/m],
    ['no replica', { replicas: 0 }, 'topology/pgbouncer.ini', /^app_read = host=primary\.internal /m],
    ['an address', { primary: '10.0.0.1' }, 'topology/pgbouncer.ini', /^app_read = host=replica-1 /m],
    ['a quorum', { replicas: 2, quorum: 'any one' }, 'topology/NOTES.md', /on 1 replica before it was told/],
  ])('%s', (_, options, path, expected) => {
    expect(text(compiled(options), path)).toMatch(expected)
  })

  it('guards tenants at the pooler, by the names of their settings', () => {
    const ini = text(compiled({}, 'tenancy-row'), 'topology/pgbouncer.ini')
    expect(ini).toMatch(/^server_reset_query_always = 1$/m)
    expect(ini).toContain("'app.current_tenant'")
    expect(text(compiled({}), 'topology/pgbouncer.ini')).not.toContain('server_reset_query_always')
  })

  it('leaves the replica and the cache out where there are none', () => {
    const paths = compiled({ replicas: 0, cache: false }).files.map((f) => f.path)
    expect(paths).not.toContain('topology/replica.conf')
    expect(paths).not.toContain('helpers/cache.ts')
  })
})
