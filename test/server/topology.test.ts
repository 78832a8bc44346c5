import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Compiled, compile } from '../../src/compile/index.ts'
import type { Json } from '../../src/design/index.ts'
import { emit } from '../../src/sql/index.ts'
import { registry } from '../patterns/all.ts'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { written } from '../patterns/topology-helpers.ts'
import { type Server, type Skipped, startServer } from '../server.ts'
import { accountOf, answers, exited, freePort, startPooler } from './pgbouncer.ts'

const s = shop()
const compiledWith = (options: Readonly<Record<string, Json>>, ...also: readonly string[]): Compiled =>
  compile(
    on(
      s,
      also.reduce((d, n) => on(s, d, n), s.design),
      'topology',
      { database: 'app', ...options },
    ),
    registry,
  )
const fileOf = (c: Compiled, path: string): string => c.files.find((f) => f.path === path)?.text ?? ''
const settingsIn = (conf: string): readonly string[] =>
  conf
    .split('\n')
    .filter((l) => /^\w+ =/.test(l))
    .map((l) => l.replace(/^(\w+)\s*=\s*'?(.*?)'?$/, '$1=$2'))

let server: Server | Skipped
beforeAll(async () => {
  server = await startServer()
  if (!('skip' in server)) await server.createDatabase('app')
})
afterAll(async () => {
  if (!('skip' in server)) await server.stop()
})

const clientAt = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}
const one = async (client: pg.Client, text: string): Promise<unknown> => {
  const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' })
  return rows[0]?.[0]
}

/** A pool's own end waits for none of its connections: a server that stops meanwhile would end them with an error. */
const ended = async (pool: pg.Pool): Promise<void> => {
  let open = pool.totalCount
  const closed = new Promise<void>((resolve) => {
    if (open === 0) resolve()
    pool.on('remove', () => {
      open--
      if (open === 0) resolve()
    })
  })
  await Promise.all([pool.end(), closed])
}

describe('pgbouncer.ini', () => {
  const tenantAfterAnother = async (compiled: Compiled, skip: (why: string) => never): Promise<unknown> => {
    if ('skip' in server) return skip(server.skip)
    // One connection, so that the second client surely gets what the first one left.
    const pooler = await startPooler(server, fileOf(compiled, 'topology/pgbouncer.ini'), 'app', [
      'default_pool_size = 1',
      'reserve_pool_size = 0',
    ])
    if ('skip' in pooler) {
      console.log(`skipped: ${pooler.skip}`)
      return skip(pooler.skip)
    }
    const [first, second] = [await clientAt(pooler.url('app')), await clientAt(pooler.url('app'))]
    try {
      const mode = await one(first, 'select pg_backend_pid()')
      expect(await one(second, 'select pg_backend_pid()')).toBe(mode)
      await first.query("set app.current_tenant = 'someone else'")
      await first.query('set role pg_monitor')
      return [
        await one(second, "select current_setting('app.current_tenant', true)"),
        await one(second, 'select current_user'),
      ]
    } finally {
      await first.end()
      await second.end()
      await pooler.stop()
    }
  }

  it('with tenants: what one client set never reaches the next', async ({ skip }) => {
    const left = await tenantAfterAnother(compiledWith({}, 'tenancy-row'), skip)
    expect(left).toEqual(['', 'postgres'])
  })

  it('without tenants it does, which is why the guard is there', async ({ skip }) => {
    expect(await tenantAfterAnother(compiledWith({}), skip)).toEqual(['someone else', 'pg_monitor'])
  })

  it('takes several replicas, and pools transactions', async ({ skip }) => {
    if ('skip' in server) return skip(server.skip)
    const ini = fileOf(compiledWith({ replicas: 3, cores: 16 }), 'topology/pgbouncer.ini')
    expect(ini).toContain('app_read = host=replica-1.internal,replica-2.internal,replica-3.internal')
    const pooler = await startPooler(server, ini, 'app_read', ['admin_users = postgres'])
    if ('skip' in pooler) return skip(pooler.skip)
    const admin = new pg.Client({ connectionString: pooler.url('pgbouncer') })
    await admin.connect()
    const { rows } = await admin.query<{ key: string; value: string }>('show config')
    const config = new Map(rows.map((r) => [r.key, r.value]))
    await admin.end()
    await pooler.stop()
    expect([config.get('pool_mode'), config.get('default_pool_size'), config.get('max_client_conn')]).toEqual(
      ['transaction', '33', '200'],
    )
  })
})

