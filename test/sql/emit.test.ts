import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import {
  builtIn,
  type Catalog,
  literal,
  type Obj,
  partsOf,
  qualified,
  regclass,
  sql,
} from '../../src/catalog/index.ts'
import {
  changedRanges,
  type Emitted,
  emit,
  emittedFor,
  lex,
  mappedAt,
  namesOf,
  patternMade,
  quoteIdent,
  rangesOf,
  signature,
  splitStatements,
} from '../../src/sql/index.ts'
import { catalogOf, sample } from './sample.ts'
import { shop } from './shop.ts'

const catalog = catalogOf(...sample)
const emitted = emit(catalog, 18)
const cut = (e: Emitted, r: { readonly from: number; readonly to: number }): string =>
  e.text.slice(r.from, r.to)

describe('emit', () => {
  it('reads as a person would write it', () => {
    const label = sql`${literal('draft')}`
    const e = emit(
      catalogOf(
        ...shop.filter((o) => o.id === 's' || o.id === 'E'),
        {
          kind: 'table',
          id: 'O',
          name: 'orders',
          schema: 's',
          comment: 'What was ordered',
        },
        {
          kind: 'column',
          id: 'a',
          table: 'O',
          rank: 'a',
          name: 'id',
          type: builtIn('bigint'),
          identity: 'always',
        },
        {
          kind: 'column',
          id: 'b',
          table: 'O',
          rank: 'b',
          name: 'status',
          type: { type: 'E' },
          notNull: true,
          default: label,
        },
        {
          kind: 'column',
          id: 'c',
          table: 'O',
          rank: 'c',
          name: 'customer_id',
          type: builtIn('bigint'),
        },
        {
          kind: 'key',
          id: 'k',
          table: 'O',
          name: 'orders_pkey',
          primary: true,
          columns: ['a'],
        },
        {
          kind: 'fk',
          id: 'f',
          table: 'O',
          name: 'orders_customer_id_fkey',
          columns: ['c'],
          references: 'O',
          refColumns: ['a'],
          onDelete: 'cascade',
        },
      ),
      18,
    )
    expect(e.text).toBe(`create type order_status as enum ('draft', 'pa''id');

create table orders (
  id          bigint       generated always as identity,
  status      order_status not null default 'draft',
  customer_id bigint,
  constraint orders_pkey primary key (id)
);

comment on table orders is 'What was ordered';

alter table orders
  add constraint orders_customer_id_fkey foreign key (customer_id)
    references orders (id) on delete cascade;
`)
  })

  it('does not depend on the order in which objects were put in', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...sample], { minLength: sample.length }), (objects) => {
        expect(emit(catalogOf(...objects), 18).text).toBe(emitted.text)
      }),
      { numRuns: 20 },
    )
  })

  it('splits into the statements again', () => {
    expect(splitStatements(emitted.text).map((p) => p.text)).toEqual(
      emitted.statements.map((s) => s.sql.replace(/\s*(-- only those\s*)?;$/, '')),
    )
  })

  it('keeps the order of statements when things are renamed', () => {
    const renamed = sample.map((o) => ({ ...o, name: o.name === 'public' ? o.name : `z${o.name}` }))
    const order = (e: Emitted) => e.statements.map((s) => s.object)
    expect(order(emit(catalogOf(...renamed), 18))).toEqual(order(emitted))
  })
})

/** One edit of a catalog: renames, comments, part renames, removals of leaves, additions. */
type Edit = (c: Catalog) => Catalog
const replace =
  (o: Obj): Edit =>
  (c) =>
    new Map(c).set(o.id, o)
