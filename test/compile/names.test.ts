import { describe, expect, it } from 'vitest'
import { compile, type Issue } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord } from '../../src/design/index.ts'
import { registry } from '../patterns/all.ts'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'

const s = shop()
const renamed = (id: string, to: string): Design => {
  const record = s.design.records.get(s.id(id))
  return applyChanges(s.design, [{ id: s.id(id), to: { ...record, name: to } as DesignRecord }]).design
}
const put = (design: Design, record: unknown): Design =>
  applyChanges(design, [{ id: (record as DesignRecord).id, to: record as DesignRecord }]).design
const errors = (design: Design): readonly Issue[] =>
  compile(design, registry).issues.filter((i) => i.severity === 'error')
const named = (design: Design, name: string) =>
  [...compile(design, registry).catalog.values()].filter((o) => o.name === name)

describe('the way out of a name that is taken is a command', () => {
  it.each<readonly [string, Design, string, string]>([
    [
      'a column of yours where a pattern wants one',
      on(s, renamed('orders.note', 'deleted_at'), 'soft-delete'),
      'name/taken',
      'Rename yours to "deleted_at_2"',
    ],
    [
      'a table of yours where a pattern wants one',
      on(s, renamed('photos', 'orders_history'), 'history-table'),
      'name/taken',
      'Rename yours to "orders_history_2"',
    ],
    [
      'a table of yours at the old name of another',
      on(s, renamed('photos', 'purchases'), 'compat-view', { name: 'purchases', renamed: [], without: [] }),
      'name/taken',
      'Rename yours to "purchases_2"',
    ],
    [
      'the next name too',
      on(
        s,
        put(renamed('orders.note', 'deleted_at'), {
          ...s.design.records.get(s.id('orders.total')),
          name: 'deleted_at_2',
        }),
        'soft-delete',
      ),
      'name/taken',
      'Rename yours to "deleted_at_3"',
    ],
    [
      'two patterns that want one',
      on(s, on(s, s.design, 'outbox', { name: 'orders_history' }), 'history-table'),
      'name/taken',
      'Switch one of them off',
    ],
    ['two columns', renamed('orders.number', 'status'), 'name/twice', 'Rename one to "status_2"'],
    ['two tables', renamed('photos', 'posts'), 'name/twice', 'Rename one to "posts_2"'],
    [
      'an extension and itself',
      put(put(s.design, { kind: 'extension', id: 'aaaaaaaa.zy', name: 'ltree' }), {
        kind: 'extension',
        id: 'aaaaaaaa.zz',
        name: 'ltree',
      }),
      'name/twice',
      'Delete one',
    ],
    [
      'a role with the name of the application’s',
      on(s, put(s.design, { kind: 'role', id: 'aaaaaaaa.zz', name: 'app_user' }), 'tenancy-row'),
      'name/twice',
      'Rename one to "app_user_2"',
    ],
    ['a column without a name', renamed('orders.note', ''), 'name/unusable', 'Call it "unnamed_'],
    [
      'a column with NUL in its name',
      renamed('orders.note', 'sta\0tus'),
      'name/unusable',
      'Call it "status_2"',
    ],
    [
      'a table with a name that is too long',
      renamed('photos', 'é'.repeat(32)),
      'name/unusable',
      `Call it "${'é'.repeat(27)}_`,
    ],
  ])('%s', (_, design, code, label) => {
    const issue = errors(design).find((i) => i.code === code)
    const way = issue?.waysOut[0]
    expect(way?.label.slice(0, label.length)).toBe(label)
    expect(way?.changes).not.toEqual([])
    expect(errors(applyChanges(design, way?.changes ?? []).design)).toEqual([])
  })

  it('gives the pattern the name it wants once yours has another', () => {
    const design = on(s, renamed('photos', 'orders_history'), 'history-table')
    const way = errors(design)[0]?.waysOut[0]
    const after = applyChanges(design, way?.changes ?? []).design
    expect(named(after, 'orders_history').map((o) => o.id)).toEqual([
      `history-table@${s.id('orders')}#1/history`,
    ])
    expect(named(after, 'orders_history_2').map((o) => o.id)).toEqual([s.id('photos')])
  })
})
