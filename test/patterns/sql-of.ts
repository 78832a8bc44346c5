import { compile } from '../../src/compile/index.ts'
import type { Design, Json } from '../../src/design/index.ts'
import { lookupOf, resolveQuery } from '../../src/sql/index.ts'
import { registry } from './all.ts'

/** A query as an option holds it: its names resolved in the design as it stands. */
export const sqlOf = (design: Design, text: string): Json => {
  const {
    text: parts,
    refs,
    opaque,
  } = resolveQuery(text, lookupOf(compile(design, registry).catalog.values()))
  return {
    text: [...parts],
    refs: refs.map((r) => ({ id: r.id, as: r.as })),
    ...(opaque ? { opaque } : {}),
  }
}
