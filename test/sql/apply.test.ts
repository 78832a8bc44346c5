import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  builtIn,
  type Catalog,
  kinds,
  nameProblem,
  type Obj,
  qualified,
  rawSql,
  sql,
} from '../../src/catalog/index.ts'
import {
  bodyReserved,
  catalogTypes,
  columnName,
  type Emitted,
  emit,
  emitDown,
  quoteIdent,
  reserved,
  typeOrFunction,
} from '../../src/sql/index.ts'
import { catalogOf, sample } from './sample.ts'

let db: PGlite
beforeAll(async () => {
  db = new PGlite({ extensions: { btree_gist } })
  await db.exec(
    'create role owner_x; grant create on database postgres to owner_x; grant all on schema public to owner_x',
  )
})
afterAll(() => db.close())

const column = async (text: string, values: readonly unknown[] = []): Promise<readonly unknown[]> =>
  (await db.query<unknown[]>(text, [...values], { rowMode: 'array' })).rows.map((r) => r[0])

const inventory = `
  select kind || ' ' || name from (
    select 'relation', relname from pg_class where relnamespace >= 16384 or relnamespace = 'public'::regnamespace
    union all select 'routine', proname from pg_proc where pronamespace >= 16384 or pronamespace = 'public'::regnamespace
    union all select 'type', typname from pg_type where typnamespace >= 16384 or typnamespace = 'public'::regnamespace
    union all select 'schema', nspname || ' ' || coalesce(obj_description(oid), '') || nspacl::text from pg_namespace
    union all select 'trigger', tgname from pg_trigger
    union all select 'role', rolname from pg_roles
    union all select 'extension', extname from pg_extension
  ) as x(kind, name) order by 1`

const apply = async (e: Emitted): Promise<void> => {
  for (const s of e.statements)
    await db.exec(s.sql).catch((cause: unknown) => {
      throw new Error(s.sql, { cause })
    })
}

/** Applies the statements, looks, and takes everything down again. */
const within = async <T>(catalog: Catalog, look: () => Promise<T>): Promise<T> => {
  const up = emit(catalog, 18)
  await apply(up)
  const seen = await look()
  await apply(emitDown(catalog, up))
  return seen
}

describe('keywords', () => {
  it.each([
    ['R', reserved],
    ['T', typeOrFunction],
    ['C', columnName],
  ] as const)('of category %s are those of the server', async (code, words) => {
    expect([...words].sort()).toEqual(
      [...(await column('select word from pg_get_keywords() where catcode = $1', [code]))].sort(),
    )
  })
  it('and built-in types are those of the server', async () => {
    const found = await column(
      `select typname from pg_type where typnamespace = 'pg_catalog'::regnamespace and typname !~ '^(pg_|_)'`,
    )
    expect([...catalogTypes].sort()).toEqual([...found].sort())
  })
  it('are quoted as the server does', async () => {
    const words = await column('select word from pg_get_keywords()')
    const others = words.filter((w) => !bodyReserved.has(String(w)))
    for (const w of [...others, 'a', 'A', '1a', 'a b', 'ä', 'a$', '"'])
      expect(quoteIdent(String(w))).toBe((await column('select quote_ident($1)', [w]))[0])
  })
  it('are read as columns in the body of a trigger', async () => {
    const words = [...new Set([...(await column('select word from pg_get_keywords()')), ...bodyReserved])]
    const names = words.map((w) => quoteIdent(String(w)))
    await db.exec(`begin; create temp table worded (${names.map((n) => `${n} integer`).join(', ')});
create function pg_temp.look() returns trigger language plpgsql as $$ begin
${names.map((n) => `if new.${n} is not null then new.${n} := 1; end if;`).join('\n')} return new; end $$;
create trigger look before insert on worded for each row execute function pg_temp.look();
insert into worded default values; rollback`)
  })
})

