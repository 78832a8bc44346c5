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

const s = shop()
const errorsOf = (design: typeof s.design) =>
  compile(design, registry).issues.filter((i) => i.severity === 'error')

describe('options of a database for each tenant', () => {
  it('small tenants together need rows that tell them apart; every way out gives that or does without', () => {
    const design = on(s, s.design, 'tenancy-database', { model: 'hybrid' })
    const [issue, ...more] = errorsOf(design)
    expect([issue?.code, issue?.option, more]).toEqual([
      'tenancy-database/no-rows-to-tell-apart',
      'model',
      [],
    ])
    expect(issue?.waysOut).toHaveLength(2)
    for (const way of issue?.waysOut ?? [])
      expect(errorsOf(applyChanges(design, way.changes).design)).toEqual([])
  })

  it('a key of another type than that of the rows is told', () => {
    const rows = on(s, s.design, 'tenancy-row', { type: 'bigint' })
    const design = on(s, rows, 'tenancy-database', { model: 'hybrid' })
    const [issue, ...more] = errorsOf(design)
    expect([issue?.code, issue?.option, more]).toEqual(['tenancy-database/key-type', 'type', []])
    for (const way of issue?.waysOut ?? [])
      expect(errorsOf(applyChanges(design, way.changes).design)).toEqual([])
  })

  it.each(['uuid', 'bigint', 'text'])(
    'the hybrid keeps every promise with a key of type %s',
    async (type) => {
      const rows = on(s, on(s, s.design, 'history-table'), 'tenancy-row', { type })
      const held = await hold(engine, on(s, rows, 'tenancy-database', { model: 'hybrid', type }))
      expect([...held.refused, ...broken(held)]).toEqual([])
      expect([...held.answers.keys()]).toContain('tenancy-database@design#1/shared')
    },
  )

  it.each(['bigint', 'text'])('databases alone keep every promise with a key of type %s', async (type) => {
    const held = await hold(engine, on(s, s.design, 'tenancy-database', { type }))
    expect([...held.refused, ...broken(held)]).toEqual([])
  })

  it('rows and databases together get a hint that small tenants could share', () => {
    const design = on(s, on(s, s.design, 'tenancy-row'), 'tenancy-database')
    expect(compile(design, registry).issues.map((i) => [i.code, i.severity])).toEqual([
      ['tenancy-database/both', 'info'],
    ])
  })
})
