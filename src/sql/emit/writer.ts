import type { Id } from '../../base/index.ts'
import type { Why } from '../../catalog/index.ts'
import type { Part, Statement } from '../types.ts'

/** What a statement or a part of it belongs to. */
export interface Made {
  readonly id: Id
  readonly why?: Why
}

export const whyOf = (o: Made): { readonly why?: Why } => (o.why ? { why: o.why } : {})

/** Text that is being written, with the ranges of its parts. */
export class Writer {
  private text = ''
  private readonly parts: Part[] = []
  put(s: string): this {
    this.text += s
    return this
  }
  /** Writes `s` as the part that `o` made. */
  part(o: Made, s: string): this {
    const from = this.text.length
    this.text += s
    const to = this.text.length
    this.parts.push(o.why ? { from, to, object: o.id, why: o.why } : { from, to, object: o.id })
    return this
  }
  done(o: Made): Statement {
    return { ...statement(o, this.text), parts: this.parts }
  }
}

const noParts: readonly Part[] = []

/** A statement without parts. */
export const statement = (o: Made, sql: string): Statement =>
  o.why ? { sql, object: o.id, why: o.why, parts: noParts } : { sql, object: o.id, parts: noParts }

export const adminStatement = (o: Made, sql: string): Statement => ({ ...statement(o, sql), admin: true })
