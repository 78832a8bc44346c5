import {
  type Catalog,
  fill,
  type Id,
  ownerOf,
  partsOf,
  quoteIdent,
  type Ref,
  type Sql,
} from '../../store/index.ts'

const partName = (catalog: Catalog, id: Id): string | undefined => {
  for (const o of catalog.values()) {
    const part = partsOf(o).find((p) => p.id === id)
    if (part) return part.name
  }
  return undefined
}

const qualifiedName = (catalog: Catalog, id: Id): string => {
  const o = catalog.get(id)
  if (!o) return quoteIdent(partName(catalog, id) ?? id)
  const owner = 'schema' in o && o.schema ? catalog.get(o.schema) : catalog.get(ownerOf(o) ?? ('' as Id))
  return owner ? `${quoteIdent(owner.name)}.${quoteIdent(o.name)}` : quoteIdent(o.name)
}

/** A fragment as the text that people edit. */
export const sqlText = (catalog: Catalog, sql: Sql | undefined): string => {
  if (!sql) return ''
  const write = (r: Ref): string => {
    if (r.as === 'qualified') return qualifiedName(catalog, r.id)
    const name = catalog.get(r.id)?.name ?? partName(catalog, r.id) ?? r.id
    if (r.as === 'literal') return `'${name.replaceAll("'", "''")}'`
    return r.as === 'regclass' ? `'${qualifiedName(catalog, r.id).replaceAll("'", "''")}'` : quoteIdent(name)
  }
  return fill(sql, write)
}

/** Text as typed, to be resolved by the command that takes it. */
export const typedSql = (text: string): Sql => ({ text: [text], refs: [] })
