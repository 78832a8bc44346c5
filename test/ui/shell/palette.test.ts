import { afterAll, expect, it, vi } from 'vitest'
import { loadPatterns, registry } from '../../../src/store/index.ts'
import type { Reach } from '../../../src/ui/shell/actions/action.ts'
import { bestItems, paletteItems } from '../../../src/ui/shell/dialogs/palette-items.ts'
import { score } from '../../../src/ui/shell/dialogs/palette-score.ts'

// Keys are spelled for the machine at hand.
vi.stubGlobal('navigator', { platform: 'Linux', userAgent: '' })
afterAll(() => vi.unstubAllGlobals())

it('a start beats a word, a word beats the middle, the middle beats scattered letters', () => {
  const ranked = [
    score('orders', 'ord'),
    score('open_orders', 'ord'),
    score('reordered', 'ord'),
    score('obvious red', 'ord'),
  ]
  expect([...ranked].sort((a, b) => b - a)).toEqual(ranked)
  expect(new Set(ranked).size).toBe(4)
})
it('letters that do not occur in order are no answer', () => {
  expect(score('orders', 'sro')).toBe(0)
})
it('nothing typed fits everything', () => {
  expect(score('orders', '')).toBeGreaterThan(0)
})

it('of the canvas only what does something now is offered', () => {
  const catalog = new Map([
    ['t', { kind: 'table', id: 't', name: 'orders', schema: 's' }],
    ['m', { kind: 'table', id: 'm', name: 'orders_history', schema: 's', why: { use: 'u' } }],
    ['c', { kind: 'column', id: 'c', name: 'total', table: 't' }],
  ])
  const offered = (mode: string, ...selection: readonly string[]): readonly string[] => {
    const open = { mode, compiled: { catalog }, undo: [], redo: [], design: { records: new Map() } }
    const state = { screen: 'design', open, selection } as unknown as Reach
    return paletteItems(state, []).flatMap((i) => (i.id.startsWith('canvas ') ? [i.id.slice(7)] : []))
  }
  const always = ['select-all', 'fit', 'zoom-100']
  expect([...offered('shared')].sort()).toEqual([...always].sort())
  expect([...offered('edit')].sort()).toEqual([...always, 'layout'].sort())
  expect(offered('edit', 'c')).toEqual(expect.arrayContaining(['add-column', 'rename', 'fit-selection']))
  expect(offered('edit', 'm')).not.toContain('add-column')
})

it('a pattern is reached by what people call it', async () => {
  await loadPatterns()
  const open = {
    mode: 'edit',
    compiled: { catalog: new Map() },
    undo: [],
    redo: [],
    design: { records: new Map() },
  }
  const state = { screen: 'design', open, selection: [] } as unknown as Reach
  const items = paletteItems(state, [...registry.values()])
  expect(bestItems(items, 'gdpr').map((i) => i.label)).toContain('Switch on Erasure of personal data')
  expect(bestItems(items, 'tenant')[0]?.label).toMatch(/tenant/i)
})
