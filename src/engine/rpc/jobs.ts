import type { SqlError } from '../types.ts'
import type { Answers, Ask, Op } from './protocol.ts'

/** Why a job got no answer of the engine. */
export type Ended = SqlError & { readonly ended: 'timeout' | 'cancelled' | 'crashed' }

export interface Job<O extends Op = Op> {
  readonly op: O
  readonly ask: Ask & { readonly op: O }
  readonly timeoutMs: number
  done(value: Answers[O]): void
  ended(error: Ended): void
}

/** A job that belongs to an operation, without the operation in its type: queues hold jobs of all kinds. */
export type AnyJob = { readonly [O in Op]: Job<O> }[Op]

export const endedError = (ended: Ended['ended'], message: string): Ended => ({ message, ended })

export const ran = (ms: number): Ended =>
  endedError(
    'timeout',
    `Ended after ${ms >= 1000 ? `${Math.round(ms / 100) / 10} s` : `${ms} ms`}: the time limit ran out.`,
  )

export const replaced = endedError('cancelled', 'A newer design was loaded instead.')
export const stopped = endedError(
  'cancelled',
  'You stopped it. The engine starts again with the same design; nothing is lost.',
)
export const unbegun = endedError('cancelled', 'You stopped it before it began.')
export const closed = endedError('cancelled', 'The engine was closed.')
export const crashed = (message: string): Ended => endedError('crashed', `The engine stopped: ${message}`)
