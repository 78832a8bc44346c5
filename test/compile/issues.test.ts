import { describe, expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import { compile } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord, recordsOf } from '../../src/design/index.ts'
import { registry } from '../patterns/all.ts'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'

const s = shop()
const put = (design: Design, ...records: readonly DesignRecord[]): Design =>
  applyChanges(
    design,
    records.map((r) => ({ id: r.id, to: r })),
  ).design
const drop = (design: Design, ...ids: readonly string[]): Design =>
  applyChanges(
    design,
    ids.map((id) => ({ id: s.id(id), to: null })),
  ).design
const codes = (design: Design): readonly string[] => compile(design, registry).issues.map((i) => i.code)
const record = <T extends DesignRecord>(id: string): T => s.design.records.get(s.id(id)) as T

type Column = Extract<DesignRecord, { kind: 'column' }>
type Fk = Extract<DesignRecord, { kind: 'fk' }>

type Shop = ReturnType<typeof shop>
const grant = 'grant@maintain' as Id<'grant'>
/** Everyone may read orders, and maintain them. */
const maintained = (of: Shop): Design =>
  put(of.design, {
    kind: 'grant',
    id: grant,
    name: '',
    on: of.id('orders'),
    to: 'public',
    privileges: ['SELECT', 'MAINTAIN'],
  })

describe('issues', () => {
  it.each<readonly [string, string, Design]>([
    ['a reference to a deleted table', 'object/dangling', drop(s.design, 'customers')],
    ['a reference whose target has no key', 'fk/no-unique-target', drop(s.design, 'customers.pk')],
    [
      'a reference that empties what may not be empty',
      'fk/never-null',
      put(s.design, { ...record<Fk>('orders>customers'), onDelete: 'set null' }),
    ],
    [
      'types that cannot be compared',
      'fk/type',
      put(s.design, { ...record<Column>('orders.customer_id'), type: { base: 'text' } }),
    ],
    [
      'identity on text',
      'column/identity-type',
      put(s.design, { ...record<Column>('customers.email'), identity: 'always' }),
    ],
    [
      'two columns of one name',
      'name/twice',
      put(s.design, { ...record<Column>('orders.number'), name: 'status' }),
    ],
    [
      'a name that a pattern wants too',
      'name/taken',
      on(s, put(s.design, { ...record<Column>('orders.note'), name: 'deleted_at' }), 'soft-delete'),
    ],
    ['a name without text', 'name/unusable', put(s.design, { ...record<Column>('orders.note'), name: '' })],
    [
      'a name of 64 bytes',
      'name/unusable',
      put(s.design, { ...record<Column>('orders.note'), name: 'é'.repeat(32) }),
    ],
    [
      'an unknown pattern',
      'use/unknown-pattern',
      put(s.design, { kind: 'use', id: 'nope@design#1' as never, pattern: 'nope' }),
    ],
    [
      'a pattern without its table',
      'use/no-target',
      put(s.design, { kind: 'use', id: 'soft-delete@design#1' as never, pattern: 'soft-delete' }),
    ],
    ['options of the wrong type', 'use/options', on(s, s.design, 'soft-delete', { children: 'drown' })],
    ['options that are not there', 'use/options', on(s, s.design, 'soft-delete', { colour: 'red' })],
    [
      'an arc with one parent',
      'exclusive-arc/parents',
      on(s, s.design, 'exclusive-arc', { parents: [s.id('posts')] }),
    ],
    [
      'a history without a key',
      'history-table/no-key',
      on(s, drop(s.design, 'orders.pk', 'items>orders'), 'history-table'),
    ],
    ['a machine without states', 'state-machine/no-states', on(s, s.design, 'state-machine', { states: [] })],
    [
      'a machine without a beginning',
      'state-machine/no-initial',
      on(s, s.design, 'state-machine', { initial: 'nowhere' }),
    ],
    [
      'a state no one gets into',
      'state-machine/unreachable',
      on(s, s.design, 'state-machine', { transitions: [] }),
    ],
    [
      'a tenant table outside a reference',
      'scope/reference-from-outside',
      on(s, s.design, 'tenancy-row', { except: [s.id('items')] }),
    ],
    [
      'people without a table',
      'audit-columns/no-people',
      on(s, s.design, 'audit-columns', { by: 'reference' }),
    ],
    [
      'a virtual column before 18',
      'target/too-old',
      (() => {
        const old = shop({ target: 15 })
        const c = old.design.records.get(old.id('orders.note')) as Column
        return put(old.design, { ...c, generated: { expr: { text: ["'x'"], refs: [] }, virtual: true } })
      })(),
    ],
    ['MAINTAIN before 17', 'target/too-old', maintained(shop({ target: 16 }))],
  ])('%s is said as %s', (_, code, design) => {
    expect(codes(design)).toContain(code)
  })

  it('leaves a child alone whose delete rule needs its own pattern, and offers to switch it on', () => {
    const d = on(s, s.design, 'soft-delete', { children: 'cascade' })
    const issue = compile(d, registry).issues.find((i) => i.code === 'soft-delete/child-not-soft')
    const way = issue?.waysOut[0]
    expect(way?.label).toBe('Switch soft delete on there too')
    const mended = applyChanges(d, way?.changes ?? []).design
    expect(recordsOf(mended, 'use')).toHaveLength(2)
    expect(codes(mended)).not.toContain('soft-delete/child-not-soft')
  })

  it.each([
    [16, ['SELECT']],
    [17, ['SELECT', 'MAINTAIN']],
  ] as const)('on %i, gives of SELECT and MAINTAIN what there is', (target, privileges) => {
    const { catalog } = compile(maintained(shop({ target })), registry)
    expect(catalog.get(grant)).toMatchObject({ privileges })
  })

  it('says an unusable name once', () => {
    const design = put(on(s, s.design, 'history-table'), { ...record<Column>('orders.note'), name: '' })
    expect(codes(design).filter((c) => c === 'name/unusable')).toHaveLength(1)
  })

  it('takes back options by a way out', () => {
    const d = on(s, s.design, 'state-machine', { initial: 'nowhere' })
    const way = compile(d, registry).issues.find((i) => i.code === 'state-machine/no-initial')?.waysOut[0]
    expect(codes(applyChanges(d, way?.changes ?? []).design)).toEqual([])
  })

  it('keeps a total key that a foreign key points at', () => {
    const fk = record<Fk>('orders>customers')
    const d = put(
      s.design,
      { ...record<Column>('orders.customer_id'), type: { base: 'text' } },
      { ...fk, refColumns: [s.id('customers.email')] },
    )
    const use = {
      kind: 'use',
      id: 'soft-delete@x#1',
      pattern: 'soft-delete',
      target: s.id('customers'),
    } as unknown as DesignRecord
    const out = compile(put(d, use), registry)
    expect(out.issues.map((i) => i.code)).toEqual(['alive/key-stays-total'])
    expect(out.catalog.get(s.id('customers.email_key'))?.kind).toBe('key')
  })
})
