import type { Id } from '../../base/index.ts'
import { type Obj, quoteLiteral, type Why } from '../../catalog/index.ts'
import type { Part, Statement } from '../types.ts'

/** What a statement or a part of it belongs to. */
export interface Made {
  readonly id: Id
  readonly why?: Why
}

export const whyOf = (o: Made): { readonly why?: Why } => (o.why ? { why: o.why } : {})

/** Text that is being written, with the ranges of its parts. */
export class Writer {
  private readonly pieces: string[] = []
  private readonly parts: Part[] = []
  private length = 0
  put(s: string): this {
    this.pieces.push(s)
    this.length += s.length
    return this
  }
  /** Writes `s` as the part that `o` made. */
  part(o: Made, s: string): this {
    const from = this.length
    const to = from + s.length
    this.parts.push(o.why ? { from, to, object: o.id, why: o.why } : { from, to, object: o.id })
    return this.put(s)
  }
  done(o: Made): Statement {
    return statement(o, this.pieces.join(''), this.parts)
  }
}

const noParts: readonly Part[] = []

export const statement = (o: Made, sql: string, parts: readonly Part[] = noParts): Statement =>
  o.why ? { sql, object: o.id, why: o.why, parts } : { sql, object: o.id, parts }

export const adminStatement = (o: Made, sql: string): Statement => ({ ...statement(o, sql), admin: true })

/** COMMENT ON for what the words in `what` name; nothing without a comment. */
export const commentOn = (o: Obj, what: () => string): Statement | undefined =>
  o.comment ? statement(o, `comment on ${what()} is ${quoteLiteral(o.comment)};`) : undefined

/** The statement, and the comment on what it made. */
export const commented = (made: Statement, o: Obj, what: () => string): readonly Statement[] => {
  const comment = commentOn(o, what)
  return comment ? [made, comment] : [made]
}
