import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fill, type Obj, type Sql } from '../../src/catalog/index.ts'
import {
  lex,
  lookupOf,
  namesOf,
  render,
  resolveExpression,
  resolveQuery,
  resolveReturns,
} from '../../src/sql/index.ts'
import { catalogOf } from './sample.ts'
import { shop } from './shop.ts'

const lookup = lookupOf(shop)
const marks = { name: '', qualified: '.', literal: "'", regclass: '%' } as const
const shown = (s: Sql): string => fill(s, (r) => `<${marks[r.as]}${r.id}>`) + (s.opaque ? ' ?' : '')

const expression = (text: string): Sql => resolveExpression(text, lookup, { table: 'O' })
const expressions: readonly (readonly [string, string])[] = [
  ['id > 0', '<o.id> > 0'],
  ['ID > 0', '<o.id> > 0'],
  ['"Total" > 0 and total > 0', '<o.Total> > 0 and total > 0'],
  ['orders.id > 0', '<O>.<o.id> > 0'],
  ['public.orders.id > 0', '<.O>.<o.id> > 0'],
  ["name = 'id'", "<o.name> = 'id'"],
  ["status = 'draft'", "<o.status> = <'draft>"],
  ["'draft' = orders.status", "<'draft> = <O>.<o.status>"],
  ["status in ('draft', 'pa''id')", "<o.status> in (<'draft>, <'paid>)"],
  ["status not in ('draft')", "<o.status> not in (<'draft>)"],
  ["status = any (array['draft', 'x'])", "<o.status> = any (array[<'draft>, 'x'])"],
  ["status is not distinct from 'draft'", "<o.status> is not distinct from <'draft>"],
  [
    "case status when 'draft' then 1 when 'pa''id' then 2 end",
    "case <o.status> when <'draft> then 1 when <'paid> then 2 end",
  ],
  ["'draft'::order_status", "<'draft>::<E>"],
  ["'draft'::public.order_status", "<'draft>::<.E>"],
  ['cast(name as order_status)', 'cast(<o.name> as <E>)'],
  ["order_status 'draft'", "<E> <'draft>"],
  ["coalesce(status, 'draft') is null", "coalesce(<o.status>, 'draft') is null ?"],
  ["coalesce(name, 'draft')", "coalesce(<o.name>, 'draft')"],
  ['name::text', '<o.name>::text'],
  ['name::name', '<o.name>::name'],
  ['extract(year from now())', 'extract(year from now())'],
  ['extract(year from year)', 'extract(year from <o.year>)'],
  ["interval '1' year > year", "interval '1' year > <o.year>"],
  ['name(1)', 'name(1) ?'],
  ['total_of(id)', '<F>(<o.id>)'],
  ['public.total_of(id)', '<.F>(<o.id>)'],
  ['lower(name) collate "C"', 'lower(<o.name>) collate "C"'],
  ['make_date(year => 1)', 'make_date(year => 1)'],
  ['mail is null', 'mail is null ?'],
  ['unheard_of is null', 'unheard_of is null'],
  ['id /* name */ -- name', '<o.id> /* name */ -- name'],
  ["name = 'open", "name = 'open ?"],
  [
    'exists (select from app.customers c where c.id = customer_id)',
    'exists (select from <.C> c where c.<c.id> = <o.customer>)',
  ],
  [
    'exists (select from customers where id = orders.customer_id)',
    'exists (select from <C> where <c.id> = <O>.<o.customer>)',
  ],
  ["nextval('orders'::regclass)", 'nextval(<%O>::regclass)'],
  ["'app.customers'::regclass", '<%C>::regclass'],
]

