import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../../../src/ui/kit/tokens.css', import.meta.url), 'utf8')

const tokens = new Map<string, { readonly light: string; readonly dark: string }>()
for (const [, name, light, dark] of css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)) {
  if (name && light && dark) tokens.set(name, { light, dark })
}

const channel = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => channel(Number.parseInt(hex.slice(i, i + 2), 16) / 255))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
/** WCAG 2.2 contrast ratio. */
const contrast = (a: string, b: string): number => {
  const [hi = 0, lo = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (hi + 0.05) / (lo + 0.05)
}
const of = (name: string, theme: 'light' | 'dark'): string => {
  const t = tokens.get(name)
  if (!t) throw new Error(`no token --${name}`)
  return t[theme]
}

const hues = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `hue-${n}`)
const surfaces = ['surface-0', 'surface-1', 'surface-2', 'surface-3']
const pairs: readonly (readonly [string, string, number])[] = [
  ...['text-1', 'text-2', 'text-3', 'accent', 'green', 'amber', 'red', ...hues].flatMap((t) =>
    surfaces.map((s) => [t, s, 4.5] as const),
  ),
  ...[...hues, 'accent', 'green', 'amber', 'red'].map((t) => [t, `${t}-soft`, 4.5] as const),
  ...[...hues, 'accent', 'green', 'amber', 'red'].map((t) => ['text-1', `${t}-soft`, 4.5] as const),
  ['on-accent', 'accent', 4.5],
  ['line-strong', 'surface-1', 3],
  ['line-strong', 'surface-2', 3],
]

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  it.each(pairs)('%s on %s reaches %d', (text, surface, least) => {
    expect(contrast(of(text, theme), of(surface, theme))).toBeGreaterThanOrEqual(least)
  })
})
