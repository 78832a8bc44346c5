import { err, ok, type Result } from '../../base/index.ts'
import { type Compiled, compile, proofsOf, type Registry } from '../../compile/index.ts'
import type { Engine, EngineInfo } from '../../engine/index.ts'
import { emit } from '../../sql/index.ts'
import { type Answer, runProof } from '../../verify/index.ts'
import { loadBook } from '../registry.ts'
import type { Seams } from '../seams.ts'
import type { Sample, Samples } from '../types.ts'
import { shopWith } from './shop.ts'

const target = 18

const statements = (c: Compiled): readonly string[] => emit(c.catalog, target).statements.map((s) => s.sql)

const isWrong = (c: Compiled): boolean => c.issues.some((i) => i.severity === 'error')

/** Samples made when they are first asked for. */
export class ShopSamples implements Samples {
  readonly #registry: Registry
  readonly #seams: Seams
  readonly #made = new Map<string, Promise<Sample>>()
  #engine: Promise<Engine> | undefined

  constructor(registry: Registry, seams: Seams) {
    this.#registry = registry
    this.#seams = seams
  }

  of(pattern: string): Promise<Sample> {
    const made = this.#made.get(pattern) ?? this.#make(pattern)
    this.#made.set(pattern, made)
    return made
  }

  async #make(pattern: string): Promise<Sample> {
    // What cannot be on a table that others reference is shown on one that nothing does.
    const first = shopWith(this.#registry, pattern)
    const shop = isWrong(compile(first.after, this.#registry))
      ? shopWith(this.#registry, pattern, 'visits')
      : first
    const before = compile(shop.before, this.#registry)
    const after = compile(shop.after, this.#registry)
    const [old, now] = [statements(before), statements(after)]
    const [had, has] = [new Set(old), new Set(now)]
    return {
      before,
      after,
      ...(shop.table === undefined ? {} : { table: shop.table }),
      added: now.filter((s) => !had.has(s)),
      removed: old.filter((s) => !has.has(s)),
      proofs: proofsOf(after, await loadBook()),
    }
  }

  async prove(
    pattern: string,
    tell: (answers: ReadonlyMap<string, Answer>) => void,
  ): Promise<Result<EngineInfo, string>> {
    try {
      const { after, proofs } = await this.of(pattern)
      this.#engine ??= this.#seams.spawn('pglite', () => undefined)
      const engine = await this.#engine
      const verdict = await engine.load(after.catalog, emit(after.catalog, target))
      const [refused] = verdict.errors
      if (refused) return err(`${engine.info.name} refused the sample: ${refused.message}`)
      const answers = new Map<string, Answer>()
      for (const p of proofs) {
        answers.set(p.id, await runProof(engine, after, p))
        tell(new Map(answers))
      }
      return ok(engine.info)
    } catch (error) {
      this.close()
      return err(error instanceof Error ? error.message : String(error))
    }
  }

  close(): void {
    this.#engine?.then((e) => e.close()).catch(() => undefined)
    this.#engine = undefined
  }
}
