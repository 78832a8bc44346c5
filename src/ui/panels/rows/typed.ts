import type { Catalog, Obj } from '../../../store/index.ts'

/** What is typed for a column: undefined is not given; in quotes, what would else be nothing or NULL is text. */
export const typedValue = (typed: string): string | null | undefined => {
  if (typed === '') return undefined
  if (/^null$/i.test(typed)) return null
  return /^'(?:null)?'$/i.test(typed) ? typed.slice(1, -1) : typed
}

/** What tables are called in a list: with their schema where another one has the same name. */
export const tableLabels = (
  catalog: Catalog,
  tables: readonly Obj<'table'>[],
): readonly { readonly value: string; readonly label: string }[] => {
  const names = tables.map((t) => t.name)
  return tables.map((t) => {
    const twice = names.indexOf(t.name) !== names.lastIndexOf(t.name)
    return { value: t.id, label: twice ? `${catalog.get(t.schema)?.name ?? ''}.${t.name}` : t.name }
  })
}
