import type { Clock, Id, Random } from '../../base/index.ts'
import type { Catalog, Obj } from '../../catalog/index.ts'
import { type Compiled, createCompiler, type Registry } from '../../compile/index.ts'
import {
  applyChanges,
  change,
  type Design,
  type DesignRecord,
  newDesign,
  settingsOf,
  type Target,
} from '../../design/index.ts'
import type { Context } from '../commands/context.ts'
import { isObject } from '../commands/transplant.ts'
import { emptyHistory } from '../history.ts'
import { idsFor } from '../ids.ts'
import type { Attempt } from '../types.ts'

/** A text of the program's own that cannot be read. */
export const bug = (what: string): never => {
  throw new Error(`a template's own text is wrong: ${what}`)
}

/** A template is the same whenever it is made. */
const draftTime: Clock = () => 0

/** A design under construction, with what commands read of it. */
export class Draft {
  #design: Design
  readonly #registry: Registry
  readonly #newId: <K extends string>() => Id<K>
  protected readonly ids = new Map<string, Id>()
  /** What compile says of an empty design: all but the catalog stays true while no pattern is on. */
  readonly #bare: Compiled
  #compiled: Compiled | undefined
  #whole = false

  /** From here on patterns are on, and what they make counts. */
  protected whole(): void {
    this.#whole = true
    this.#compiled = undefined
  }

  constructor(name: string, random: Random, registry: Registry, target: Target = 18) {
    const empty = newDesign(name, random)
    const author = empty.authors[0] ?? ''
    this.#newId = idsFor(author, empty, emptyHistory).source()
    this.#registry = registry
    this.#design = applyChanges(empty, [change({ ...settingsOf(empty), target })]).design
    this.#bare = createCompiler(registry).compile(this.#design)
  }

  get design(): Design {
    return this.#design
  }

  /** Id by `table`, `table.column` or the name of any object; derived ones too once patterns are on. */
  id<K extends string>(path: string): Id<K> {
    const known = this.ids.get(path)
    if (known !== undefined) return known as Id<K>
    const { catalog } = this.context().compiled
    for (const o of catalog.values()) {
      const table = o.kind === 'column' ? catalog.get(o.table) : undefined
      if ((table ? `${table.name}.${o.name}` : o.name) === path) return o.id as Id<K>
    }
    return bug(`nothing is called ${path}`)
  }

  /** What commands read. Until a pattern is on, the drawn objects are the catalog. */
  context(): Context {
    this.#compiled ??= this.#whole ? createCompiler(this.#registry).compile(this.#design) : this.#drawn()
    return {
      design: this.#design,
      compiled: this.#compiled,
      registry: this.#registry,
      clock: draftTime,
      newId: this.#newId,
    }
  }

  #drawn(): Compiled {
    const catalog: Catalog = new Map(
      [...this.#design.records].filter(([, r]) => isObject(r)).map(([id, r]) => [id, r as Obj]),
    )
    return { ...this.#bare, design: this.#design, catalog }
  }

  /** Hands out ids that nothing else has. */
  newId<K extends string>(): Id<K> {
    return this.#newId<K>()
  }

  /** Puts records into the design. */
  add(...records: readonly DesignRecord[]): this {
    this.#design = applyChanges(this.#design, records.map(change)).design
    this.#compiled = undefined
    return this
  }

  /** Runs a command that must succeed. */
  run(build: (x: Context) => Attempt): this {
    const attempt = build(this.context())
    if (!attempt.ok) return bug(attempt.error.message)
    this.#design = applyChanges(this.#design, attempt.value.changes).design
    this.#compiled = undefined
    return this
  }
}
