import type { Id } from '../../base/index.ts'
import type { Block, Statement } from '../../sql/index.ts'

/** A design that the database holds without an error. */
export interface Held {
  readonly statements: readonly Statement[]
  readonly blocks: ReadonlyMap<Id, Block>
}

/** What turns the held design into another: drops, then statements with their place in the list. */
export interface Amendment {
  readonly drops: readonly string[]
  readonly makes: readonly { readonly statement: Statement; readonly at: number }[]
}

type Texts = ReadonlyMap<Id, readonly string[]>

const textsOf = (statements: readonly Statement[]): Texts => {
  const out = new Map<Id, string[]>()
  for (const s of statements) {
    const list = out.get(s.object)
    if (list) list.push(s.sql)
    else out.set(s.object, [s.sql])
  }
  return out
}

const same = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  a !== undefined && b !== undefined && a.length === b.length && a.every((s, i) => s === b[i])

/** Pieces whose text differs, or that only one side has. */
const changed = (before: Texts, after: Texts): ReadonlySet<Id> => {
  const out = new Set<Id>()
  for (const [id, list] of after) if (!same(before.get(id), list)) out.add(id)
  for (const id of before.keys()) if (!after.has(id)) out.add(id)
  return out
}

const neededBy = (blocks: ReadonlyMap<Id, Block>, out: Map<Id, Id[]>): void => {
  for (const p of blocks.values()) {
    for (const id of p.needs) {
      const list = out.get(id)
      if (list) list.push(p.object)
      else out.set(id, [p.object])
    }
  }
}

/** With all that needs them, before or after, and with what they cannot leave alone. */
const spread = (start: ReadonlySet<Id>, held: Held, next: ReadonlyMap<Id, Block>): ReadonlySet<Id> => {
  const needs = new Map<Id, Id[]>()
  neededBy(held.blocks, needs)
  neededBy(next, needs)
  const out = new Set<Id>()
  const queue = [...start]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (out.has(id)) continue
    out.add(id)
    queue.push(...(needs.get(id) ?? []))
    for (const side of [held.blocks, next]) {
      const whole = side.get(id)?.with
      if (whole !== undefined) queue.push(whole)
    }
  }
  return out
}

const goes = (p: Block, gone: ReadonlySet<Id>): boolean =>
  p.drop !== undefined || (p.with !== undefined && gone.has(p.with))

/** Beyond this share of the statements, making everything anew is as quick. */
const most = 0.4

/**
 * The way from the held design to another by making anew what differs, with all that needs it; undefined where
 * something would have to go that cannot, or where too much would.
 */
export const amendment = (
  held: Held,
  statements: readonly Statement[],
  blocks: ReadonlyMap<Id, Block>,
): Amendment | undefined => {
  const gone = spread(changed(textsOf(held.statements), textsOf(statements)), held, blocks)
  const makes = statements.flatMap((statement, at) => (gone.has(statement.object) ? [{ statement, at }] : []))
  if (makes.length > most * statements.length || makes.some((m) => m.statement.admin || m.statement.alone))
    return undefined
  const drops: string[] = []
  const seen = new Set<Id>()
  for (const s of held.statements) {
    if (!gone.has(s.object) || seen.has(s.object)) continue
    seen.add(s.object)
    const block = held.blocks.get(s.object)
    if (!block || !goes(block, gone)) return undefined
    if (block.drop !== undefined) drops.push(block.drop)
  }
  return { drops: drops.reverse(), makes }
}