const queries: readonly (readonly [string, string])[] = [
  ['select id from orders', 'select <o.id> from <O>'],
  ['select o.id, o.status s from orders o', 'select o.<o.id>, o.<o.status> s from <O> o'],
  ['select orders.id from public.orders', 'select <O>.<o.id> from <.O>'],
  ['select id from orders as id', 'select <o.id> from <O> as id'],
  [
    'select status, mail from orders join app.customers on true',
    'select <o.status>, <c.mail> from <O> join <.C> on true',
  ],
  ['select id from orders, customers', 'select id from <O>, <C> ?'],
  [
    'select c.id from orders o left join customers c on c.id = o.customer_id',
    'select c.<c.id> from <O> o left join <C> c on c.<c.id> = o.<o.customer>',
  ],
  [
    'with orders as (select id from customers) select x from orders',
    'with orders as (select <c.id> from <C>) select x from orders',
  ],
  ['with t as (select 1) select name from t', 'with t as (select 1) select name from t ?'],
  ['select t.n from (select id n from orders) t', 'select t.n from (select <o.id> n from <O>) t ?'],
  [
    'select (select mail from customers where id = o.customer_id) from orders o',
    'select (select <c.mail> from <C> where <c.id> = o.<o.customer>) from <O> o',
  ],
  ['select n from live', 'select <v.n> from <V>'],
  [
    'select id from orders union select id from customers',
    'select <o.id> from <O> union select <c.id> from <C>',
  ],
  [
    "insert into orders (id, status) select id, 'draft' from customers",
    "insert into <O> (<o.id>, <o.status>) select <c.id>, 'draft' from <C> ?",
  ],
  [
    'insert into orders (id) values (1) on conflict (id) do update set name = excluded.name where orders.id > 0 returning id',
    'insert into <O> (<o.id>) values (1) on conflict (<o.id>) do update set <o.name> = excluded.<o.name> where <O>.<o.id> > 0 returning <o.id>',
  ],
  [
    'update orders o set name = c.name, (id, status) = (1, null) from customers c where o.customer_id = c.id',
    'update <O> o set <o.name> = c.<c.name>, (<o.id>, <o.status>) = (1, null) from <C> c where o.<o.customer> = c.<c.id>',
  ],
  [
    'delete from orders using customers c where customer_id = c.id',
    'delete from <O> using <C> c where <o.customer> = c.<c.id>',
  ],
  [
    'select * from orders order by name desc nulls last limit 1',
    'select * from <O> order by <o.name> desc nulls last limit 1',
  ],
  [
    'select count(*) filter (where id > 0) over (partition by name) from orders',
    'select count(*) filter (where <o.id> > 0) over (partition by <o.name>) from <O>',
  ],
  ['select x.id from generate_series(1, 2) x(id)', 'select x.id from generate_series(1, 2) x(id) ?'],
  ['select relname from pg_catalog.pg_class', 'select relname from pg_catalog.pg_class'],
  ['select o from orders o', 'select o from <O> o'],
  ['select orders from orders', 'select <O> from <O>'],
  [
    'select 1 from (orders join customers on orders.id = customers.id)',
    'select 1 from (<O> join <C> on <O>.<o.id> = <C>.<c.id>)',
  ],
  [
    'select case when id > 0 then name else null end from orders',
    'select case when <o.id> > 0 then <o.name> else null end from <O>',
  ],
]

const bodies: readonly (readonly [string, string])[] = [
  ['begin new.name := old.name; return new; end', 'begin new.<o.name> := old.<o.name>; return new; end'],
  [
    'begin insert into customers (id, name) values (new.id, new.name); return null; end',
    'begin insert into <C> (<c.id>, <c.name>) values (new.<o.id>, new.<o.name>); return null; end',
  ],
  [
    'declare r app.customers%rowtype; s orders.status%type; begin select * into r from customers where id = new.id; if r.name is null then update orders set name = null where id = r.id; end if; end',
    'declare r <.C>%rowtype; s <O>.<o.status>%type; begin select * into r from <C> where <c.id> = new.<o.id>; if r.<c.name> is null then update <O> set <o.name> = null where <o.id> = r.<c.id>; end if; end',
  ],
  ["begin execute 'drop table orders'; end", "begin execute 'drop table orders'; end ?"],
  [
    'declare name text; begin select name from orders; end',
    'declare name text; begin select name from <O>; end ?',
  ],
  [
    'begin if exists (select from fresh where fresh.id is null) then raise exception $$x$$; end if; end',
    'begin if exists (select from fresh where fresh.<o.id> is null) then raise exception $$x$$; end if; end',
  ],
  [
    "begin if new.status = 'draft' then return null; end if; end",
    "begin if new.<o.status> = <'draft> then return null; end if; end",
  ],
]

const meaning = (text: string): readonly string[] =>
  lex(text)
    .filter((t) => t.kind !== 'space' && t.kind !== 'comment')
    .map((t) => {
      const s = text.slice(t.from, t.to)
      return t.kind === 'word' ? `"${s.toLowerCase()}"` : s
    })

