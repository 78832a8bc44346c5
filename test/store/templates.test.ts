import { describe, expect, it } from 'vitest'
import { createCompiler } from '../../src/compile/index.ts'
import { serialise, settingsOf } from '../../src/design/index.ts'
import { readDesign } from '../../src/formats/json/index.ts'
import { emit } from '../../src/sql/index.ts'
import { registry } from '../../src/store/registry.ts'
import { templateDesign, templates } from '../../src/store/templates/index.ts'
import { sizeOf } from '../../src/store/templates/layout.ts'

const random = (n: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => (i * 37 + 11) % 256)

const made = async (id: string) => {
  const design = await templateDesign(id, random)
  if (!design) throw new Error(`no template ${id}`)
  return { design, compiled: createCompiler(registry).compile(design) }
}

describe.each(templates.map((t) => [t.id, t] as const))('the template %s', (id, summary) => {
  it('compiles without an issue and survives its file', async () => {
    const { design, compiled } = await made(id)
    expect(compiled.issues.map((i) => i.message)).toEqual([])
    expect(readDesign(serialise(design))).toEqual({ ok: true, value: design })
  })

  it('is what its summary says', async () => {
    const { design } = await made(id)
    const records = [...design.records.values()]
    expect(records.filter((r) => r.kind === 'table')).toHaveLength(summary.tables)
    const used = new Set(records.flatMap((r) => (r.kind === 'use' ? [r.pattern] : [])))
    expect([...used].sort()).toEqual([...summary.patterns].sort())
    expect(settingsOf(design).name).toBe(summary.name)
    expect(summary.badges).toEqual(summary.patterns.map((p) => registry.get(p)?.manifest.title))
  })

  it('leaves no name in its SQL unresolved', async () => {
    const { design } = await made(id)
    const opaque = [...design.records.values()].filter((r) => JSON.stringify(r).includes('"opaque":true'))
    expect(opaque).toEqual([])
  })

  it('places every table, view and type, none over another', async () => {
    const { design, compiled } = await made(id)
    const places = [...design.records.values()].filter((r) => r.kind === 'place')
    const shown = [...compiled.catalog.values()].filter((o) =>
      ['table', 'view', 'enum', 'domain'].includes(o.kind),
    )
    expect(new Set(places.map((p) => p.of))).toEqual(new Set(shown.map((o) => o.id)))
    const boxes = places.map((p) => {
      const o = compiled.catalog.get(p.of)
      if (!o) throw new Error(`a place of ${p.of}`)
      return { name: o.name, x: p.x, y: p.y, ...sizeOf(compiled, o) }
    })
    const over = boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .filter(
          (b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
        )
        .map((b) => `${a.name} over ${b.name}`),
    )
    expect(over).toEqual([])
  })

  it('draws areas around their own tables only', async () => {
    const { design, compiled } = await made(id)
    const records = [...design.records.values()]
    const inside = records.flatMap((r) => {
      if (r.kind !== 'area') return []
      return records.flatMap((p) => {
        const o = p.kind === 'place' ? compiled.catalog.get(p.of) : undefined
        if (p.kind !== 'place' || !o) return []
        const s = sizeOf(compiled, o)
        const meets =
          p.x < r.x + r.width && r.x < p.x + s.width && p.y < r.y + r.height && r.y < p.y + s.height
        const whole =
          p.x >= r.x && p.y >= r.y && p.x + s.width <= r.x + r.width && p.y + s.height <= r.y + r.height
        return meets && !whole ? [`${r.name} cuts ${o.name}`] : []
      })
    })
    expect(inside).toEqual([])
  })

  it('emits for every version of PostgreSQL it may target', async () => {
    const { compiled } = await made(id)
    expect(emit(compiled.catalog, 15).statements.length).toBeGreaterThan(summary.tables)
  })
})
