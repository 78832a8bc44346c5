import type { Id } from '../base/index.ts'
import type { Proof } from '../compile/index.ts'
import type { EngineInfo, Gap, SqlError } from '../engine/index.ts'

/** A proof as plain SQL: what is sent, as whom, and what must come back. */
export interface Script {
  readonly proof: Proof
  readonly promise: string
  /** Objects that an engine must hold to judge it. */
  readonly needs: readonly Id[]
  /** What acts on the rows that are written: a wrong answer of an engine that lacks any of it says nothing. */
  readonly around: ReadonlySet<Id>
  /** A table whose rows the scenario has someone write who only reads them: another role plays it. */
  readonly beyond?: { readonly table: Id<'table'>; readonly name: string }
  /** Tables with policies that were drawn, and as SQL, where the scenario is not about policies. */
  readonly guarded?: readonly {
    readonly table: Id<'table'>
    readonly name: string
    readonly sql: string
  }[]
  /** The design's own rows that are not there meanwhile. */
  readonly without: readonly Id[]
  readonly transactions: readonly ScriptTransaction[]
}
export interface ScriptTransaction {
  readonly role?: string
  readonly settings: Readonly<Record<string, string>>
  readonly statements: readonly { readonly sql: string; readonly expect: ScriptExpect }[]
  readonly commit?: ScriptExpect
}
export type ScriptExpect =
  | { readonly rows: readonly (readonly (string | null)[])[] }
  | { readonly count: number }
  | { readonly refused: readonly string[]; readonly constraint?: string }
  | { readonly anything: true }

/** One engine's answer to one proof. */
export type Answer =
  | { readonly verdict: 'held'; readonly engine: EngineInfo; readonly ms: number }
  | {
      readonly verdict: 'broken'
      readonly engine: EngineInfo
      readonly ms: number
      readonly because: string
      readonly sql: string
      readonly error?: SqlError
    }
  /** The engine cannot hold what the proof rests on. */
  | { readonly verdict: 'gap'; readonly engine: EngineInfo; readonly gaps: readonly Gap[] }
  /** The row generator could not write a row that the constraints accept. */
  | { readonly verdict: 'no-row'; readonly engine: EngineInfo; readonly table: Id; readonly because: string }
