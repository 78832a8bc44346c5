import { describe, expect, it } from 'vitest'
import type { Catalog, Obj } from '../../src/catalog/index.ts'
import { compile, createCompiler, eject } from '../../src/compile/index.ts'
import { applyChanges, change, type Design, recordsOf } from '../../src/design/index.ts'
import { type Emitted, emit } from '../../src/sql/index.ts'
import { registry } from '../patterns/all.ts'
import { names as all, together as names, on } from '../patterns/on.ts'
import { pairs } from '../patterns/pair.ts'
import { shop } from '../patterns/shop.ts'

/** The catalog as a plain value that does not depend on the order of the map. */
const plain = (catalog: Catalog, strip: (o: Obj) => object = (o) => o): unknown =>
  Object.fromEntries(
    [...catalog].map(([id, o]): [string, object] => [id, strip(o)]).sort(([a], [b]) => (a < b ? -1 : 1)),
  )

const switched = (s: ReturnType<typeof shop>, list: readonly string[]): Design =>
  list.reduce((d, n) => on(s, d, n), s.design)
const errors = (d: Design) => compile(d, registry).issues.filter((i) => i.severity === 'error')

describe('switching patterns', () => {
  const s = shop()

  it('compiles the bare shop without issues', () => {
    expect(compile(s.design, registry).issues).toEqual([])
  })

  it.each(all.map((n) => [n]))('%s alone adds objects and raises no error', (n) => {
    const d = switched(s, [n])
    expect(errors(d)).toEqual([])
    expect(compile(d, registry).catalog.size).toBeGreaterThan(compile(s.design, registry).catalog.size)
  })

  it.each(pairs)('%s and %s give the same catalog in either order', (a, b) => {
    expect(plain(compile(switched(s, [a, b]), registry).catalog)).toEqual(
      plain(compile(switched(s, [b, a]), registry).catalog),
    )
  })

  it('gives the same catalog for every rotation of all six', () => {
    const first = plain(compile(switched(s, names), registry).catalog)
    names.forEach((_, i) => {
      const rotated = [...names.slice(i), ...names.slice(0, i)].reverse()
      expect(plain(compile(switched(s, rotated), registry).catalog)).toEqual(first)
    })
  })

  it('leaves nothing behind when all are off again', () => {
    const d = switched(s, names)
    const off = applyChanges(
      d,
      recordsOf(d, 'use').map((u) => ({ id: u.id, to: null })),
    ).design
    expect(plain(compile(off, registry).catalog)).toEqual(plain(compile(s.design, registry).catalog))
  })

  it('gives the same ids when a switch is thrown off and on again', () => {
    const d = switched(s, names)
    const use = recordsOf(d, 'use').find((u) => u.pattern === 'history-table')
    const off = applyChanges(d, use ? [{ id: use.id, to: null }] : []).design
    expect(plain(compile(on(s, off, 'history-table'), registry).catalog)).toEqual(
      plain(compile(d, registry).catalog),
    )
  })
})

describe('compiling again', () => {
  const s = shop()
  const steps = all.flatMap((n): readonly Design[] => {
    const d = switched(s, [n])
    return errors(d).length > 0 ? [] : [d, s.design]
  })

  it('equals compiling and emitting afresh, whatever is switched on and off', () => {
    const compiler = createCompiler(registry)
    let last: Emitted | undefined
    for (const d of steps) {
      const [kept, fresh] = [compiler.compile(d), compile(d, registry)]
      expect(plain(kept.catalog)).toEqual(plain(fresh.catalog))
      expect(kept.issues).toEqual(fresh.issues)
      last = emit(kept.catalog, 18, last)
      expect(last.text).toBe(emit(fresh.catalog, 18).text)
    }
  })

  it('answers with what it foresaw, if just that comes next', () => {
    const compiler = createCompiler(registry)
    steps.forEach((d, n) => {
      const foreseen = compiler.foresee(d)
      const other = steps[(n + 1) % steps.length] ?? d
      if (n % 2 === 1) compiler.compile(other)
      const kept = compiler.compile({ ...d, records: new Map(d.records) })
      const fresh = compile(d, registry)
      expect(kept.catalog === foreseen.catalog).toBe(n % 2 === 0)
      expect(plain(kept.catalog)).toEqual(plain(fresh.catalog))
      expect(kept.issues).toEqual(fresh.issues)
    })
  })

  it('renames after what it foresaw, taken or not', () => {
    const compiler = createCompiler(registry)
    const d = switched(s, ['audit-columns', 'soft-delete'])
    compiler.compile(s.design)
    for (const taken of [false, true]) {
      compiler.foresee(d)
      const at = taken ? d : s.design
      if (taken) compiler.compile(d)
      const [table] = recordsOf(at, 'table')
      if (!table) throw new Error('the sample')
      const renamed = applyChanges(at, [change({ ...table, name: 'renamed' })]).design
      expect(plain(compiler.compile(renamed).catalog)).toEqual(plain(compile(renamed, registry).catalog))
    }
  })

  it('keeps the objects that are just as they were, and earlier results', () => {
    const compiler = createCompiler(registry)
    const first = compiler.compile(switched(s, ['audit-columns', 'soft-delete']))
    const copy = plain(first.catalog)
    const d = on(s, first.design, 'row-version')
    const { catalog } = compiler.compile(d)
    expect(plain(first.catalog)).toEqual(copy)
    const made = [...catalog.values()].filter((o) => first.catalog.get(o.id) !== o)
    const use = recordsOf(d, 'use').find((u) => u.pattern === 'row-version')
    const elsewhere = made.filter((o) => 'table' in o && o.table !== use?.target)
    expect(made.length).toBeGreaterThan(0)
    expect(elsewhere.map((o) => o.id)).toEqual([])
    expect(made.length).toBeLessThan(catalog.size / 4)
  })
})

