import { fill } from '../catalog/index.ts'
import type { Compiled, Proof } from '../compile/index.ts'
import type { Verdict } from '../engine/index.ts'
import { namesOf } from '../sql/index.ts'
import type { Answer } from '../verify/index.ts'
import { printable } from './output.ts'

/** A proof with its answer, told without the design: it can be handed from process to process. */
export interface Shown {
  readonly id: string
  readonly use: string
  /** The pattern and what it is on. */
  readonly heading: string
  readonly promise: string
  readonly why: readonly string[]
  readonly answer: Answer
}

/** What is known of a run so far. */
export interface Run {
  readonly verdict: Verdict
  /** How many promises there are. */
  readonly promises: number
  readonly shown: readonly Shown[]
}

export const failed = ({ verdict }: Answer): boolean => verdict === 'broken' || verdict === 'no-row'

const oneLine = (s: string): string => printable(s.replace(/\s+/g, ' ').trim())

const why = (c: Compiled, a: Answer): readonly string[] => {
  switch (a.verdict) {
    case 'held':
      return []
    case 'broken':
      return [oneLine(a.because), `by: ${oneLine(a.sql)}`]
    case 'gap':
      return [...new Set(a.gaps.map((g) => oneLine(g.message)))]
    case 'no-row':
      return [oneLine(`no row of ${c.catalog.get(a.table)?.name ?? a.table} could be made: ${a.because}`)]
  }
}

const heading = (c: Compiled, use: string): string => {
  const active = c.uses.get(use)
  if (!active) return use
  const table = c.catalog.get(active.use.table)?.name
  const column = c.catalog.get(active.use.column)?.name
  const on = table === undefined ? '' : ` on ${column === undefined ? table : `${table}.${column}`}`
  return oneLine(active.pattern.manifest.name + on)
}

/** Tells proofs with their answers in the names of a design. */
export const shower = (c: Compiled): ((proof: Proof, answer: Answer) => Shown) => {
  const names = namesOf(c.catalog)
  return (proof, answer) => ({
    id: proof.id,
    use: proof.use,
    heading: heading(c, proof.use),
    promise: fill(proof.promise, (r) => names.name(r.id)),
    why: why(c, answer),
    answer,
  })
}

const words: { readonly [V in Answer['verdict']]: string } = {
  held: 'held    ',
  broken: 'BROKEN  ',
  gap: 'no word ',
  'no-row': 'NO ROW  ',
}

const tally = ({ promises, shown }: Run) => {
  const count = (v: Answer['verdict']): number => shown.filter((s) => s.answer.verdict === v).length
  const unjudged = promises - shown.length
  return {
    held: count('held'),
    broken: count('broken'),
    noRow: count('no-row'),
    gaps: count('gap'),
    ...(unjudged > 0 ? { unjudged } : {}),
  }
}

/** Promise by promise, for people. */
export const inWords = (run: Run): string => {
  const { verdict, shown } = run
  const { held, broken, noRow, gaps, unjudged } = tally(run)
  const lines = [
    `${verdict.engine.name} ${verdict.engine.version}: ${verdict.statements} statements, ${verdict.errors.length} refused`,
  ]
  for (const e of verdict.errors)
    lines.push(`  REFUSED ${oneLine(e.message)}`, ...(e.sql ? [`          by: ${oneLine(e.sql)}`] : []))
  let use = ''
  for (const s of shown) {
    if (s.use !== use) lines.push('', s.heading)
    use = s.use
    lines.push(`  ${words[s.answer.verdict]}${oneLine(s.promise)}`, ...s.why.map((l) => `          ${l}`))
  }
  const rest = unjudged === undefined ? '' : `; ended before ${unjudged} more could be judged`
  return [
    ...lines,
    '',
    `${held} held, ${broken + noRow} failed, ${gaps} cannot be judged by this engine${rest}`,
  ].join('\n')
}

/** The same as data; `unjudged` counts the promises that an ended run did not come to. */
export const asJson = (run: Run): object => ({
  engine: run.verdict.engine,
  statements: run.verdict.statements,
  errors: run.verdict.errors,
  unheld: run.verdict.gaps,
  proofs: run.shown.map(({ id, use, promise, answer: { engine: _, ...answer } }) => ({
    id,
    use,
    promise,
    ...answer,
  })),
  ...tally(run),
})
