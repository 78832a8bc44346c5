import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawnId } from '../../src/base/index.ts'
import { fill, type Obj } from '../../src/catalog/index.ts'
import { compile, eject } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord, type Json } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit, namesOf } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import { on } from './on.ts'
import { type Shop, shop } from './shop.ts'
import { sqlOf } from './sql-of.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

type Options = Readonly<Record<string, Json>>

/** `status, total desc include (note) where deleted_at is null using gin`. */
const shown = (i: Obj<'index'>, name: (id: string) => string): string => {
  const items = i.elements.map(
    (e) =>
      (e.column ? name(e.column) : fill(e.expr ?? { text: ['?'], refs: [] }, (r) => name(r.id))) +
      (e.opclass ? ` ${e.opclass}` : '') +
      (e.order ? ' desc' : ''),
  )
  const include = i.include ? ` include (${i.include.map(name).join(', ')})` : ''
  const where = i.where ? ` where ${fill(i.where, (r) => name(r.id))}` : ''
  return `${items.join(', ')}${include}${where}${i.method ? ` using ${i.method}` : ''}`
}

const planned = (design: Design): readonly string[] => {
  const { catalog } = compile(design, registry)
  const names = namesOf(catalog)
  return [...catalog.values()]
    .filter((o): o is Obj<'index'> => o.kind === 'index' && o.why?.use.startsWith('index-plan') === true)
    .map((i) => shown(i, (id) => names.name(id)))
    .sort()
}

const plan = (options: (s: Shop, d: Design) => Options, ...also: readonly string[]): Design => {
  const s = shop()
  const base = also.reduce((d, n) => on(s, d, n), s.design)
  return on(s, base, 'index-plan', options(s, base))
}
const forQueries =
  (...texts: readonly string[]) =>
  (_: Shop, d: Design): Options => ({
    foreignKeys: false,
    queries: texts.map((t) => ({ query: sqlOf(d, t) })),
  })

describe('an index for a sample query', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ["select * from orders where status = 'new' order by total desc limit 10", ['status, total desc'], []],
    ["select * from orders o where o.total > 5 and o.status = 'new'", ['status, total'], []],
    [
      'select * from orders where total between 1 and 2 and customer_id = $1 and note is null',
      ['customer_id, total where note is null'],
      [],
    ],
    ['select * from orders where lower(note) = $1', ['lower(note)'], []],
    ["select * from orders where note like 'a%'", ['note text_pattern_ops'], []],
    ["select * from orders where note like '%a'", [], []],
    ["select * from orders where status in ('a', 'b') or total = 1", [], []],
    ['select * from orders where number = $1', [], []],
    [
      'select c.email from customers c join orders o on o.customer_id = c.id where o.status = $1',
      ['customer_id, status'],
      [],
    ],
    ['select * from orders where $1 = customer_id order by lower(note)', ['customer_id'], []],
    ["select * from orders where status = 'x'", ['tenant_id, status'], ['tenancy-row']],
    ['select count(*) from orders group by status order by status', ['status'], []],
  ])('%s', (query, expected, also) => {
    expect(planned(plan(forQueries(query), ...also))).toEqual(expected)
  })

  it('serves several queries by one index where it can', () => {
    const design = plan(
      forQueries(
        'select * from orders where customer_id = 1',
        "select * from orders where status = 'a' and customer_id = 1",
        "select * from orders where customer_id = 1 and status = 'a' order by total",
      ),
    )
    expect(planned(design)).toEqual(['customer_id, status, total'])
  })

  it('holds along what a query selects, where that is asked for', () => {
    const design = plan((s, d) => ({
      ...forQueries('select id, total from orders where status = $1')(s, d),
      covering: true,
    }))
    expect(planned(design)).toEqual(['status include (id, total)'])
  })

  it('takes indexes by hand, of every method', () => {
    const design = plan((s) => ({
      foreignKeys: false,
      indexes: [
        { columns: [s.id('orders.note')], method: 'hash' },
        { columns: [s.id('orders.total')], method: 'brin' },
        { columns: [], expression: 'upper(note)', where: "status <> 'done'" },
      ],
    }))
    expect(planned(design)).toEqual([
      'note using hash',
      'total using brin',
      "upper(note) where status <> 'done'",
    ])
    const { catalog } = compile(design, registry)
    return expect(engine.load(catalog, emit(catalog, 18))).resolves.toMatchObject({ errors: [] })
  })
})

