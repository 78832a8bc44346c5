import { useRef } from 'react'
import type { Compiled } from '../../../store/index.ts'
import { sameListed, shared, type TreeRow, treeOf } from './tree-model.ts'

type Asked = Omit<Parameters<typeof treeOf>[0], 'compiled'> & { readonly compiled: Compiled | undefined }
interface List {
  readonly rows: readonly TreeRow[]
  readonly tables: { readonly drawn: number; readonly made: number }
}
interface Kept extends Asked, List {}

const sameAsked = (a: Asked, b: Asked): boolean =>
  a.query === b.query && a.folded === b.folded && a.hideCompanions === b.hideCompanions

const listOf = (asked: Asked, { rows }: List): List => {
  const { compiled } = asked
  if (!compiled) return { rows: [], tables: { drawn: 0, made: 0 } }
  const tables = { drawn: 0, made: 0 }
  for (const o of compiled.catalog.values()) if (o.kind === 'table') tables[o.why ? 'made' : 'drawn']++
  return { rows: shared(rows, treeOf({ ...asked, compiled })), tables }
}

/** The lines and how many tables there are. Kept from render to render, as far as it says the same. */
export const useList = (asked: Asked): List => {
  const kept = useRef<Kept>({ ...asked, compiled: undefined, rows: [], tables: { drawn: 0, made: 0 } })
  const old = kept.current
  const { compiled, query } = asked
  const sameCompiled =
    old.compiled === compiled ||
    (old.compiled !== undefined &&
      compiled !== undefined &&
      query === '' &&
      sameListed(old.compiled, compiled))
  const list: List = sameCompiled && sameAsked(old, asked) ? old : listOf(asked, old)
  kept.current = { ...asked, rows: list.rows, tables: list.tables }
  return list
}