const edits = fc.oneof(
  fc.tuple(fc.constantFrom(...sample), fc.constantFrom('a', 'B', 'order')).map(
    ([o, n]): Edit =>
      (c) =>
        replace({ ...(c.get(o.id) ?? o), name: o.kind === 'grant' ? '' : `${o.name}${n}` })(c),
  ),
  fc.tuple(fc.constantFrom(...sample), fc.constantFrom('x', undefined)).map(
    ([o, comment]): Edit =>
      (c) => {
        const { comment: _, ...rest } = c.get(o.id) ?? o
        return replace({ ...rest, ...(comment ? { comment } : {}) } as Obj)(c)
      },
  ),
  fc.constantFrom('aaaaaaaa.k4', 'aaaaaaaa.c8x', 'aaaaaaaa.f1', 'aaaaaaaa.y1', 'aaaaaaaa.x1').map(
    (id): Edit =>
      (c) => {
        const next = new Map(c)
        const there = sample.find((o) => o.id === id)
        if (!next.delete(id))
          next.set(
            id,
            there ?? {
              kind: 'column',
              id,
              table: 'aaaaaaaa.t1',
              rank: 'bb',
              name: 'added',
              type: builtIn('text'),
            },
          )
        return next
      },
  ),
  fc.constant<Edit>((c) => {
    const e = c.get('aaaaaaaa.6')
    return e?.kind === 'enum'
      ? replace({ ...e, labels: e.labels.map((l) => ({ ...l, name: `${l.name}!` })) })(c)
      : c
  }),
  fc.constant<Edit>((c) => {
    const t = c.get('aaaaaaaa.t1')
    if (t?.kind !== 'table') return c
    const { rls, ...rest } = t
    return replace(rls ? rest : { ...t, rls: 'enabled' })(c)
  }),
  fc.constant<Edit>((c) => {
    const k = c.get('aaaaaaaa.c3')
    return k?.kind === 'column' ? replace({ ...k, rank: `${k.rank === 'c' ? 'z' : 'c'}` })(c) : c
  }),
)

/** All that can be read of a result: its text and offsets are made when they are. */
const readings = ({ statements, text, offsets }: Emitted) => ({ statements, text, offsets })

