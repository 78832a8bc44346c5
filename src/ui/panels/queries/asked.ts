import type { Emitted, EngineInfo, Explained, Id, Rows, SqlError } from '../../../store/index.ts'

/** What was asked of the engine, and its answer. */
export interface Asked {
  /** Which answer it is: the next one is looked at from its top. */
  readonly number: number
  /** The saved query that it was asked of; undefined: the one that is not saved. */
  readonly of: Id | undefined
  /** All of the text as it was then: the error's position counts from its start. */
  readonly text: string
  readonly limit: number
  /** The design as it was when this was asked. */
  readonly design: Emitted
  readonly engine: Pick<EngineInfo, 'name' | 'version'>
  readonly error?: SqlError | undefined
  /** Of the last statement. */
  readonly rows?: Rows | undefined
  readonly plan?: Explained
}
