import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import type { Options, Subtype } from './options.ts'

/** The one word that a column of a kind's table can hold: generated, or fixed by a check. */
const wordOf = (
  catalog: Catalog,
  c: Obj<'column'>,
): { readonly word: string; readonly check?: Obj<'check'> } | undefined => {
  const generated = c.generated?.expr
  const text = generated && (generated.server ?? generated.text.join(''))
  const made = text && /^\(*'([a-z0-9_]+)'/.exec(text)?.[1]
  if (made) return { word: made }
  for (const check of objectsOf(catalog, 'check')) {
    if (check.table !== c.table) continue
    const expr = check.expr.server ?? check.expr.text.join(c.name)
    const word = new RegExp(
      `^[(\\s]*"?${c.name.replace(/\W/g, '\\$&')}"?[)\\s]*(?:::text)?\\s*=\\s*'([a-z0-9_]+)'`,
    ).exec(expr)?.[1]
    if (word && !/\b(and|or|in)\b/i.test(expr)) return { word, check }
  }
  return undefined
}

interface Found {
  readonly fk: Obj<'fk'>
  readonly kind: Obj<'column'>
  readonly base: Obj<'column'>
  readonly word: string
}

/** A reference to the key of a table and one column more, which is the same in every row. */
const kindsIn = (catalog: Catalog): readonly Found[] =>
  objectsOf(catalog, 'fk').flatMap((fk): readonly Found[] => {
    const pk = objectsOf(catalog, 'key').find((k) => k.table === fk.references && k.primary)
    if (!pk || fk.columns.length < 2) return []
    return fk.columns.flatMap((c, i): readonly Found[] => {
      const ref = fk.refColumns[i]
      const [kind, base] = [catalog.get(c), ref && catalog.get(ref)]
      if (kind?.kind !== 'column' || base?.kind !== 'column' || pk.columns.some((k) => k === base.id))
        return []
      const found = wordOf(catalog, kind)
      return found ? [{ fk, kind, base, word: found.word }] : []
    })
  })

/** Tables that others reference by key and kind, each other table for one kind. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const found = kindsIn(catalog)
  return [...new Set(found.map((f) => f.base.id))].flatMap((base): readonly Sighting<Options>[] => {
    const own = found.filter((f) => f.base.id === base)
    const [one] = own
    if (!one) return []
    return [
      {
        target: one.fk.references,
        options: {
          discriminator: /^[a-z_][a-z0-9_]{0,29}$/.test(one.base.name) ? one.base.name : 'kind',
          subtypes: own.map((f): Subtype => ({ name: f.word, columns: [], table: f.fk.table })),
          initial: '',
          views: false,
        },
        bind: {
          kind: base,
          ...Object.fromEntries(
            own.flatMap((f) => [
              [`kind:${f.word}`, f.kind.id],
              [`fk:${f.word}`, f.fk.id],
            ]),
          ),
        },
        sure: own.length > 1 ? 0.95 : 0.8,
        because: `${own.length} table${own.length === 1 ? '' : 's'} reference its key with a kind that is the same in every row`,
      },
    ]
  })
}
