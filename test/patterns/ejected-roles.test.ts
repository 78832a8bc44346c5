import { expect, it } from 'vitest'
import { compile, eject } from '../../src/compile/index.ts'
import { applyChanges, recordsOf } from '../../src/design/index.ts'
import { emit } from '../../src/sql/index.ts'
import { registry } from './all.ts'
import { on } from './on.ts'
import { shop } from './shop.ts'

it('what an ejected pattern granted to a role that is no more is told and left out', () => {
  const s = shop()
  const all = ['tenancy-row', 'outbox', 'audit-log'].reduce((d, n) => on(s, d, n), s.design)
  const useOf = (pattern: string) => recordsOf(all, 'use').find((u) => u.pattern === pattern)?.id ?? ''
  const ejected = applyChanges(
    all,
    eject(compile(all, registry), useOf('outbox') as never, registry).changes,
  ).design
  const off = applyChanges(ejected, [{ id: useOf('tenancy-row'), to: null }]).design
  const { catalog, issues } = compile(off, registry)
  expect([...new Set(issues.filter((i) => i.severity === 'error').map((i) => i.code))]).toEqual([
    'object/dangling',
  ])
  expect(issues.find((i) => i.code === 'object/dangling')?.waysOut).toHaveLength(1)
  expect(emit(catalog, 18).statements.length).toBeGreaterThan(10)
})