describe('a catalog of every kind', () => {
  const catalog = catalogOf(...sample)
  it('has every kind', () => {
    expect(new Set(sample.map((o) => o.kind))).toEqual(new Set(kinds))
  })
  it('applies, and its undoing leaves nothing', async () => {
    const before = await column(inventory)
    const during = await within(catalog, () => column(inventory))
    expect(during.length).toBeGreaterThan(before.length + 30)
    expect(await column(inventory)).toEqual(before)
  })
  it('keeps comments, labels and reference rows', async () => {
    const role = sample.find((o) => o.id === 'aaaaaaaa.2')
    await within(catalog, async () => {
      expect(await column(`select obj_description('"Audit log"'::regnamespace)`)).toEqual([role?.comment])
      expect(await column('select unnest(enum_range(null::order_status))')).toEqual([
        'draft',
        "it's \\ paid",
        '$$ */ "x"',
      ])
      expect(await column('select email from customers order by id')).toEqual(['a@b', null])
    })
  })
  it('leaves a role that something else uses', async () => {
    await within(catalog, () => db.exec('create table kept (); grant select on kept to sample_app'))
    expect(await column("select rolname from pg_roles where rolname ~* 'sample'")).toEqual(['sample_app'])
    await db.exec('drop table kept')
    await apply(emitDown(catalogOf({ kind: 'role', id: 'r', name: 'sample_app' })))
    expect(await column("select rolname from pg_roles where rolname ~* 'sample'")).toEqual([])
  })
  it('applies twice where roles exist already', async () => {
    const role: Obj = { kind: 'role', id: 'r', name: 'sample_app' }
    await apply(emit(catalogOf(role), 18))
    await within(catalogOf({ ...role, bypassRls: true }), async () => {
      expect(await column("select rolbypassrls from pg_roles where rolname = 'sample_app'")).toEqual([true])
    })
  })
  it('asks for no administrator where roles lack nothing', async () => {
    const role: Obj = {
      kind: 'role',
      id: 'r',
      name: 'sample_app',
      login: true,
      bypassRls: true,
      comment: "it's $$",
    }
    const up = emit(catalogOf(role), 18)
    await apply(up)
    await db.exec('set role owner_x')
    await apply(up)
    await db.exec('reset role')
    expect(await column("select shobj_description('sample_app'::regrole, 'pg_authid')")).toEqual([
      role.comment,
    ])
    await apply(emitDown(catalogOf(role), up))
  })
  it.each([
    ['that another role installed', 'set role owner_x'],
    ['that another table uses', 'create table kept (x int4range, exclude using gist (x with =, (1) with =))'],
  ])('leaves an extension %s', async (_, state) => {
    const up = emit(catalogOf({ kind: 'extension', id: 'x', name: 'btree_gist' }), 18)
    await apply(up)
    await db.exec(state)
    await apply(up)
    await apply(emitDown(catalogOf({ kind: 'extension', id: 'x', name: 'btree_gist' }), up))
    await db.exec('reset role; drop table if exists kept')
    expect(await column("select extname from pg_extension where extname = 'btree_gist'")).toEqual([
      'btree_gist',
    ])
    await db.exec('drop extension btree_gist')
  })
  it('applies as an owner who is no superuser, administrator statements first', async () => {
    const up = emit(catalog, 18)
    const firstPlain = up.statements.findIndex((s) => !s.admin)
    expect(up.statements.slice(firstPlain).some((s) => s.admin)).toBe(false)
    for (const s of up.statements.slice(0, firstPlain)) await db.exec(s.sql)
    await db.exec(
      `alter schema public owner to owner_x; create extension btree_gist; grant "Sample ""maintenance""" to owner_x; set role owner_x`,
    )
    const rest = up.statements.slice(firstPlain).filter((s) => s.object !== 'aaaaaaaa.3')
    await apply({ ...up, statements: rest })
    await db.exec('reset role')
    await apply(emitDown(catalog, up))
    await db.exec('alter schema public owner to pg_database_owner')
  })
})

