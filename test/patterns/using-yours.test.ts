/** A column drawn where a pattern would make one of the same name and type is taken into its role. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { derivedId, drawnId, type Id } from '../../src/base/index.ts'
import type { Obj } from '../../src/catalog/index.ts'
import { compile } from '../../src/compile/index.ts'
import { applyChanges, type Design } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import { broken, hold } from './hold.ts'
import { names, on } from './on.ts'
import { type Shop, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const columns = (design: Design): readonly Obj<'column'>[] =>
  [...compile(design, registry).catalog.values()].filter((o) => o.kind === 'column')

/**
 * The columns that the pattern would make in drawn tables, drawn by hand: name and type, no more. The parent column
 * that trees share is no single pattern's, and a generated one would lose its expression.
 */
const drawn = (s: Shop, pattern: string): readonly Obj<'column'>[] => {
  const made = columns(on(s, s.design, pattern)).filter(
    (c) => c.why && derivedId(c.why.use, c.why.role) === c.id && s.design.records.has(c.table),
  )
  const author = s.design.authors[0] ?? ''
  return made
    .filter((c) => c.generated === undefined)
    .map((c, i) => ({
      kind: 'column',
      id: drawnId<'column'>(author, 900 + i),
      table: c.table,
      name: c.name,
      rank: `zz${i}`,
      type: c.type,
    }))
}

const way = 'Let the pattern use yours'
const taken = (design: Design) =>
  compile(design, registry).issues.filter(
    (i) => i.code === 'name/taken' && i.waysOut.some((w) => w.label === way),
  )

/** Takes that way out of each issue in turn. */
const used = (design: Design): Design => {
  let now = design
  for (let issue = taken(now)[0]; issue; issue = taken(now)[0])
    now = applyChanges(now, issue.waysOut.find((w) => w.label === way)?.changes ?? []).design
  return now
}

const cases = names.flatMap((pattern) => {
  const s = shop()
  const yours = drawn(s, pattern)
  return yours.length === 0 ? [] : [[pattern, s, yours] as const]
})

describe('a pattern that is let use drawn columns', () => {
  it.each(cases)('%s keeps its promises', async (pattern, s, yours) => {
    const before = applyChanges(
      s.design,
      yours.map((c) => ({ id: c.id as Id, to: c })),
    ).design
    const design = used(on(s, before, pattern))
    const held = await hold(engine, design)
    expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
    for (const c of yours) expect(held.compiled.catalog.get(c.id)?.why, c.name).toBeDefined()
  })
})
