import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges, type Design } from '../../../src/design/index.ts'
import { registry } from '../all.ts'
import type { Options } from '../cases/types.ts'
import { on } from '../on.ts'
import { type Shape, shop } from '../shop.ts'

/** The shop with these patterns and one that stores what a query gives. */
export const storing =
  (pattern: string) =>
  (options: (d: Design) => Options, shape: Shape = {}, ...also: readonly string[]): Design => {
    const s = shop(shape)
    const base = also.reduce((d, n) => on(s, d, n), s.design)
    return on(s, base, pattern, options(base))
  }

/** What every pattern that stores the answer of a query has to say. */
export const checkStored = (pattern: string): void => {
  const codes = (design: Design): readonly string[] => compile(design, registry).issues.map((i) => i.code)
  const stored = storing(pattern)

  describe(`what ${pattern} stores`, () => {
    it('says where policies do not reach it, but not where tenants keep it apart', () => {
      const beside = (...also: readonly string[]) => codes(stored(() => ({}), {}, ...also))
      expect(beside('row-ownership')).toContain(`${pattern}/policies-stop`)
      expect(beside('row-ownership', 'tenancy-row')).toContain(`${pattern}/policies-stop`)
      expect(beside('tenancy-row')).not.toContain(`${pattern}/policies-stop`)
    })

    it('is nothing in a design without references', () => {
      const s = shop()
      const bare = applyChanges(
        s.design,
        [...s.design.records.values()].flatMap((r) => (r.kind === 'fk' ? [{ id: r.id, to: null }] : [])),
      ).design
      expect(codes(on(s, bare, pattern))).toEqual([`${pattern}/nothing-to-count`])
    })
  })
}
