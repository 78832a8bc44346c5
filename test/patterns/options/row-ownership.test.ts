import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges } from '../../../src/design/index.ts'
import type { Engine } from '../../../src/engine/index.ts'
import { pglite } from '../../engine/node.ts'
import { registry } from '../all.ts'
import { broken, hold } from '../hold.ts'
import { on } from '../on.ts'
import { shop } from '../shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

describe('who may do what', () => {
  it.each([
    { read: 'everyone' },
    { read: 'everyone', insert: 'everyone', update: 'everyone', remove: 'admin' },
    { read: 'admin', update: 'admin', remove: 'admin' },
    { insert: 'admin' },
    { admin: '', column: 'author' },
    { admin: 'auditors' },
  ])('%j keeps every promise, alone, for tenants and with copies of its rows', async (options) => {
    for (const more of [
      [],
      ['tenancy-row'],
      ['tenancy-row', 'history-table', 'archive-table', 'soft-delete'],
    ]) {
      const s = shop()
      const own = on(s, s.design, 'row-ownership', options)
      const held = await hold(
        engine,
        [...more].reduce((d, n) => on(s, d, n), own),
      )
      expect(held.refused).toEqual([])
      // Who may not add, read or change rows cannot play what other patterns promise about them.
      const closed = Object.values(options).includes('admin')
      const told = broken(held).filter((b) => !closed || b.startsWith('row-ownership'))
      expect(told).toEqual([])
    }
  })

  it('a tenant and an owner both have to allow a row', () => {
    const s = shop()
    const policies = (names: readonly string[]) =>
      [
        ...compile(
          names.reduce((d, n) => on(s, d, n), s.design),
          registry,
        ).catalog.values(),
      ].flatMap((o) => (o.kind === 'policy' && o.table === s.id('orders') && !o.restrictive ? [o.name] : []))
    expect(policies(['row-ownership'])).toEqual(['orders_open'])
    expect(policies(['row-ownership', 'tenancy-row'])).toEqual(['orders_tenant'])
  })

  it('two tables share the admin role', () => {
    const s = shop()
    const d = on(s, on(s, s.design, 'row-ownership'), 'row-ownership', {}, 'visits')
    const roles = [...compile(d, registry).catalog.values()].filter((o) => o.kind === 'role')
    expect(roles.map((r) => r.name).sort()).toEqual(['app_admin', 'app_user'])
  })

  it('what is left to admins needs an admin role', () => {
    const s = shop()
    const d = on(s, s.design, 'row-ownership', { remove: 'admin', admin: '' })
    const [issue] = compile(d, registry).issues.filter((i) => i.severity === 'error')
    expect(issue).toMatchObject({ code: 'row-ownership/no-admin', option: 'admin' })
    const after = compile(applyChanges(d, issue?.waysOut[0]?.changes ?? []).design, registry)
    expect(after.issues.filter((i) => i.severity === 'error')).toEqual([])
  })

  it('says where values are kept for everyone', () => {
    const s = shop()
    const d = on(s, on(s, s.design, 'row-ownership'), 'audit-log')
    expect(compile(d, registry).issues.map((i) => i.code)).toContain('row-ownership/copies')
  })
})
