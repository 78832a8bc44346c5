import type { Emitted, Statement } from '../types.ts'

const gap = '\n\n'

/** A statement that took another's place. */
interface Swap {
  /** Index among the statements. */
  readonly at: number
  readonly old: Statement
  readonly now: Statement
}

/** What a text can be made from sooner than from all statements. */
interface Source {
  readonly of: Emitted
  /** Ascending. */
  readonly swaps: readonly Swap[]
}

const textFrom = ({ of: { text, offsets }, swaps }: Source): string => {
  const pieces: string[] = []
  let copied = 0
  for (const { at, old, now } of swaps) {
    const from = offsets[at] ?? text.length
    pieces.push(text.slice(copied, from), now.sql)
    copied = from + old.sql.length
  }
  pieces.push(text.slice(copied))
  return pieces.join('')
}

const textOf = (statements: readonly Statement[]): string =>
  statements.length === 0 ? '' : `${statements.map((s) => s.sql).join(gap)}\n`

/** Statements joined by blank lines. The text and its offsets are made when they are first read. */
export class Joined implements Emitted {
  readonly statements: readonly Statement[]
  private joined: string | undefined
  private starts: readonly number[] | undefined
  /** Gone once it is used: a result must not keep the one before. */
  private source: Source | undefined

  constructor(statements: readonly Statement[], source?: Source) {
    this.statements = statements
    this.source = source
  }

  get text(): string {
    this.joined ??= this.source ? textFrom(this.source) : textOf(this.statements)
    this.source = undefined
    return this.joined
  }

  get offsets(): readonly number[] {
    let at = 0
    this.starts ??= this.statements.map((s) => {
      const from = at
      at += s.sql.length + gap.length
      return from
    })
    return this.starts
  }

  /** The same with some statements swapped. */
  with(swaps: readonly Swap[]): Joined {
    const statements = this.statements.slice()
    for (const { at, now } of swaps) statements[at] = now
    return new Joined(statements, this.joined === undefined ? undefined : { of: this, swaps })
  }
}

export const emittedOf = (statements: readonly Statement[]): Joined => new Joined(statements)

export const assemble = (made: readonly (readonly Statement[])[]): Joined => {
  const all: Statement[] = []
  made.forEach((of) => {
    all.push(...of)
  })
  return emittedOf(all)
}

/** Index of the first statement of each of these units, which ascend. */
const startsOf = (before: readonly (readonly Statement[])[], units: readonly number[]): readonly number[] => {
  let statement = 0
  let unit = 0
  return units.map((u) => {
    for (; unit < u; unit++) statement += before[unit]?.length ?? 0
    return statement
  })
}

/** The previous result with the units at `touched` (ascending) replaced. */
export const patch = (
  previous: Joined,
  before: readonly (readonly Statement[])[],
  after: readonly (readonly Statement[])[],
  touched: readonly number[],
): Joined => {
  if (!touched.every((u) => before[u]?.length === after[u]?.length)) return assemble(after)
  const swaps = startsOf(before, touched).flatMap((first, n): readonly Swap[] => {
    const u = touched[n] ?? -1
    const now = after[u] ?? []
    return (before[u] ?? []).flatMap((old, i): readonly Swap[] => {
      const next = now[i]
      return next && next !== old ? [{ at: first + i, old, now: next }] : []
    })
  })
  return previous.with(swaps)
}
