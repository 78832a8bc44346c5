import type { Id } from '../base/index.ts'
import { type Design, recordOf } from '../design/index.ts'
import type { ActiveUse } from './types.ts'
import type { World } from './world.ts'

/** Every text in a value: ids of columns are among them wherever an option holds any. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const optionsIn = ({ pattern, use }: ActiveUse): readonly string[] =>
  typeof use.options === 'object' && use.options !== null
    ? Object.entries(use.options).flatMap(([k, v]) => (pattern.aside.includes(k) ? [] : textsIn(v)))
    : []

/** The use stands on the column: what it promises needs it in its table. */
export const standOn = (w: World, column: Id, use: Id<'use'>): void => {
  const known = w.standing.get(column)
  if (known) known.add(use)
  else w.standing.set(column, new Set([use]))
}

/**
 * What is known of it from the switches alone: the column that a use is on, those that it took over, and those of its
 * table that its options name. A use for the whole design finds the columns that it names wherever they are.
 */
export const standByOptions = (w: World, design: Design, uses: ReadonlyMap<Id, ActiveUse>): void => {
  for (const active of uses.values()) {
    const { use } = active
    const named = new Set(optionsIn(active).filter((id) => w.get('column', id as Id)?.table === use.table))
    const bound = Object.values(recordOf(design, 'use', use.id)?.bind ?? {})
    for (const id of [use.column, ...named, ...bound] as readonly Id[])
      if (w.get('column', id)) standOn(w, id, use.id)
  }
}

/** The first use besides this one that stands on the column. */
export const standingOn = (w: World, column: Id, besides: Id<'use'>): Id<'use'> | undefined =>
  [...(w.standing.get(column) ?? [])].find((u) => u !== besides)
