import { type Catalog, commonTypes, type DataType, isUserType } from '../../store/index.ts'

/** A type as people write it: `numeric(12,2)`, `order_status[]`. */
export const typeText = (catalog: Catalog, type: DataType): string => {
  const dims = '[]'.repeat(type.dims ?? 0)
  if (isUserType(type)) return `${catalog.get(type.type)?.name ?? 'unknown'}${dims}`
  return `${type.base}${type.mods ? `(${type.mods.join(',')})` : ''}${dims}`
}

/** What a type input completes: the design's own types first. */
export const typeChoices = (catalog: Catalog): readonly string[] => {
  const own = [...catalog.values()].filter((o) => o.kind === 'enum' || o.kind === 'domain').map((o) => o.name)
  return [...own.sort(), ...commonTypes]
}