describe('dependencies', () => {
  const schema: Obj = { kind: 'schema', id: 'aaaaaaaa.0', name: 'public' }
  const table = (id: string): Obj => ({ kind: 'table', id, name: `t_${id.slice(9)}`, schema: schema.id })
  const col = (id: string, of: string, more: Partial<Obj<'column'>> = {}): Obj => ({
    kind: 'column',
    id,
    table: of,
    name: `c_${id.slice(9)}`,
    rank: id,
    type: builtIn('bigint'),
    ...more,
  })
  const routine = (id: string, more: Partial<Obj<'routine'>>): Obj => ({
    kind: 'routine',
    id,
    name: `f_${id.slice(9)}`,
    schema: schema.id,
    params: [],
    language: 'sql',
    returns: rawSql('bigint'),
    body: rawSql(''),
    ...more,
  })
  const view = (id: string, of: string): Obj => ({
    kind: 'view',
    id,
    name: `v_${id.slice(9)}`,
    schema: schema.id,
    query: sql`select * from ${qualified(of)}`,
  })
  const a = (s: string): string => `aaaaaaaa.${s}`

  const cases: Readonly<Record<string, readonly Obj[]>> = {
    'views in the wrong order': [
      view(a('1'), a('2')),
      view(a('2'), a('3')),
      view(a('3'), a('4')),
      table(a('4')),
      col(a('5'), a('4')),
    ],
    'a default that calls a function that reads another table': [
      table(a('1')),
      col(a('2'), a('1'), { default: sql`${qualified(a('3'))}()` }),
      routine(a('3'), { body: sql`select count(*) from ${qualified(a('4'))}` }),
      table(a('4')),
    ],
    'a check whose function reads its own table when it runs': [
      table(a('1')),
      col(a('2'), a('1'), { default: sql`${qualified(a('3'))}()` }),
      routine(a('3'), {
        language: 'plpgsql',
        body: sql`begin return (select count(*) from ${qualified(a('1'))}); end`,
      }),
    ],
    'a function that returns rows of a view': [
      routine(a('1'), {
        returns: sql`setof ${qualified(a('2'))}`,
        body: sql`select * from ${qualified(a('2'))}`,
      }),
      view(a('2'), a('3')),
      table(a('3')),
      col(a('4'), a('3')),
    ],
    'functions that call each other when they run': [
      routine(a('1'), { language: 'plpgsql', body: sql`begin return ${qualified(a('2'))}(); end` }),
      routine(a('2'), { language: 'plpgsql', body: sql`begin return ${qualified(a('1'))}(); end` }),
    ],
    'a domain whose function has a variable of a table of that domain': [
      {
        kind: 'domain',
        id: a('1'),
        name: 'd',
        schema: schema.id,
        type: builtIn('text'),
        checks: [{ id: a('1c'), name: 'c', expr: sql`${qualified(a('2'))}() > 0` }],
      },
      routine(a('2'), {
        language: 'plpgsql',
        body: sql`declare r ${qualified(a('3'))}; begin return 1; end`,
      }),
      table(a('3')),
      col(a('4'), a('3'), { type: { type: a('1') } }),
    ],
    'rows that look up other rows': [
      table(a('1')),
      col(a('2'), a('1'), { notNull: true }),
      table(a('3')),
      col(a('4'), a('3')),
      {
        kind: 'rows',
        id: a('5'),
        name: '',
        table: a('1'),
        columns: [a('2')],
        values: [[sql`(select max(${{ id: a('4'), as: 'name' }}) from ${qualified(a('3'))})`]],
      },
      { kind: 'rows', id: a('6'), name: '', table: a('3'), columns: [a('4')], values: [[rawSql('1')]] },
    ],
  }
  it.each(Object.entries(cases))('%s', async (name, objects) => {
    // A domain and what its check needs of itself cannot be ordered; the late-bound body gives way.
    const catalog = catalogOf(schema, ...objects)
    if (name.startsWith('a domain'))
      expect(emit(catalog, 18).statements.map((s) => s.object)).toEqual([a('2'), a('1'), a('3')])
    else await within(catalog, async () => undefined)
  })
  it('follows long chains of views', () => {
    const many = Array.from({ length: 20_000 }, (_, i) =>
      view(a((i + 1).toString(36)), a((i + 2).toString(36))),
    )
    const last = a((20_001).toString(36))
    const order = emit(catalogOf(schema, ...many, table(last)), 18).statements.map((s) => s.object)
    expect([order[0], order[1], order.at(-1)]).toEqual([last, a((20_000).toString(36)), a('1')])
  })
  it('throws where a reference leads nowhere', () => {
    expect(() => emit(catalogOf(schema, view(a('1'), a('2'))), 18)).toThrow(a('2'))
  })
})