describe('at the scale of production', () => {
  it.each<readonly [string, string, string]>([
    [
      'status, total desc',
      "where status = 'status 7' order by total desc limit 5",
      "where status <> 'nothing'",
    ],
    ['customer_id', 'where customer_id = 7', 'where customer_id > 0'],
  ])('%s is used for what asks for it, and not for everything', async (index, selective, control) => {
    const design = plan(
      forQueries(
        "select * from orders where status = 'new' order by total desc limit 10",
        'select * from orders where customer_id = 1',
      ),
    )
    expect(planned(design)).toContain(index)
    const { catalog } = compile(design, registry)
    await engine.load(catalog, emit(catalog, 18))
    const explain = async (where: string): Promise<string> => {
      const { results, error } = await engine.run({
        statements: [`explain select * from orders ${where}`],
      })
      if (error) throw new Error(error.message)
      return (results.at(-1)?.rows ?? []).flat().join('\n')
    }
    const filled = await engine.run({
      statements: [
        "insert into customers overriding system value select n, 'email ' || n from generate_series(1, 500) n",
        "insert into orders overriding system value select n, 1 + n % 500, 'number ' || n, 'status ' || n % 200, n, null from generate_series(1, 20000) n",
      ],
    })
    expect(filled.error).toBeUndefined()
    await engine.run({ statements: ['analyze orders'] })
    expect(await explain(selective)).toMatch(/Index Scan|Bitmap Index Scan/)
    expect(await explain(control)).toContain('Seq Scan')
  })
})

describe('what is redundant', () => {
  const withIndex = (...lists: readonly (readonly string[])[]) => {
    const s = shop()
    const author = s.design.authors[0] ?? ''
    const records = lists.map(
      (columns, i): DesignRecord => ({
        kind: 'index',
        id: drawnId(author, 900 + i),
        name: `drawn_${i}`,
        table: s.id('orders'),
        elements: columns.map((c) => ({ column: s.id(`orders.${c}`) })),
      }),
    )
    const drawn = applyChanges(
      s.design,
      records.map((r) => ({ id: r.id, to: r })),
    ).design
    return { s, drawn }
  }
  const left = (d: Design): readonly string[] =>
    [...compile(d, registry).catalog.values()].flatMap((o) =>
      o.kind === 'index' && o.name.startsWith('drawn') ? [o.name] : [],
    )

  it.each<readonly [readonly (readonly string[])[], readonly string[]]>([
    [[['customer_id'], ['customer_id', 'status']], ['drawn_1']],
    [
      [['customer_id', 'status'], ['status']],
      ['drawn_0', 'drawn_1'],
    ],
    [[['customer_id'], ['customer_id']], ['drawn_0']],
    [[['id'], ['status']], ['drawn_1']],
  ])('of %j stays %j', (lists, stays) => {
    const { s, drawn } = withIndex(...lists)
    const design = on(s, drawn, 'index-plan')
    expect(left(design)).toEqual(stays)
    expect(left(on(s, drawn, 'index-plan', { redundant: false }))).toHaveLength(lists.length)
    const codes = compile(design, registry).issues.map((i) => i.code)
    expect(codes.filter((c) => c === 'index-plan/left-out')).toHaveLength(lists.length - stays.length)
  })

  it.each<readonly [string, string, readonly string[]]>([
    ['that have it', '? is not null', []],
    ['that have it, in parentheses', '(?) IS NOT NULL', []],
    ['that lack it', '? is null', ['customer_id']],
    ['with one value of it', '? = 1', ['customer_id']],
  ])('a reference is answered by an index of the rows %s, or not', (_, where, wanted) => {
    const s = shop()
    const column = s.id<'column'>('orders.customer_id')
    const [before = '', after = ''] = where.toLowerCase().split('?')
    const index: DesignRecord = {
      kind: 'index',
      id: drawnId(s.design.authors[0] ?? '', 900),
      name: 'partial',
      table: s.id('orders'),
      elements: [{ column }],
      where: { text: [before, after], refs: [{ id: column, as: 'name' }] },
    }
    const drawn = applyChanges(s.design, [{ id: index.id, to: index }]).design
    expect(planned(on(s, drawn, 'index-plan'))).toEqual(wanted)
  })

  it('stays left out when the plan is ejected, and comes back when it is switched off', () => {
    const { s, drawn } = withIndex(['customer_id'], ['customer_id', 'status'])
    const design = on(s, drawn, 'index-plan')
    const [use] = [...design.records.values()].filter((r) => r.kind === 'use')
    const compiled = compile(design, registry)
    const id = use?.id as Parameters<typeof eject>[1]
    expect(left(applyChanges(design, eject(compiled, id, registry).changes).design)).toEqual(['drawn_1'])
    expect(left(applyChanges(design, [{ id, to: null }]).design)).toEqual(['drawn_0', 'drawn_1'])
  })
})
