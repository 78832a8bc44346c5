import type { Id } from '../../base/index.ts'
import type { Frame, Source } from './frame.ts'
import type { Column, Columns, Lookup } from './lookup.ts'

/** What surrounds a text. */
export interface Surroundings {
  /** Sources that are visible everywhere: the table of a CHECK, of a policy, of an index. */
  readonly root: Frame
  /** Names that stand for a row, or for rows, of a relation: NEW, OLD, transition tables. */
  readonly relations: ReadonlyMap<string, Id>
  /** Variables and parameters; those with an id are references. */
  readonly variables: ReadonlyMap<string, Id | undefined>
  /** Column names win over equal variables, as in SQL bodies; in PL/pgSQL that is an error. */
  readonly language: 'sql' | 'plpgsql'
}

export type Found = Column | 'none' | 'unsure'

/** Answers what a name means inside a frame. */
export class Visible {
  private readonly lookup: Lookup
  private readonly around: Surroundings
  constructor(lookup: Lookup, around: Surroundings) {
    this.lookup = lookup
    this.around = around
  }

  columnsOf(relation: Id | undefined): Columns | undefined {
    return relation === undefined ? undefined : this.lookup.columns(relation)
  }

  /** The innermost frame that has a column of the name decides; one source of unknown columns makes it unsure. */
  column(word: string, frame: Frame | undefined): Found {
    for (let f = frame; f; f = f.outer) {
      const found = f.sources.flatMap((s) => this.columnsOf(s.relation)?.get(word) ?? [])
      if (found.length > 1 || f.sources.some((s) => !this.columnsOf(s.relation))) return 'unsure'
      if (found[0]) return this.shadowed(word, frame) ? 'unsure' : found[0]
    }
    return 'none'
  }

  /** Whether a variable of the same name makes the statement ambiguous. */
  private shadowed(word: string, frame: Frame | undefined): boolean {
    return this.around.language === 'plpgsql' && frame !== this.around.root && this.around.variables.has(word)
  }

  /** The source of that name or alias. */
  source(word: string, frame: Frame | undefined): Source | undefined {
    for (let f = frame; f; f = f.outer) {
      const s = f.sources.find((x) => x.name === word)
      if (s) return s
      if (word === 'excluded' && f.verb === 'insert' && f.target !== undefined)
        return { name: word, relation: f.target, alias: true }
    }
    const relation = this.around.relations.get(word)
    return relation === undefined ? undefined : { name: word, relation, alias: true }
  }
}
