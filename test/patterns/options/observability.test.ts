import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges, type Json } from '../../../src/design/index.ts'
import { registry } from '../all.ts'
import { on } from '../on.ts'
import { type Shop, shop } from '../shop.ts'

describe('options of observability that contradict', () => {
  it.each<readonly [string, string, (s: Shop) => Readonly<Record<string, Json>>]>([
    ['unknown-column', 'required', () => ({ required: ['abcdefgh.zz'] })],
    ['unknown-column', 'currencies', () => ({ currencies: ['abcdefgh.zz'] })],
    ['no-time', 'past', (s) => ({ past: [s.id('orders.note')] })],
  ])('%s is told at %s, with a way out', (code, option, options) => {
    const s = shop()
    const design = on(s, s.design, 'observability', { required: [], ...options(s) })
    const [issue, ...more] = compile(design, registry).issues
    expect([issue?.code, issue?.option, more]).toEqual([`observability/${code}`, option, []])
    const after = applyChanges(design, issue?.waysOut[0]?.changes ?? []).design
    expect(compile(after, registry).issues).toEqual([])
  })
})
