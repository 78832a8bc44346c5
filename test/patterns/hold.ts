import { type Compiled, compile, proofsOf } from '../../src/compile/index.ts'
import type { Design } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { type Answer, runProof } from '../../src/verify/index.ts'
import { book, registry } from './all.ts'

export interface Held {
  readonly compiled: Compiled
  /** What the engine refused, in words; empty when all applied. */
  readonly refused: readonly string[]
  readonly answers: ReadonlyMap<string, Answer>
}

const tidy = async (engine: Engine): Promise<void> => {
  if ('idle' in engine && typeof engine.idle === 'function') await engine.idle()
}

/** Compiles and applies. */
export const applied = async (engine: Engine, design: Design): Promise<Omit<Held, 'answers'>> => {
  const compiled = compile(design, registry)
  const target = [...design.records.values()].find((r) => r.kind === 'settings')?.target ?? 18
  // Hundreds of designs one after the other leave the system catalogs full of dead rows.
  await tidy(engine)
  const verdict = await engine.load(compiled.catalog, emit(compiled.catalog, target))
  return { compiled, refused: verdict.errors.map((e) => `${e.object}: ${e.message}\n${e.sql ?? ''}`) }
}

/** Compiles, applies and runs every proof. */
export const hold = async (engine: Engine, design: Design): Promise<Held> => {
  const { compiled, refused } = await applied(engine, design)
  const answers = new Map<string, Answer>()
  for (const p of proofsOf(compiled, book)) answers.set(p.id, await runProof(engine, compiled, p))
  return { compiled, refused, answers }
}

/** What did not hold, readable. */
export const broken = (held: Held): readonly string[] =>
  [...held.answers].flatMap(([id, a]) =>
    a.verdict === 'held'
      ? []
      : [`${id}: ${a.verdict}${'because' in a ? ` ${a.because}` : ''}${'sql' in a ? `\n${a.sql}` : ''}`],
  )
