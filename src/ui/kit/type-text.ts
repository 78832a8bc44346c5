import { type Catalog, commonTypes, type DataType, isUserType } from '../../store/index.ts'

/** A type as people write it: `numeric(12,2)`, `order_status[]`. */
export const typeText = (catalog: Catalog, type: DataType): string => {
  const dims = '[]'.repeat(type.dims ?? 0)
  if (isUserType(type)) return `${catalog.get(type.type)?.name ?? 'unknown'}${dims}`
  return `${type.base}${type.mods ? `(${type.mods.join(',')})` : ''}${dims}`
}

const choicesOf = new WeakMap<Catalog, readonly string[]>()
let latest: readonly string[] = commonTypes

/**
 * What a type input completes: the design's own types first. The same list as long as it says the same, since every
 * column of a table has it and hardly any edit changes it.
 */
export const typeChoices = (catalog: Catalog): readonly string[] => {
  const known = choicesOf.get(catalog)
  if (known) return known
  const own: string[] = []
  for (const o of catalog.values()) if (o.kind === 'enum' || o.kind === 'domain') own.push(o.name)
  const list = [...own.sort(), ...commonTypes]
  if (list.length !== latest.length || list.some((t, i) => t !== latest[i])) latest = list
  choicesOf.set(catalog, latest)
  return latest
}
