import { expect, it } from 'vitest'
import { glyphNames } from '../../../src/ui/kit/glyph.tsx'
import { registry } from '../../patterns/all.ts'

it.each([...registry.values()].map((p) => [p.manifest.name, p.manifest.glyph] as const))(
  '%s has its own sign, %s',
  (_, glyph) => {
    expect(glyphNames).toContain(glyph)
  },
)

it('bundles no sign that no pattern asks for', () => {
  const asked = new Set([...registry.values()].map((p) => p.manifest.glyph))
  expect(glyphNames.filter((n) => !asked.has(n))).toEqual([])
})
