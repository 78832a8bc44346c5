import { describe, expect, it } from 'vitest'
import { loadPatterns, patternNames, registry } from '../../../src/store/registry.ts'
import { ShopSamples } from '../../../src/store/samples/index.ts'
import { layOut, type MiniBox } from '../../../src/ui/panels/library/mini-layout.ts'
import { type Mini, type MiniEnd, miniOf } from '../../../src/ui/panels/library/mini-model.ts'
import { browser } from '../../store/world.ts'

await loadPatterns()
const samples = new ShopSamples(registry, browser().seams())

const spoken = ({ tables, lines }: Mini): readonly string[] => {
  const nameOf = ({ table, row }: MiniEnd): string => {
    const t = tables.find((x) => x.id === table)
    return `${t?.name}.${t?.rows.find((r) => r.id === row)?.name ?? ''}`
  }
  return lines.map((l) => `${nameOf(l.from)} > ${nameOf(l.to)} ${l.look}`).sort()
}

const shown = async (pattern: string) => {
  const mini = miniOf(await samples.of(pattern))
  if (!mini) throw new Error(`${pattern} shows no table`)
  return mini
}

describe('what lines are drawn', () => {
  it('an arc brings its parents along, apart before and joined after', async () => {
    const { before, after } = await shown('exclusive-arc')
    expect(before.tables.map((t) => t.name)).toEqual(['comments', 'posts', 'photos'])
    expect(spoken(before)).toEqual([])
    expect(spoken(after)).toEqual(['comments.photos_id > photos.id new', 'comments.posts_id > posts.id new'])
    expect(after.lines.every((l) => l.nullable && !l.single)).toBe(true)
  })
  it('what was there before is there after, and a companion without a key is tied', async () => {
    const { before, after } = await shown('history-table')
    const old = ['order_items.order_id > orders.id same', 'orders.customer_id > customers.id same']
    expect(spoken(before)).toEqual(old)
    expect(spoken(after)).toEqual([...old, 'orders_history. > orders. new'].sort())
    expect(after.lines.filter((l) => l.tie)).toHaveLength(1)
  })
  it('a reference that is widened is another one, told apart by its own column', async () => {
    const { before, after } = await shown('tenancy-row')
    expect(spoken(before)).toContain('orders.customer_id > customers.id gone')
    expect(spoken(after)).toContain('orders.customer_id > customers.id new')
    expect(spoken(after)).toContain('orders.tenant_id > tenants.id new')
  })
})

const overlap = (a: MiniBox, b: MiniBox): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Corners of a path written as M, H, V and rounded corners. */
const numbers = (path: string): readonly number[] => (path.match(/-?\d+(\.\d+)?/g) ?? []).map(Number)

describe.each(patternNames.map((n) => [n]))('the miniature of %s', (name) => {
  it.each([300, 520, 700])('fits %i px, and no table lies on another', async (width) => {
    const mini = miniOf(await samples.of(name))
    for (const side of mini ? [mini.before, mini.after] : []) {
      const picture = layOut(side, width)
      expect(picture.width).toBeLessThanOrEqual(width)
      const { boxes } = picture
      for (const [i, a] of boxes.entries()) {
        expect(a.x + a.width).toBeLessThanOrEqual(width)
        for (const b of boxes.slice(i + 1)) expect(overlap(a, b)).toBe(false)
      }
      expect(picture.paths).toHaveLength(side.lines.length)
      for (const { path } of picture.paths) expect(numbers(path).every(Number.isFinite)).toBe(true)
      // Every row that a line leads to is shown, so that it ends where it says.
      const rows = new Set(side.tables.flatMap((t) => t.rows.map((r) => r.id)))
      for (const l of side.lines)
        for (const end of [l.from, l.to]) if (end.row) expect(rows.has(end.row)).toBe(true)
    }
  })
})
