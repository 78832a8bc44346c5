import type { Catalog, DataType } from '../../../../store/index.ts'

/** A type as typed, for members that have no command of their own: the design's types first, then a built-in with modifiers. */
export const typeFromText = (catalog: Catalog, text: string): DataType | undefined => {
  const m = /^\s*([a-z_"][\w" .]*?)\s*(?:\(\s*(\d+(?:\s*,\s*\d+)*)\s*\))?\s*((?:\[\])*)\s*$/i.exec(text)
  const name = m?.[1]?.trim()
  if (!name) return undefined
  const dims = (m?.[3]?.length ?? 0) / 2
  const more = dims > 0 ? { dims } : {}
  for (const o of catalog.values()) {
    if ((o.kind === 'enum' || o.kind === 'domain') && o.name === name) return { type: o.id, ...more }
  }
  const mods = m?.[2]?.split(',').map(Number)
  return { base: name.toLowerCase(), ...(mods ? { mods } : {}), ...more }
}
