import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Design } from '../../src/design/index.ts'
import { bundleFiles } from '../../src/formats/bundle/index.ts'
import { book } from '../../src/patterns/book.ts'
import { on } from '../patterns/on.ts'
import { type Shape, shop } from '../patterns/shop.ts'
import { onServer, type Real } from './pg.ts'

const { open } = onServer()
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'damask-tenants-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const uuid = (n: number): string => `00000000-0000-0000-0000-00000000000${n}`

let made = 0
interface Place {
  readonly real: Real
  readonly dir: string
  /** Names for databases of tenants that no other test uses. */
  readonly database: (name: string) => string
  readonly script: (
    name: string,
    ...args: readonly string[]
  ) => { readonly status: number | null; readonly lines: readonly string[]; readonly stderr: string }
  readonly query: (database: string, sql: string) => string
}

/** The whole bundle in a folder, and the design applied to the database of the registry. */
const laidOut = async (design: Design, skip: (reason: string) => never): Promise<Place> => {
  const real = await open(design, skip)
  const n = ++made
  const dir = join(folder, `bundle ${n}`)
  for (const f of bundleFiles(real.compiled, book)) {
    mkdirSync(dirname(join(dir, f.path)), { recursive: true })
    writeFileSync(join(dir, f.path), f.text)
  }
  const { server } = real
  const env = {
    ...process.env,
    PATH: `${server.bin}:${process.env.PATH}`,
    PGHOST: server.host,
    PGPORT: String(server.port),
    PGUSER: 'postgres',
    PGDATABASE: real.database,
    DRAIN_SECONDS: '0',
  }
  const query: Place['query'] = (database, sql) =>
    server.program('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', database, '-c', sql]).trim()
  query(
    real.database,
    `insert into tenant_registry.servers (name, host, port) values ('here', '${server.host}', ${server.port})`,
  )
  return {
    real,
    dir,
    query,
    database: (name) => `${name}_${n}`,
    script: (name, ...args) => {
      const { status, stdout, stderr } = spawnSync('bash', [join(dir, 'tenants', name), ...args], {
        encoding: 'utf8',
        env,
      })
      return { status, stderr, lines: stdout.trim() === '' ? [] : stdout.trim().split('\n') }
    },
  }
}

const separate = (skip: (reason: string) => never): Promise<Place> => {
  const s = shop()
  return laidOut(on(s, on(s, s.design, 'history-table'), 'tenancy-database'), skip)
}
const hybrid = (skip: (reason: string) => never, shape: Shape = {}): Promise<Place> => {
  const s = shop(shape)
  let design = on(s, on(s, s.design, 'history-table'), 'tenancy-row', { except: [s.id('photos')] })
  design = on(s, design, 'outbox', {})
  return laidOut(on(s, design, 'tenancy-database', { model: 'hybrid' }), skip)
}

const order = (id: number, number: string): string =>
  `insert into customers (id, email) overriding system value values (${id}, 'c${id}@x.y');
   insert into orders (id, customer_id, number, status, total) overriding system value values (${id}, ${id}, '${number}', 'new', 1);`