describe('emitting again', () => {
  it('gives what emitting afresh gives, whatever changed', () => {
    fc.assert(
      fc.property(
        fc.array(edits, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        (list, each, reads) => {
          let last = emit(catalog, 18)
          const emitter = (of: Catalog): Emitted => {
            last = emit(of, 18, last)
            return last
          }
          let c = catalog
          list.forEach((edit, i) => {
            c = edit(c)
            if (i % each !== 0) return
            const again = emitter(c)
            expect(again.statements).toEqual(emit(new Map(c), 18).statements)
            if (reads) expect(readings(again)).toEqual(readings(emit(new Map(c), 18)))
          })
          expect(readings(emitter(c))).toEqual(readings(emit(new Map(c), 18)))
        },
      ),
      { numRuns: 300 },
    )
  })
  it('follows names that are written as part of others', () => {
    const view: Obj = {
      kind: 'view',
      id: 'aaaaaaaa.vv',
      name: 'vv',
      schema: 'aaaaaaaa.2',
      query: sql`select ${qualified('aaaaaaaa.c13')}, ${regclass('aaaaaaaa.x2')}`,
    }
    const whole = new Map(catalog).set(view.id, view)
    const first = emit(whole, 18)
    for (const id of ['aaaaaaaa.t2', 'aaaaaaaa.1', 'aaaaaaaa.6', 'aaaaaaaa.7']) {
      const next = new Map(whole).set(id, { ...whole.get(id), name: 'other' } as Obj)
      expect(readings(emit(next, 18, first))).toEqual(readings(emit(next, 18)))
    }
  })
  it('follows the schema of an extension whose types are used', () => {
    const ext: Obj = { kind: 'schema', id: 'aaaaaaaa.ss', name: 'Ext' }
    const citext: Obj = { kind: 'extension', id: 'aaaaaaaa.xx', name: 'citext', schema: ext.id }
    const column = [...catalog.values()].find((o) => o.kind === 'column')
    if (!column) throw new Error('the sample')
    const typed = new Map(catalog).set(column.id, { ...column, type: { base: 'citext', dims: 1 } } as Obj)
    const drawn = new Map(typed).set(ext.id, ext).set(citext.id, citext)
    const { schema: _, ...anywhere } = citext
    const steps: readonly ReadonlyMap<Id, Obj>[] = [
      drawn,
      new Map(drawn).set(ext.id, { ...ext, name: 'other' }),
      new Map(drawn).set(citext.id, { ...citext, schema: 'aaaaaaaa.1' }),
      drawn,
      new Map(drawn).set(citext.id, anywhere),
      drawn,
      typed,
    ]
    let last = emit(typed, 18)
    const written = steps.map((step) => {
      last = emit(step, 18, last)
      expect(readings(last)).toEqual(readings(emit(new Map(step), 18)))
      return /\S*citext\[\]/.exec(last.text)?.[0]
    })
    expect(written).toEqual([
      '"Ext".citext[]',
      'other.citext[]',
      'citext[]',
      '"Ext".citext[]',
      'citext[]',
      '"Ext".citext[]',
      'citext[]',
    ])
  })
  it('opens a closed trigger function to the owner of a table once that is partitioned, and closes it after', () => {
    const trigger = [...catalog.values()].find((o) => o.kind === 'trigger')
    const role = [...catalog.values()].find((o) => o.kind === 'role')
    const table = trigger && catalog.get(trigger.table)
    const routine = trigger && catalog.get(trigger.routine)
    const column = [...catalog.values()].find((o) => o.kind === 'column' && o.table === table?.id)
    if (table?.kind !== 'table' || routine?.kind !== 'routine' || !role || !column)
      throw new Error('the sample')
    const plain = new Map(catalog).set(routine.id, {
      ...routine,
      closed: true,
      owner: role.id as Id<'role'>,
      body: sql`begin return new; end;`,
    })
    const keys = [{ column: column.id as Id<'column'> }]
    const split = new Map(plain).set(table.id, { ...table, partitionBy: { method: 'hash', keys } })
    const first = emit(plain, 18)
    const second = emit(split, 18, first)
    expect(readings(second)).toEqual(readings(emit(new Map(split), 18)))
    expect(second.text).toContain('to %I')
    expect(readings(emit(plain, 18, second))).toEqual(readings(emit(new Map(plain), 18)))
    const fewer = new Map([...split].filter(([, o]) => o.kind !== 'trigger' || o.table !== table.id))
    expect(readings(emit(fewer, 18, second))).toEqual(readings(emit(new Map(fewer), 18)))
  })
  it('keeps the statements that do not mention what changed, and the result itself where nothing did', () => {
    expect(emit(new Map(catalog), 18, emitted)).toBe(emitted)
    const role = catalog.get('aaaaaaaa.4')
    const next = emit(new Map(catalog).set('aaaaaaaa.4', { ...role, name: 'other' } as Obj), 18, emitted)
    const kept = next.statements.filter((s, i) => s === emitted.statements[i]).map((s) => s.object)
    expect(kept).toContain('aaaaaaaa.t1')
    expect(kept).not.toContain('aaaaaaaa.y1')
  })
})

describe('the source map', () => {
  it('has offsets that lead to the statements, apart by a blank line', () => {
    emitted.statements.forEach((s, i) => {
      const from = emitted.offsets[i] ?? -1
      expect(emitted.text.startsWith(s.sql, from)).toBe(true)
      expect(emitted.text.slice(from + s.sql.length, emitted.offsets[i + 1])).toBe(
        emitted.offsets[i + 1] ? '\n\n' : '\n',
      )
    })
  })
  const named = sample
    .flatMap((o) => [o, ...(o.kind === 'enum' || o.kind === 'domain' ? partsOf(o) : [])])
    .filter((o) => o.name !== '')
  it.each(named.map((o) => [o.name, o.id] as const))('knows where %s is', (name, id) => {
    const ranges = rangesOf(emitted, id)
    expect(ranges.length).toBeGreaterThan(0)
    const words = lex(ranges.map((r) => cut(emitted, r)).join('\n')).map((t) => t.kind)
    expect(words.length).toBeGreaterThan(0)
    const first = ranges[0]
    const text = first ? cut(emitted, first) : ''
    expect(
      [
        quoteIdent(name),
        `'${name.replaceAll("'", "''")}'`,
        name.replaceAll("'", "''").replaceAll('\\', '\\\\'),
      ].some((n) => text.includes(n)),
    ).toBe(true)
  })
  it('nests: what is mapped lies inside its statement and holds the offset', () => {
    fc.assert(
      fc.property(fc.nat(emitted.text.length + 5), (offset) => {
        const m = mappedAt(emitted, offset)
        const inside = emitted.statements.findIndex((s, i) => {
          const from = emitted.offsets[i] ?? 0
          return from <= offset && offset < from + s.sql.length
        })
        expect(m === undefined).toBe(inside < 0)
        if (!m) return
        const from = emitted.offsets[inside] ?? 0
        expect(m.from).toBeGreaterThanOrEqual(from)
        expect(m.to).toBeLessThanOrEqual(from + (emitted.statements[inside]?.sql.length ?? 0))
        expect(m.from <= offset && offset < m.to).toBe(true)
      }),
    )
  })
  it('names the innermost object, with the pattern that made it', () => {
    const at = emitted.text.indexOf('deleted_at')
    const m = mappedAt(emitted, at)
    expect(m).toMatchObject({ object: 'aaaaaaaa.c7', why: { role: 'deleted_at' } })
    expect(m && cut(emitted, m)).toMatch(/^deleted_at +timestamp\(3\) +default/)
    expect(mappedAt(emitted, emitted.text.indexOf('create table orders') + 2)).toMatchObject({
      object: 'aaaaaaaa.t1',
    })
  })
  it('shows a subset', () => {
    const own = emittedFor(emitted, patternMade)
    expect(own.statements.map((s) => s.object)).toEqual(['aaaaaaaa.t1'])
    expect(mappedAt(own, own.text.indexOf('deleted_at'))).toMatchObject({ object: 'aaaaaaaa.c7' })
    expect(emittedFor(emitted, () => false).text).toBe('')
  })
})

describe('changedRanges', () => {
  const changed = (edit: Edit): readonly string[] => {
    const after = emit(edit(catalog), 18, emitted)
    return changedRanges(emitted, after).map((r) => cut(after, r))
  }
  it('is empty where nothing changed', () => {
    expect(changedRanges(emitted, emitted)).toEqual([])
    expect(changedRanges(emitted, emit(new Map(catalog), 18))).toEqual([])
  })
  it('marks a new statement whole', () => {
    const domain: Obj = {
      kind: 'domain',
      id: 'aaaaaaaa.z9',
      name: 'fresh',
      schema: 'aaaaaaaa.1',
      type: builtIn('text'),
      checks: [],
    }
    expect(changed(replace(domain))).toEqual(['create domain fresh as text;'])
  })
  it('marks lines of a changed one', () => {
    const column = catalog.get('aaaaaaaa.c13')
    expect(changed(replace({ ...column, name: 'span' } as Obj))).toEqual(
      [
        '  span    tstzrange,',
        '  add constraint customers_during_fkey foreign key (id, period span)\n    references orders (customer_id, period during);',
      ].map((s) => expect.stringContaining(s.slice(0, 20))),
    )
  })
})

it('names a routine by its arguments', () => {
  const r = catalog.get('aaaaaaaa.r3')
  expect(r?.kind === 'routine' && signature(r, namesOf(catalog))).toBe(
    '"Audit log".purge(inout integer, variadic public.date[])',
  )
})
