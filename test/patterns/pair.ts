import { compile, type Issue } from '../../src/compile/index.ts'
import { applyChanges, type Design } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { registry } from './all.ts'
import { applied, broken, hold } from './hold.ts'
import { allOn, names, siteFor } from './on.ts'
import { type Shape, type Shop, shop } from './shop.ts'

/** How a set of patterns on one table ends. */
export type Outcome =
  | { readonly ends: 'held'; readonly proofs: number }
  /** Compile refused it with these issues; after their first ways out it holds. */
  | { readonly ends: 'issue'; readonly codes: readonly string[]; readonly message: string }
  | { readonly ends: 'broken'; readonly because: readonly string[] }

const errorsOf = (design: Design): readonly Issue[] =>
  compile(design, registry).issues.filter((i) => i.severity === 'error')

const checked = async (engine: Engine, design: Design): Promise<Outcome> => {
  const held = await hold(engine, design)
  const because = [...held.refused, ...broken(held)]
  return because.length > 0 ? { ends: 'broken', because } : { ends: 'held', proofs: held.answers.size }
}

/** Takes the first way out of the first error, a few times over. */
const mended = (design: Design): Design | string => {
  let now = design
  for (let n = 0; n < 5; n++) {
    const [issue] = errorsOf(now)
    if (!issue) return now
    const [way] = issue.waysOut
    if (!way) return `${issue.code} offers no way out: ${issue.message}`
    now = applyChanges(now, way.changes).design
  }
  return `after five ways out there is still ${errorsOf(now)[0]?.message}`
}

export const judge = (engine: Engine, list: readonly string[], shape: Shape = {}): Promise<Outcome> =>
  judgeOn(engine, shop(shape), list)

/** The same on another design. */
export const judgeOn = async (engine: Engine, on: Shop, list: readonly string[]): Promise<Outcome> => {
  const design = allOn(on, list)
  const errors = errorsOf(design)
  if (errors.length === 0) return checked(engine, design)
  const out = mended(design)
  if (typeof out === 'string') return { ends: 'broken', because: [out] }
  const best = await applied(engine, design)
  if (best.refused.length > 0) return { ends: 'broken', because: best.refused }
  const after = await checked(engine, out)
  if (after.ends !== 'held') return after
  return {
    ends: 'issue',
    codes: [...new Set(errors.map((e) => e.code))],
    message: best.compiled.issues[0]?.message ?? '',
  }
}

/** Every two patterns that can share a table, and every one for the design with every other. */
export const pairs: readonly (readonly [string, string])[] = names.flatMap((a, i) =>
  names.slice(i + 1).flatMap((b) => (siteFor([a, b]) ? [[a, b] as const] : [])),
)

/** Every pattern, for who reads the pairs. */
export { names as all } from './on.ts'