describe('names', () => {
  const char = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom(
      '"',
      "'",
      ' ',
      '\\',
      '$$',
      '\n',
      '\t',
      '.',
      ';',
      '--',
      '*/',
      '\u200f',
      '🙂',
      'a',
      'A',
      '1',
      '_',
      '(',
      '%',
      'ß',
    ),
  )
  const words = fc.constantFrom(
    ...reserved,
    ...columnName,
    ...typeOrFunction,
    'pg_class',
    'pg_type',
    'value',
    'date',
    'text',
    'new',
    'public2',
  )
  const good = fc
    .oneof(
      words,
      fc.array(char, { minLength: 1, maxLength: 63 }).map((c) => c.join('')),
    )
    .filter((s) => nameProblem(s) === undefined)

  it.each(['', 'a\0b', 'x'.repeat(64), 'é'.repeat(32), '\ud800', 'a\udc00b'])('%j is a problem', (name) => {
    expect(nameProblem(name)).toMatch(/\.$/)
  })
  it.each(['x'.repeat(63), 'é'.repeat(31), '🙂', ' '])('%j is none', (name) => {
    expect(nameProblem(name)).toBeUndefined()
  })
  it('survive to the server and back, in every place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(good, { minLength: 9, maxLength: 9 }), async (n) => {
        const at = (i: number): string => n[i] ?? ''
        const schemaName = /^pg_|^(public|information_schema)$/.test(at(0)) ? `s${at(1)}`.slice(0, 20) : at(0)
        if (nameProblem(schemaName)) return
        const hide = (s: string): boolean => ['tableoid', 'xmin', 'xmax', 'cmin', 'cmax', 'ctid'].includes(s)
        if (n.some(hide)) return
        for (const schema of [schemaName, 'public']) {
          const s: Obj = { kind: 'schema', id: 's', name: schema }
          const catalog = catalogOf(
            s,
            {
              kind: 'enum',
              id: 'e',
              name: at(1),
              schema: 's',
              labels: [
                { id: 'l', name: at(2) },
                { id: 'l2', name: at(3) },
              ],
              comment: at(4),
            },
            { kind: 'table', id: 't', name: at(2), schema: 's', comment: at(3) },
            {
              kind: 'column',
              id: 'c',
              name: at(4),
              table: 't',
              rank: 'a',
              type: { type: 'e' },
              default: sql`${{ id: 'l', as: 'literal' }}`,
              comment: at(1),
            },
            { kind: 'column', id: 'd', name: at(5), table: 't', rank: 'b', type: builtIn('bigint') },
            { kind: 'key', id: 'k', name: at(6), table: 't', primary: true, columns: ['d'] },
            {
              kind: 'check',
              id: 'h',
              name: at(7),
              table: 't',
              expr: sql`${{ id: 'd', as: 'qualified' }} > 0 and ${{ id: 'd', as: 'name' }} > 0`,
            },
            {
              kind: 'view',
              id: 'v',
              name: at(8),
              schema: 's',
              query: sql`select ${{ id: 'd', as: 'qualified' }} from ${qualified('t')} where ${{ id: 't', as: 'regclass' }}::regclass is not null`,
            },
            {
              kind: 'routine',
              id: 'f',
              name: at(1),
              schema: 's',
              params: [{ id: 'p', name: at(3), type: { type: 'e' } }],
              returns: rawSql('bigint'),
              language: 'sql',
              body: sql`select max(${{ id: 'd', as: 'name' }}) from ${qualified('t')} where ${{ id: 'c', as: 'name' }} = ${{ id: 'f', as: 'name' }}.${{ id: 'p', as: 'name' }}`,
              comment: at(2),
            },
            {
              kind: 'index',
              id: 'x',
              name: at(3),
              table: 't',
              elements: [{ column: 'c' }, { column: 'd' }],
              comment: at(6),
            },
          )
          const seen = await within(catalog, async () => [
            ...(await column(
              `select relname from pg_class where relnamespace = $1::text::regnamespace and relkind in ('r', 'v', 'i') order by relkind, oid`,
              [quoteIdent(schema)],
            )),
            ...(await column(
              `select attname from pg_attribute a join pg_class c on c.oid = attrelid where relnamespace = $1::text::regnamespace and relkind = 'r' and attnum > 0 order by attnum`,
              [quoteIdent(schema)],
            )),
            ...(await column(`select enumlabel from pg_enum order by enumsortorder`)),
            ...(await column(`select proname from pg_proc where pronamespace = $1::text::regnamespace`, [
              quoteIdent(schema),
            ])),
          ])
          expect(seen).toEqual([at(6), at(3), at(2), at(8), at(4), at(5), at(2), at(3), at(1)])
        }
      }),
      { numRuns: 60 },
    )
  })
})