describe('the settings of the servers', () => {
  it.each([
    ['primary.conf', {}],
    ['primary.conf', { replicas: 3, quorum: 'majority' }],
    ['replica.conf', { replicas: 2, quorum: 'any one' }],
  ])('%s with %j is taken', async (path, options) => {
    const settings = settingsIn(fileOf(compiledWith(options), `topology/${path}`))
    const started = await startServer(undefined, settings)
    if ('skip' in started) return
    const client = await clientAt(started.url())
    const names = await one(client, 'show synchronous_standby_names')
    await client.end()
    await started.stop()
    expect(names).toBe(
      'quorum' in options && options.quorum === 'majority'
        ? 'ANY 2 ("replica_1", "replica_2", "replica_3")'
        : '',
    )
  })
})

interface Routing {
  createRouter(
    primary: pg.Pool,
    replicas: readonly pg.Pool[],
    patienceMs?: number,
  ): {
    write<T>(work: (c: pg.PoolClient) => Promise<T>): Promise<{ result: T; position: string }>
    read<T>(position: string | undefined, work: (c: pg.PoolClient) => Promise<T>): Promise<T>
  }
}

describe('a real replica', () => {
  let replica: ChildProcess | undefined
  let folder = ''
  afterAll(async () => {
    replica?.kill('SIGINT')
    if (replica) await exited(replica)
    if (folder !== '') rmSync(folder, { recursive: true, force: true })
  })

  it('shows a write once it has replayed it; until then the primary is asked', async ({ skip }) => {
    if ('skip' in server) return skip(server.skip)
    const compiled = compiledWith({})
    const admin = await clientAt(server.url('app'))
    for (const { sql } of emit(compiled.catalog, 15).statements) await admin.query(sql)
    folder = mkdtempSync(join(tmpdir(), 'damask-replica-'))
    const as = accountOf(server)
    chownSync(folder, as.uid, as.gid)
    const port = await freePort()
    const data = join(folder, 'data')
    server.program('pg_basebackup', ['-D', data, '-R', '-X', 'stream', '--no-sync', '--checkpoint=fast'])
    server.program('chown', ['-R', `${as.uid}:${as.gid}`, data])
    const started = spawn(
      join(server.bin, 'postgres'),
      ['-D', data, '-k', folder, '-h', '127.0.0.1', '-p', String(port)],
      {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
        ...as,
      },
    )
    replica = started
    let log = ''
    started.stderr?.on('data', (c: Buffer) => {
      log = (log + c.toString()).slice(-3000)
    })
    const url = `postgres://postgres@127.0.0.1:${port}/app`
    await answers(url, started, () => log)

    const pools = [
      new pg.Pool({ connectionString: server.url('app') }),
      new pg.Pool({ connectionString: url }),
    ] as const
    const helpers = written(compiled, /^helpers\//)
    const { createRouter } = (await import(join(helpers, 'helpers/read-routing.ts'))) as Routing
    const router = createRouter(pools[0], [pools[1]], 5000)
    const impatient = createRouter(pools[0], [pools[1]], 50)
    const seen = async (c: pg.PoolClient): Promise<readonly string[]> => {
      const { rows } = await c.query<{ replica: boolean; n: string }>(
        'select pg_is_in_recovery() as replica, count(*) as n from customers',
      )
      return rows.map((r) => `${r.replica ? 'replica' : 'primary'} ${r.n}`)
    }
    const write = (email: string) =>
      router.write((c) => c.query('insert into customers (email) values ($1)', [email]))

    const first = await write('a@example.org')
    expect(await router.read(first.position, seen)).toEqual(['replica 1'])
    const standby = await clientAt(url)
    await standby.query('select pg_wal_replay_pause()')
    const second = await write('b@example.org')
    expect(await impatient.read(second.position, seen)).toEqual(['primary 2'])
    expect(await impatient.read(undefined, seen)).toEqual(['replica 1'])
    await standby.query('select pg_wal_replay_resume()')
    expect(await router.read(second.position, seen)).toEqual(['replica 2'])
    await Promise.all([admin.end(), standby.end(), ...pools.map(ended)])
    rmSync(helpers, { recursive: true })
  })
})