describe('a database for each tenant, on a server', () => {
  it('provisioning makes a tenant that is reached, again after a failure, and apart from others', async ({
    skip,
  }) => {
    const p = await separate(skip)
    const [acme, globex] = [p.database('acme'), p.database('globex')]
    const first = p.script('provision.sh', "It's Acme", 'here', acme)
    expect(first).toMatchObject({ status: 0 })
    const [key = ''] = first.lines
    expect(p.script('provision.sh', 'Globex', 'here', globex, uuid(7))).toMatchObject({
      status: 0,
      lines: [uuid(7)],
    })
    expect(p.script('provision.sh', "It's Acme", 'here', acme).lines).toEqual([key])
    p.query(acme, order(1, 'n1'))
    expect(p.query(acme, 'select count(*) from orders_history')).toBe('1')
    expect(p.query(globex, 'select count(*) from orders')).toBe('0')
    const app = await p.real.connect()
    expect(
      await app.rows(`select model, port, database_name from tenant_registry.route_tenant('${key}')`),
    ).toEqual([['database', String(p.real.server.port), acme]])
    expect(p.script('provision.sh', 'X', 'nowhere', 'x')).toMatchObject({ status: 1, lines: [] })
    expect(p.script('provision.sh', 'X', 'here', 'x; drop table orders').status).toBe(1)
  })

  it('migrate-all reaches every tenant, reports each, and goes on after one that fails', async ({ skip }) => {
    const p = await separate(skip)
    const [acme, globex] = [p.database('acme'), p.database('globex')]
    p.script('provision.sh', 'Acme', 'here', acme, uuid(1))
    p.script('provision.sh', 'Globex', 'here', globex, uuid(2))
    const upToDate = [`${uuid(1)}\t${acme}\tup to date`, `${uuid(2)}\t${globex}\tup to date`]
    expect(p.script('migrate-all.sh')).toMatchObject({ status: 0, lines: upToDate })
    writeFileSync(
      join(p.dir, 'migrations/0099_remark.up.sql'),
      'alter table orders add column remark text;\n',
    )
    p.query(acme, 'alter table orders add column remark text')
    const done = p.script('migrate-all.sh')
    expect(done.status).toBe(1)
    expect(done.lines[0]).toMatch(/failed at 0099_remark: .*already exists/)
    expect(done.lines[1]).toBe(upToDate[1])
    const behind = "select id from tenant_registry.tenants_behind('0099_remark')"
    expect(p.query(p.real.database, behind)).toBe(uuid(1))
    p.query(acme, 'alter table orders drop column remark')
    expect(p.script('migrate-all.sh')).toMatchObject({ status: 0, lines: upToDate })
    for (const db of [acme, globex]) expect(p.query(db, 'select count(remark) from orders')).toBe('0')
    expect(p.query(p.real.database, behind)).toBe('')
  })

  it('a registry that does not answer is a failure, and nothing is applied twice', async ({ skip }) => {
    const p = await separate(skip)
    const acme = p.database('acme')
    expect(p.script('provision.sh', 'Acme', 'here', acme, uuid(1)).status).toBe(0)
    // The key of one tenant and the place of another.
    expect(p.script('provision.sh', 'Acme', 'here', p.database('other'), uuid(1)).status).not.toBe(0)
    writeFileSync(join(p.dir, 'tenants/sql/has-migration.sql'), 'select 1 / 0;\n')
    expect(p.script('migrate-all.sh')).toMatchObject({ status: 1, lines: [] })
    expect(
      p.query(p.real.database, 'select count(*) from tenant_registry.migrations where error is not null'),
    ).toBe('0')
    writeFileSync(join(p.dir, 'tenants/sql/databases.sql'), 'select 1 / 0;\n')
    expect(p.script('migrate-all.sh').status).not.toBe(0)
  })
})

