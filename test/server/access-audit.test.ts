import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { emit } from '../../src/sql/index.ts'
import { registry } from '../patterns/all.ts'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { installedServers, type Server, startServer } from '../server.ts'

const s = shop()
const both = on(s, s.design, 'access-audit', { how: 'both' })
const made = compile(both, registry)
const fileOf = (path: string): string => made.files.find((f) => f.path === path)?.text ?? ''

/** The settings of the file, as a server is given them. */
const settings = [...fileOf('audit/pgaudit.conf').matchAll(/^([\w.]+) = (?:'([^']*)'|(\w+))/gm)].map(
  ([, name, quoted, bare]) => `${name}=${quoted ?? bare}`,
)

let server: Server | undefined
let skipped = ''
beforeAll(async () => {
  const newest = installedServers().at(-1)
  const extension = `/usr/share/postgresql/${newest?.version}/extension/pgaudit.control`
  const present = newest !== undefined && existsSync(extension) && existsSync(join(newest.bin, 'psql'))
  const log = [
    'logging_collector=on',
    'log_directory=log',
    'log_filename=server.log',
    'log_destination=stderr',
  ]
  const started = present
    ? await startServer(undefined, [...settings, ...log])
    : { skip: `no pgAudit here (Debian: apt-get install postgresql-${newest?.version ?? 15}-pgaudit)` }
  if ('skip' in started) {
    skipped = started.skip
    console.log(`skipped: ${skipped}`)
    return
  }
  server = started
  started.program('psql', ['-Xq', '-v', 'ON_ERROR_STOP=1'], emit(made.catalog, 15).text)
  started.program('psql', ['-Xq', '-v', 'ON_ERROR_STOP=1'], fileOf('audit/pgaudit.sql'))
})
afterAll(async () => {
  await server?.stop()
})

/** What the log gained while the statements ran. */
const logged = (on: Server, sql: string): string => {
  const read = (): string => on.program('psql', ['-XAtq', '-c', "select pg_read_file('log/server.log')"])
  const before = read().length
  on.program('psql', ['-Xq'], sql)
  return read().slice(before)
}

describe('reads on a server', () => {
  it('pgAudit takes the settings, and logs each read of the table by anyone, a superuser too', ({ skip }) => {
    if (!server) return skip(skipped)
    expect(settings.length).toBeGreaterThan(5)
    const seen = logged(server, 'select number from orders where id = 1;')
    expect(seen).toMatch(/AUDIT: OBJECT,\d+,\d+,READ,SELECT,TABLE,public\.orders/)
  })

  it('pgAudit says nothing of other tables and of writes', ({ skip }) => {
    if (!server) return skip(skipped)
    expect(
      logged(server, "select * from customers; insert into customers (email) values ('a@b.c');"),
    ).not.toContain('AUDIT')
  })

  it('the file can be run again once another table is audited', ({ skip }) => {
    if (!server) return skip(skipped)
    expect(logged(server, fileOf('audit/pgaudit.sql'))).not.toContain('ERROR')
  })

  it('a read through the function that is rolled back leaves a line all the same', ({ skip }) => {
    if (!server) return skip(skipped)
    const seen = logged(
      server,
      "begin; set local role orders_reader; select * from read_orders(1, 'curious'); rollback;",
    )
    expect(seen).toMatch(/access-audit: postgres reads public\.orders/)
    expect(server.program('psql', ['-XAtq', '-c', 'select count(*) from orders_access_log']).trim()).toBe('0')
  })
})
