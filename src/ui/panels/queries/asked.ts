import type {
  Answered,
  Emitted,
  EngineInfo,
  Explained,
  Id,
  Notice,
  Notices,
  SqlError,
} from '../../../store/index.ts'
import { count } from '../../kit/text.ts'

/** What the server said while one statement ran; `more` of it was left out. */
export interface Said {
  readonly notices: readonly Notice[]
  readonly more: number
}

/** Of each statement, by its index, what was said meanwhile. */
export const saidBy = (all: Notices | undefined): ReadonlyMap<number, Said> => {
  const out = new Map<number, Said>()
  const last = all?.first.at(-1)?.statement
  for (const n of all?.first ?? []) {
    const more = n.statement === last ? (all?.more ?? 0) : 0
    out.set(n.statement, { notices: [...(out.get(n.statement)?.notices ?? []), n], more })
  }
  return out
}

/** A statement of what was run. */
export interface Ran {
  readonly text: string
  /** Where it begins in all of the text. */
  readonly line: number
  /** Absent: it was refused, or not run since one before it was. */
  readonly rows?: Answered | undefined
  readonly said?: Said | undefined
}

/** What was asked of the engine, and its answer. */
export interface Asked {
  /** Which answer it is: the next one is looked at from its top. */
  readonly number: number
  /** The saved query that it was asked of; undefined: the one that is not saved. */
  readonly of: Id | undefined
  /** All of the text as it was then: the error's position counts from its start. */
  readonly text: string
  /** What of it was asked, in words; undefined: all. */
  readonly part: string | undefined
  readonly limit: number
  /** The design as it was when this was asked. */
  readonly design: Emitted
  readonly engine: Pick<EngineInfo, 'name' | 'version'>
  readonly error?: SqlError | undefined
  readonly ran: readonly Ran[]
  /** What Explain came back with. */
  readonly explained?: Explained | undefined
}

/** The part of an answer that an engine gives. */
export type Came = Pick<Asked, 'engine' | 'error' | 'ran' | 'explained'>

/** The lines of places that come one after the other, in one pass: a script may have thousands of statements. */
export const linesAt = (text: string, offsets: readonly number[]): readonly number[] => {
  let line = 1
  let next = text.indexOf('\n')
  return offsets.map((offset) => {
    for (; next >= 0 && next < offset; next = text.indexOf('\n', next + 1)) line += 1
    return line
  })
}

/** What became of a statement, in a few words. */
export const outcome = ({ rows }: Ran, refused: boolean): string => {
  if (!rows) return refused ? 'refused' : 'not run'
  if (rows.explained) return 'plan'
  if (rows.columns.length > 0) return count(rows.rows.length, 'row')
  return rows.affected === undefined ? 'done' : `${count(rows.affected, 'row')} affected`
}

/** The statement whose answer is looked at first: the refused one, else the last that has something to look at. */
export const firstShown = (ran: readonly Ran[], refused: number | undefined): number => {
  if (refused !== undefined && refused < ran.length) return refused
  const last = ran.findLastIndex((r) => r.rows !== undefined && r.rows.columns.length > 0)
  return last < 0 ? ran.length - 1 : last
}