describe('small tenants together, large ones apart', () => {
  const tenants = [1, 2].map(uuid)
  const filled = async (skip: (reason: string) => never, shape?: Shape): Promise<Place> => {
    const p = await hybrid(skip, shape)
    for (const [i, t] of tenants.entries())
      p.query(
        p.real.database,
        `select set_config('app.current_tenant', '${t}', false);
         insert into tenants (id, name) values ('${t}', 'T${i}');
         select tenant_registry.register_tenant('T${i}', tenant => '${t}');
         select tenant_registry.activate_tenant('${t}');
         ${order(i + 1, 'n1')}
         update orders set note = E'a\\tb\\n\\\\.' where id = ${i + 1};
         insert into photos (id, url) select gen_random_uuid(), 'u' where not exists (select from photos);`,
      )
    return p
  }
  const rowsOf = (p: Place, db: string, t: string): string =>
    p.query(
      db,
      `select (select count(*) from orders where tenant_id = '${t}') || ' ' || (select count(*) from orders_history where tenant_id = '${t}') || ' ' || (select count(*) from customers where tenant_id = '${t}')`,
    )

  it('a tenant moves out with all its rows, history included, and no other row goes along', async ({
    skip,
  }) => {
    const p = await filled(skip)
    const [one = '', two = ''] = tenants
    const db = p.database('large')
    const moved = p.script('move-tenant.sh', one, 'here', db)
    expect(moved).toMatchObject({ status: 0 })
    expect(rowsOf(p, db, one)).toBe('1 2 1')
    expect(rowsOf(p, db, two)).toBe('0 0 0')
    expect(p.query(db, 'select count(*) from photos')).toBe('1')
    const app = await p.real.connect()
    const routed = async (t: string) =>
      (await app.rows(`select model, database_name from tenant_registry.route_tenant('${t}')`))[0]
    expect(await routed(one)).toEqual(['database', db])
    expect(await routed(two)).toEqual(['shared', null])
    p.query(
      db,
      `select set_config('app.current_tenant', '${one}', false); insert into posts (title) values ('next')`,
    )
    expect(p.script('forget-copy.sh', two).status).toBe(1)
    expect(p.script('forget-copy.sh', one).status).toBe(0)
    expect(rowsOf(p, p.real.database, one)).toBe('0 0 0')
    expect(rowsOf(p, p.real.database, two)).toBe('1 2 1')
    expect(p.query(p.real.database, 'select count(*) from orders_history')).toBe('2')
  })

  it('and back again, with what it wrote meanwhile', async ({ skip }) => {
    const p = await filled(skip)
    const [one = '', two = ''] = tenants
    const db = p.database('large')
    p.script('move-tenant.sh', one, 'here', db)
    p.query(db, `select set_config('app.current_tenant', '${one}', false); ${order(9, 'n9')}`)
    expect(p.script('move-tenant.sh', one, '--back')).toMatchObject({ status: 0 })
    expect(rowsOf(p, p.real.database, one)).toBe('2 3 2')
    expect(rowsOf(p, p.real.database, two)).toBe('1 2 1')
    expect(
      p.query(p.real.database, `select state, server from tenant_registry.tenants where id = '${one}'`),
    ).toBe('active|')
    expect(p.script('move-tenant.sh', one, '--back').status).toBe(1)
  })

  it('a move that fails leaves the tenant where it was', async ({ skip }) => {
    const p = await filled(skip)
    const [one = ''] = tenants
    const db = p.database('broken')
    writeFileSync(join(p.dir, 'migrations/0099_broken.up.sql'), 'select 1 / 0;\n')
    const failed = p.script('move-tenant.sh', one, 'here', db)
    expect(failed.status).not.toBe(0)
    expect(failed.stderr).toContain('given up')
    const app = await p.real.connect()
    expect(await app.rows(`select model from tenant_registry.route_tenant('${one}')`)).toEqual([['shared']])
    expect(rowsOf(p, p.real.database, one)).toBe('1 2 1')
  })

  it('export writes the rows of one tenant', async ({ skip }) => {
    const p = await filled(skip)
    const [one = ''] = tenants
    const out = join(p.dir, 'out')
    const done = p.script('export-tenant.sh', one, out)
    expect(done.status).toBe(0)
    const line = done.lines.find((l) => /\t(public\.)?orders\t/.test(l))
    const file = line?.split('\t')[0] ?? ''
    const [text] = [spawnSync('cat', [join(out, file)], { encoding: 'utf8' }).stdout]
    expect(text.trim().split('\n')).toHaveLength(1)
    expect(text).toContain('a\\tb\\n')
  })

  it('nothing is moved, written out or removed where the tables are not known', async ({ skip }) => {
    const p = await filled(skip)
    const [one = ''] = tenants
    writeFileSync(join(p.dir, 'tenants/sql/tenant-tables.sql'), 'select 1 / 0;\n')
    expect(p.script('move-tenant.sh', one, 'here', p.database('unknown')).status).not.toBe(0)
    expect(p.script('export-tenant.sh', one, join(p.dir, 'none')).status).not.toBe(0)
    const app = await p.real.connect()
    expect(await app.rows(`select model from tenant_registry.route_tenant('${one}')`)).toEqual([['shared']])
  })

  it('the router remembers places, and asks again once told to forget', async ({ skip }) => {
    const p = await filled(skip)
    const [one = ''] = tenants
    const { createRouter } = await import(/* @vite-ignore */ `${join(p.dir, 'helpers/tenant-router.ts')}`)
    const app = await p.real.connect()
    let asked = 0
    let clock = 0
    const ask = async (text: string, values: readonly string[]) => {
      asked++
      const [[model = '', host = null, port = null, database_name = null] = []] = await app.rows(
        text.replace('$1', `'${values[0]}'`),
      )
      return { rows: [{ model, host, port, database_name }] }
    }
    const router = createRouter(ask, 1000, () => clock)
    expect([await router.place(one), await router.place(one)]).toEqual([
      { model: 'shared' },
      { model: 'shared' },
    ])
    expect(asked).toBe(1)
    const db = p.database('large')
    p.script('move-tenant.sh', one, 'here', db)
    clock = 1000
    const place = { model: 'database', host: p.real.server.host, port: p.real.server.port, database: db }
    expect(await router.place(one)).toEqual(place)
    p.query(p.real.database, `select tenant_registry.suspend_tenant('${one}')`)
    expect(await router.place(one)).toEqual(place)
    router.forget(one)
    await expect(router.place(one)).rejects.toMatchObject({ code: '57P03' })
    await expect(router.place(uuid(5))).rejects.toMatchObject({ code: '42704' })
  })

  it('copies tables whose names need quotes', async ({ skip }) => {
    const s = shop({ quoted: true, schema: 'Sales' })
    const design = on(s, on(s, s.design, 'tenancy-row'), 'tenancy-database', { model: 'hybrid' })
    const p = await laidOut(design, skip)
    const [one = ''] = tenants
    p.query(
      p.real.database,
      `select set_config('app.current_tenant', '${one}', false);
       insert into tenants (id, name) values ('${one}', 'T');
       select tenant_registry.register_tenant('T', tenant => '${one}');
       select tenant_registry.activate_tenant('${one}');
       insert into "Sales"."The ""posts"" Ü" ("The ""title"" Ü") values ('x')`,
    )
    const db = p.database('quoted')
    expect(p.script('move-tenant.sh', one, 'here', db)).toMatchObject({ status: 0 })
    expect(p.query(db, 'select "The ""title"" Ü" from "Sales"."The ""posts"" Ü"')).toBe('x')
  })
})
