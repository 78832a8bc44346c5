import { existsSync } from 'node:fs'
import pg from 'pg'
import { expect, test } from 'vitest'
import { installedServers, startServer } from './server.ts'

// Without any version one case is left, which says why it is skipped.
const found = installedServers()
const versions = found.length > 0 ? found.map((s) => s.version) : [undefined]

test('a version that is not installed is skipped, with the reason', async () => {
  expect(await startServer(1)).toEqual({ skip: expect.stringContaining('no PostgreSQL 1') })
})

test.for(versions)(
  'PostgreSQL %s starts, keeps databases apart, and leaves nothing',
  async (version, { skip }) => {
    const server = await startServer(version)
    if ('skip' in server) return skip(server.skip)
    await server.createDatabase('one "quoted"')
    expect(server.program('psql', ['-Atc', 'show server_version_num']).slice(0, 2)).toBe(String(version))
    const client = new pg.Client({ connectionString: server.url(encodeURIComponent('one "quoted"')) })
    await client.connect()
    await client.query('create table only_here (id integer)')
    await client.end()
    expect(server.program('psql', ['-Atc', `select to_regclass('only_here') is null`]).trim()).toBe('t')
    await server.stop()
    expect(existsSync(server.socketDir)).toBe(false)
    expect(() => server.program('psql', ['-Atc', 'select 1'])).toThrow()
  },
)

test.each(found.filter((s) => s.pgTap))('pgTAP loads in PostgreSQL $version', async ({ version }) => {
  const server = await startServer(version)
  if ('skip' in server) throw new Error(server.skip)
  const out = server.program(
    'psql',
    ['-qAt'],
    'create extension pgtap; select plan(1); select ok(true); select finish();',
  )
  await server.stop()
  expect(out).toContain('ok 1')
})