describe('resolveExpression', () => {
  it.each(expressions)('%s', (text, expected) => {
    expect(shown(expression(text))).toBe(expected)
  })
  it('takes a constant alone for a label where the type is an enum', () => {
    expect(shown(resolveExpression(" 'draft' ", lookup, { type: { type: 'E' } }))).toBe("<'draft>")
    expect(shown(resolveExpression("'other'", lookup, { type: { type: 'E' } }))).toBe("'other'")
  })
  it('knows VALUE in a domain', () => {
    const objects = lookupOf([...shop, { ...shop[5], id: 'x', name: 'value' } as Obj])
    expect(shown(resolveExpression('value > 0', objects, { domain: true }))).toBe('value > 0')
    expect(shown(resolveExpression('value > 0', objects))).toBe('value > 0 ?')
  })
  it('knows NEW and OLD in the WHEN of a trigger, and no bare columns', () => {
    const s = resolveExpression('new.id <> old.id and name', lookup, { table: 'O', trigger: true })
    expect(shown(s)).toBe('new.<o.id> <> old.<o.id> and name ?')
  })
})

describe('resolveQuery', () => {
  it.each(queries)('%s', (text, expected) => {
    expect(shown(resolveQuery(text, lookup))).toBe(expected)
  })
  it.each(bodies)('%s', (text, expected) => {
    expect(
      shown(resolveQuery(text, lookup, { language: 'plpgsql', table: 'O', transitions: ['fresh'] })),
    ).toBe(expected)
  })
  it('finds parameters', () => {
    const params = new Map([
      ['p', 'P'],
      ['id', 'Q'],
    ])
    expect(
      shown(resolveQuery('select p from orders where id = p', lookup, { language: 'sql', params })),
    ).toBe('select <P> from <O> where <o.id> = <P>')
  })
  it('leaves other languages alone', () => {
    expect(shown(resolveQuery('orders', lookup, { language: 'plpython3u' }))).toBe('orders ?')
  })
})

it.each([
  ['setof orders', 'setof <O>'],
  [
    'table (id bigint, orders app.email, t numeric(10, 2), status order_status[])',
    'table (id bigint, orders <.D>, t numeric(10, 2), status <E>[])',
  ],
  ['trigger', 'trigger'],
])('returns %s', (text, expected) => {
  expect(shown(resolveReturns(text, lookup))).toBe(expected)
})

const all = [
  ...expressions.map(([t]) => [t, expression(t)] as const),
  ...queries.map(([t]) => [t, resolveQuery(t, lookup)] as const),
]

describe('hostile text', () => {
  const word = fc.constantFrom(
    ...'select from where with as insert into update set delete merge using join on conflict do case when then else end in any array cast is distinct union values returning orders customers id status name begin declare loop for if raise'.split(
      ' ',
    ),
    '(',
    ')',
    '[',
    ']',
    ',',
    '.',
    ';',
    '::',
    '=',
    '%',
    "'draft'",
    "'",
    '"',
    '$$',
    '--',
    '/*',
    '1',
  )
  it('is never a throw, and renders as it was', () => {
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join(' ')
        const names = namesOf(catalogOf(...shop))
        for (const s of [
          expression(text),
          resolveQuery(text, lookup),
          resolveQuery(text, lookup, { language: 'plpgsql', table: 'O' }),
          resolveReturns(text, lookup),
        ])
          expect(meaning(render(s, names))).toEqual(meaning(text))
      }),
      { numRuns: 2000 },
    )
  })
  it.each(['(', 'select (', 'case id when ', "'draft',", 'orders.', 'declare a int;', 'from orders,'])(
    'many of %j end',
    (piece) => {
      const text = piece.repeat(20_000)
      expect(() => resolveQuery(text, lookup, { language: 'plpgsql' })).not.toThrow()
      expect(() => expression(text)).not.toThrow()
    },
  )
})

describe('renaming', () => {
  const names = namesOf(catalogOf(...shop))
  it.each(all.filter(([t]) => !t.includes("'orders'::regclass")))(
    'renders the same tokens: %s',
    (text, s) => {
      expect(meaning(render(s, names))).toEqual(meaning(text))
    },
  )
  const renamed: readonly Obj[] = shop.map((o) => ({
    ...o,
    name: o.kind === 'schema' ? o.name : `new ${o.name}`,
  }))
  it.each(all.filter(([, s]) => !s.opaque))('resolves to the same objects under new names: %s', (_, s) => {
    const text = render(s, namesOf(catalogOf(...renamed)))
    const again =
      text.startsWith('select') || /^(with|insert|update|delete)/.test(text)
        ? resolveQuery(text, lookupOf(renamed))
        : resolveExpression(text, lookupOf(renamed), { table: 'O' })
    expect(again.refs).toEqual(s.refs)
  })
})
