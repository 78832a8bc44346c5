import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/index.ts'
import { compile } from '../../src/compile/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { createNodeEngine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { book, registry } from './all.ts'
import { type Name, names, on, shop } from './shop.ts'

/** As someone else would have written it: none of our names, none of our forms. */
const byHand: Record<
  Name,
  {
    readonly sql: string
    readonly target: string | undefined
    readonly options: Readonly<Record<string, unknown>>
  }
> = {
  'audit-columns': {
    sql: `create table invoices (id serial primary key, created_at timestamp not null default now(), updated_at timestamp, created_by varchar(80), updated_by varchar(80));`,
    target: 'invoices',
    options: { by: 'text' },
  },
  'row-version': {
    sql: `create table pages (id int primary key, body text, lock_version int not null default 0);`,
    target: 'pages',
    options: { column: 'lock_version' },
  },
  'soft-delete': {
    sql: `create table accounts (id int primary key, email text, deleted_at timestamptz);
      create unique index on accounts (lower(email)) where deleted_at is null;`,
    target: 'accounts',
    options: { children: 'leave' },
  },
  'history-table': {
    sql: `create table prices (sku text primary key, amount numeric);
      create table prices_history (sku text, amount numeric, sys_period tstzrange not null, op text);
      create function keep_price() returns trigger language plpgsql as $$ begin insert into prices_history values (old.sku, old.amount, tstzrange(null, now()), tg_op); return new; end $$;
      create trigger keep before update or delete on prices for each row execute function keep_price();`,
    target: 'prices',
    options: { actor: false },
  },
  'exclusive-arc': {
    sql: `create table a (id int primary key); create table b (id int primary key);
      create table remarks (id int primary key, a_id int references a on delete cascade, b_id int references b,
        check ((a_id is not null)::int + (b_id is not null)::int = 1));`,
    target: 'remarks',
    options: { exactly: 'one' },
  },
  'state-machine': {
    sql: `create type stage as enum ('New', 'Sent', 'Paid');
      create table stage_moves (from_stage stage, to_stage stage, primary key (from_stage, to_stage));
      create table bills (id int primary key, stage stage not null default 'New');
      create function check_stage() returns trigger language plpgsql as $$ begin return new; end $$;
      create trigger check_stage before update on bills for each row execute function check_stage();`,
    target: 'bills.stage',
    options: { initial: 'new' },
  },
  'tenancy-row': {
    sql: `create table orgs (id uuid primary key); create table plans (id int primary key);
      create table docs (id int, org_id uuid references orgs, primary key (org_id, id));
      alter table docs enable row level security;
      create policy own on docs using (org_id = current_setting('app.org')::uuid);`,
    target: undefined,
    options: { column: 'org_id', type: 'uuid' },
  },
}

let engine: Engine
beforeAll(async () => {
  engine = await createNodeEngine('pglite')
})
afterAll(() => engine.close())

const nameOf = (catalog: Catalog, id: string | undefined): string | undefined => {
  const o = id === undefined ? undefined : catalog.get(id)
  if (o?.kind === 'column') return `${catalog.get(o.table)?.name}.${o.name}`
  return o?.name
}

const introspected = async (): Promise<Catalog> => {
  const r = await engine.introspect()
  if (!r.ok) throw new Error(r.error.message)
  return r.value
}

describe('detecting', () => {
  it.each(names.map((n) => [n]))('%s in SQL written by hand', async (n) => {
    const { sql, target, options } = byHand[n]
    await engine.load(new Map(), emit(new Map(), 18))
    const applied = await engine.run({ statements: sql.split(/;\s*\n/).map((s) => s.replace(/;\s*$/, '')) })
    expect(applied.error).toBeUndefined()
    const catalog = await introspected()
    const seen = book.get(n)?.detect(catalog) ?? []
    expect(seen.map((s) => nameOf(catalog, s.target))).toContain(target)
    const found = seen.find((s) => nameOf(catalog, s.target) === target)
    expect(found?.options).toMatchObject(options)
    for (const id of Object.values(found?.bind ?? {}))
      expect([...catalog.values()].some((o) => JSON.stringify(o).includes(`"${id}"`))).toBe(true)
  })

  it.each(names.map((n) => [n]))('%s in what it made itself', async (n) => {
    const s = shop()
    const { catalog } = compile(on(s, s.design, n), registry)
    await engine.load(catalog, emit(catalog, 18))
    const back = await introspected()
    const target = n === 'tenancy-row' ? undefined : n === 'state-machine' ? 'orders.status' : 'orders'
    expect((book.get(n)?.detect(back) ?? []).map((x) => nameOf(back, x.target))).toContain(target)
  })

  it.each(names.map((n) => [n]))('does not see %s in a bare shop', async (n) => {
    const { catalog } = compile(shop().design, registry)
    await engine.load(catalog, emit(catalog, 18))
    expect(book.get(n)?.detect(await introspected())).toEqual([])
  })
})
