import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allOn, on, together } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer, type Real } from './pg.ts'

const { open } = onServer()
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'damask-schemas-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const s = shop()
const opened = (skip: (reason: string) => never, list: readonly string[] = []): Promise<Real> =>
  open(on(s, list.length > 0 ? allOn(s, list) : s.design, 'tenancy-schema'), skip)

/** The companion files as the bundle lays them out; the path of one of them. */
const fileOf = (real: Real, path: string): string => {
  for (const f of real.compiled.files) {
    mkdirSync(dirname(join(folder, f.path)), { recursive: true })
    writeFileSync(join(folder, f.path), f.text)
  }
  return join(folder, path)
}

const migrate = (real: Real, version: string, ddl: string) => {
  const statements = join(folder, `${version}.sql`)
  writeFileSync(statements, ddl)
  const { status, stdout, stderr } = spawnSync(
    'bash',
    [fileOf(real, 'tenants/migrate-schemas.sh'), version, statements],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${real.server.bin}:${process.env.PATH}`,
        PGHOST: real.server.host,
        PGPORT: String(real.server.port),
        PGUSER: 'postgres',
        PGDATABASE: real.database,
      },
    },
  )
  return { status, lines: stdout.trim().split('\n'), stderr }
}

describe('a schema for each tenant, on a server', () => {
  it('the script migrates every tenant and reports each', async ({ skip }) => {
    const real = await opened(skip)
    const owner = await real.connect({ as: 'owner' })
    await owner.rows(
      "select tenant_management.create_tenant_schema('Acme', 'acme'), tenant_management.create_tenant_schema('It''s', 'its')",
    )
    const ddl =
      "alter table orders add column remark text default 'it''s; $x$';\ncomment on column orders.remark is 'new';\n"
    expect(migrate(real, '0002', ddl)).toMatchObject({ status: 0, lines: ['acme\tapplied', 'its\tapplied'] })
    expect(migrate(real, '0002', ddl)).toMatchObject({ status: 0, lines: ['acme\talready', 'its\talready'] })
    await owner.rows('drop table acme.visits')
    const bad = migrate(real, '0003', 'alter table visits add column remark text')
    // The design has the table too: the tenant's path must not lead a migration there.
    expect(bad.lines).toEqual([
      'acme\tfailed: It would have changed a table of the design, for the tenant has none of that name.',
      'its\tapplied',
    ])
    expect(bad.status).toBe(1)
    expect(migrate(real, '0002', 'select 1').status).toBe(1)
    const rows = await owner.rows(
      "select table_schema, column_name from information_schema.columns where column_name = 'remark' order by 1, table_name",
    )
    expect(rows).toEqual([
      ['acme', 'remark'],
      ['its', 'remark'],
      ['its', 'remark'],
    ])
  })

  it('a migration may be longer than a command line', async ({ skip }) => {
    const real = await opened(skip)
    const owner = await real.connect({ as: 'owner' })
    await owner.rows("select tenant_management.create_tenant_schema('Acme', 'acme')")
    const long = `-- ${'x'.repeat(300_000)}\nalter table orders add column remark text default '\`it''s\`';\n\n`
    expect(migrate(real, '0002', long)).toMatchObject({ status: 0, lines: ['acme\tapplied'] })
    expect(migrate(real, '0002', long)).toMatchObject({ status: 0, lines: ['acme\talready'] })
  })

  it('tenants with many patterns are alike and apart', async ({ skip }) => {
    const real = await opened(skip, together)
    const owner = await real.connect({ as: 'owner' })
    await owner.rows("select tenant_management.create_tenant_schema('Acme', 'acme')")
    const triggers = async (schema: string) =>
      owner.rows(
        `select c.relname, t.tgname, p.pronamespace::regnamespace::text = '${schema}' from pg_trigger t join pg_class c on c.oid = tgrelid
         join pg_proc p on p.oid = tgfoid where not tgisinternal and relnamespace = '${schema}'::regnamespace order by 1, 2`,
      )
    expect(await triggers('acme')).toEqual(await triggers('public'))
    expect((await triggers('acme')).length).toBeGreaterThan(5)
    const elsewhere = await owner.rows(
      "select proname from pg_proc where pronamespace = 'acme'::regnamespace and prosrc ~ '\\mpublic\\.orders\\M'",
    )
    expect(elsewhere).toEqual([])
  })

  it('the helper sets the path for one transaction', async ({ skip }) => {
    const real = await opened(skip)
    const owner = await real.connect({ as: 'owner' })
    const [[tenant] = []] = await owner.rows("select tenant_management.create_tenant_schema('Acme', 'acme')")
    const { withTenantSchema } = await import(
      /* @vite-ignore */ `${fileOf(real, 'helpers/with-tenant-schema.ts')}`
    )
    const app = await real.connect()
    const client = {
      query: (text: string, values: readonly string[] = []) =>
        app.rows(values.reduce((t, v, i) => t.replace(`$${i + 1}`, `'${v}'`), text)),
    }
    const write = "insert into customers (email) values ('a@b.c')"
    await withTenantSchema(client, tenant ?? '', (c: typeof client) => c.query(write))
    await expect(
      withTenantSchema(client, tenant ?? '', async (c: typeof client) => {
        await c.query(write.replace('a@', 'b@'))
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    await expect(
      withTenantSchema(client, '00000000-0000-0000-0000-000000000000', (c: typeof client) => c.query(write)),
    ).rejects.toThrow('no such tenant')
    expect(await owner.rows('select email from acme.customers')).toEqual([['a@b.c']])
    expect(await owner.rows('select email from public.customers')).toEqual([])
    expect(await app.rows('select current_schemas(false)')).toEqual([['{public}']])
  })
})
