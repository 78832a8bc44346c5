import type { Sql } from '../catalog/index.ts'

const isSql = (v: object): v is Sql => 'text' in v && 'refs' in v

/** Every expression of an object, wherever it stands in it. */
export const expressionsOf = (value: unknown): readonly Sql[] => {
  if (typeof value !== 'object' || value === null) return []
  return isSql(value) ? [value] : Object.values(value).flatMap(expressionsOf)
}