describe('ejecting', () => {
  const s = shop()
  const bare = (o: Obj): object => {
    const { why: _why, ...rest } = o
    return o.kind === 'column' ? { ...rest, rank: '' } : rest
  }

  it.each(names.map((n) => [n]))('%s keeps the catalog and every id, the others staying on', (n) => {
    const d = switched(s, names)
    const before = compile(d, registry)
    const use = recordsOf(d, 'use').find((u) => u.pattern === n)
    if (!use) throw new Error('the pattern is not on')
    const after = compile(applyChanges(d, eject(before, use.id, registry).changes).design, registry)
    expect(plain(after.catalog, bare)).toEqual(plain(before.catalog, bare))
    expect([...after.catalog.values()].some((o) => o.why?.use === use.id)).toBe(false)
  })

  it('can be repeated until no pattern is left', () => {
    let d = switched(s, names)
    const before = plain(compile(d, registry).catalog, bare)
    for (const n of names) {
      const use = recordsOf(d, 'use').find((u) => u.pattern === n)
      if (use) d = applyChanges(d, eject(compile(d, registry), use.id, registry).changes).design
    }
    expect(recordsOf(d, 'use')).toEqual([])
    expect(plain(compile(d, registry).catalog, bare)).toEqual(before)
  })
})

describe('renaming', () => {
  const s = shop()
  const d = switched(s, names)
  const rename = (design: Design, id: string, name: string): Design => {
    const r = design.records.get(s.id(id))
    if (!r || !('name' in r)) throw new Error(id)
    return applyChanges(design, [{ id: r.id, to: { ...r, name } }]).design
  }

  it.each([
    ['a table', 'orders', 'purchases'],
    ['a key column', 'orders.id', 'order_no'],
    ['a parent of the arc', 'posts', 'articles'],
    ['to a name that is taken', 'orders.number', 'status'],
    ['to a name that a pattern uses', 'orders.number', 'deleted_at'],
    ['to an empty name', 'orders.number', ''],
    ['to a name that is too long', 'orders.number', 'x'.repeat(80)],
    ['to a long name that its constraints have to cut', 'orders', 'o'.repeat(63)],
  ])('%s by the short way equals a full compilation', (_, id, name) => {
    const compiler = createCompiler(registry)
    compiler.compile(d)
    const once = rename(d, id, name)
    expect(plain(compiler.compile(once).catalog)).toEqual(plain(compile(once, registry).catalog))
    expect(compiler.compile(once).issues).toEqual(compile(once, registry).issues)
    expect(plain(compiler.compile(d).catalog)).toEqual(plain(compile(d, registry).catalog))
  })

  it('leaves earlier results as they were', () => {
    const compiler = createCompiler(registry)
    const first = compiler.compile(d)
    const copy = plain(first.catalog)
    compiler.compile(rename(d, 'orders', 'purchases'))
    expect(plain(first.catalog)).toEqual(copy)
  })

  it('carries through to every name made from it', () => {
    const all = [...compile(rename(d, 'orders', 'purchases'), registry).catalog.values()].map((o) => o.name)
    expect(all.filter((n) => n.includes('orders'))).toEqual([])
  })
})
