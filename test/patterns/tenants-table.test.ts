import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engine/index.ts'
import { bundleFiles } from '../../src/formats/bundle/index.ts'
import { pglite } from '../engine/node.ts'
import { book } from './all.ts'
import { cases } from './cases/index.ts'
import { hold } from './hold.ts'
import { names, on } from './on.ts'
import { shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const forTables = names.filter((n) => cases[n]?.at === 'table' && n !== 'tenancy-row')

/** Scenarios that count all rows of the table, the tenants of the harness too, or are about its policies. */
const partly: ReadonlySet<string> = new Set([
  'audit-log',
  'soft-delete',
  'closure-table',
  'materialized-path',
  'nested-sets',
  'row-ownership',
  'vertical-split',
  'compat-view',
  'blue-green-table',
])

describe('on the table whose rows are the tenants, which the application only reads', () => {
  const design = (pattern: string) => {
    const s = shop()
    const shared = ['customers', 'posts', 'photos'].map((t) => s.id(t))
    return on(s, on(s, s.design, 'tenancy-row', { tenants: s.id('orders'), except: shared }), pattern)
  }

  it.each(forTables.map((n) => [n]))(
    '%s breaks no promise, and says which are played by others',
    async (pattern) => {
      const { compiled, refused, answers } = await hold(engine, design(pattern))
      expect(compiled.issues.filter((i) => i.severity === 'error').map((i) => i.message)).toEqual([])
      expect(refused).toEqual([])
      const others = [...answers].filter(([, a]) => a.verdict !== 'held')
      for (const [, a] of others) {
        expect(a.verdict).toBe('gap')
        if (a.verdict === 'gap') expect(a.gaps.map((g) => g.feature)).toEqual(['access'])
      }
      if (!partly.has(pattern)) expect(others.map(([id]) => id)).toEqual([])
      expect(answers.size).toBeGreaterThan(others.length)
    },
  )

  it('leaves what others play out of the bundle’s tests, and says so', async () => {
    const { compiled } = await hold(engine, design('audit-columns'))
    const files = bundleFiles(compiled, book)
    const tests = files.filter((f) => /^tests\/.*audit-columns/.test(f.path))
    expect(tests).toHaveLength(1)
    expect(String(tests[0]?.text)).toContain('The application only reads orders.')
  })
})
