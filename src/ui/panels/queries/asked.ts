import type { QueryAnswer } from '../../../store/index.ts'

/** What was asked of the engine, and its answer. */
export interface Asked {
  readonly mode: 'rows' | 'plan'
  readonly answer: QueryAnswer
}
