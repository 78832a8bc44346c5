import { nextUseId } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord } from '../../src/design/index.ts'
import { catalogue } from '../../src/patterns/index.ts'
import { cases } from './cases/index.ts'
import type { Case, Options, Site } from './cases/types.ts'
import type { Shop } from './shop.ts'

/** Every pattern, in the order of the catalogue. */
export const names: readonly string[] = Object.keys(catalogue)

/** Patterns that can all be on one table at once. */
export const together: readonly string[] = [
  'audit-columns',
  'row-version',
  'history-table',
  'soft-delete',
  'exclusive-arc',
  'state-machine',
  'tenancy-row',
]

export const caseOf = (name: string): Case => {
  const found = cases[name]
  if (!found) throw new Error(`test/patterns/cases has no entry for ${name}`)
  return found
}

const sitesOf = (name: string): readonly Site[] => caseOf(name).sites ?? ['orders', 'visits']

/** The table of the shop that can take all of these; undefined where none can. */
export const siteFor = (list: readonly string[]): Site | undefined =>
  sitesOf(list[0] ?? '').find((site) => list.every((n) => sitesOf(n).includes(site)))

/** `orders`, `orders.status`, or undefined for the whole design. */
export const placeOf = (name: string, site: Site): string | undefined => {
  const { at } = caseOf(name)
  return at === 'design' ? undefined : at === 'table' ? site : `${site}.${at.column}`
}

/** Switches a pattern on; options given here win. */
export const on = (
  s: Shop,
  design: Design,
  pattern: string,
  options: Options = {},
  site: Site = siteFor([pattern]) ?? 'orders',
): Design => {
  const where = placeOf(pattern, site)
  const target = where === undefined ? undefined : s.id<'table' | 'column'>(where)
  const id = nextUseId(design, pattern, target)
  const to: DesignRecord = {
    kind: 'use',
    id,
    pattern,
    ...(target ? { target } : {}),
    options: { ...caseOf(pattern).options?.(s, site), ...options },
  }
  return applyChanges(design, [{ id, to }]).design
}

/** The shop with all of these on. */
export const allOn = (s: Shop, list: readonly string[]): Design => {
  const site = siteFor(list)
  if (!site) throw new Error(`no table of the shop takes ${list.join(' and ')}`)
  return list.reduce((d, n) => on(s, d, n, {}, site), s.design)
}
