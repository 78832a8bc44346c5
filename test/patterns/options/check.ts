import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges, type Design } from '../../../src/design/index.ts'
import { differences, type Engine } from '../../../src/engine/index.ts'
import { emit } from '../../../src/sql/index.ts'
import { pglite } from '../../engine/node.ts'
import { registry } from '../all.ts'
import type { Options } from '../cases/types.ts'
import { broken, hold } from '../hold.ts'
import { on } from '../on.ts'
import { type Shape, type Shop, shop } from '../shop.ts'

/** Options under which a pattern must keep every promise, beside those of its case. */
export interface Variant {
  readonly options: (s: Shop) => Options
  readonly shape?: Shape
  /** Patterns that are on before, with options of their own where they need some. */
  readonly also?: readonly (string | readonly [string, (s: Shop) => Options])[]
}

const before = (s: Shop, also: NonNullable<Variant['also']>): Design =>
  also.reduce<Design>((d, a) => (typeof a === 'string' ? on(s, d, a) : on(s, d, a[0], a[1](s))), s.design)

/** Every variant compiles without an error, applies as compile said, and keeps its promises. */
export const checkVariants = (pattern: string, variants: Readonly<Record<string, Variant>>): void => {
  let engine: Engine
  beforeAll(async () => {
    engine = await pglite()
  })
  afterAll(() => engine.close())
  describe(`variants of ${pattern}`, () => {
    it.each(Object.entries(variants))('%s', async (_, { options, shape = {}, also = [] }) => {
      const s = shop(shape)
      const design = on(s, before(s, also), pattern, options(s))
      const held = await hold(engine, design)
      expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
      expect([...held.refused, ...broken(held)]).toEqual([])
      expect(held.answers.size).toBeGreaterThan(0)
      await engine.load(held.compiled.catalog, emit(held.compiled.catalog, shape.target ?? 18))
      const back = await engine.introspect()
      if (!back.ok) throw new Error(back.error.message)
      expect(
        differences(held.compiled.catalog, back.value.catalog).filter((d) => d.sameness === 'different'),
      ).toEqual([])
    })
  })
}

export interface Problem extends Variant {
  readonly code: string
  readonly option?: string
}

/** Each is told at its option, in words, and the ways out lead to a design without errors. */
export const checkProblems = (pattern: string, problems: Readonly<Record<string, Problem>>): void => {
  describe(`options of ${pattern} that cannot be`, () => {
    it.each(Object.entries(problems))('%s', (_, { options, shape = {}, also = [], code, option }) => {
      const s = shop(shape)
      let design = on(s, before(s, also), pattern, options(s))
      const first = compile(design, registry).issues.filter((i) => i.severity === 'error')
      expect(first.map((i) => [i.code, i.option])).toContainEqual([code, option])
      for (let n = 0; n < 5; n++) {
        const [issue] = compile(design, registry).issues.filter((i) => i.severity === 'error')
        if (!issue) break
        expect(issue.waysOut.length, issue.message).toBeGreaterThan(0)
        design = applyChanges(design, issue.waysOut[0]?.changes ?? []).design
      }
      expect(compile(design, registry).issues.filter((i) => i.severity === 'error')).toEqual([])
    })
  })
}
