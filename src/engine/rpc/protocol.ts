import type { Id } from '../../base/index.ts'
import type { Catalog } from '../../catalog/index.ts'
import type { Block, Emitted } from '../../sql/index.ts'
import type { Batch, BatchResult, EngineInfo, Introspection, SqlError, Verdict } from '../types.ts'

export interface BootOptions {
  /** Where the worker fetches the ready data directory from; same origin. */
  readonly snapshotUrl?: string
}

/** What the page asks of the worker. One request at a time; the answer carries its number. */
export type Ask =
  | { readonly op: 'boot'; readonly options: BootOptions }
  | {
      readonly op: 'load'
      readonly catalog: Catalog
      readonly emitted: Emitted
      readonly blocks?: readonly Block[]
    }
  | { readonly op: 'run'; readonly batch: Batch }
  | { readonly op: 'reset'; readonly without?: readonly Id[] }
  | { readonly op: 'introspect' }
export type Request = Ask & { readonly id: number }
/** Meanwhile, and without an answer: a load is to rest between its statements, or to go on. */
export interface Pace {
  readonly rest: boolean
}

export interface Answers {
  readonly boot: EngineInfo
  readonly load: Verdict
  readonly run: BatchResult
  readonly reset: true
  readonly introspect: Introspection | { readonly error: SqlError }
}
export type Op = keyof Answers

/** `broken`: the engine threw, and what it holds can no longer be trusted. */
export type Response =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly broken: string }

const isObject = (v: unknown): v is Readonly<Record<string, unknown>> => typeof v === 'object' && v !== null

const isInfo = (v: unknown): boolean =>
  isObject(v) &&
  (v.kind === 'pg-mem' || v.kind === 'pglite') &&
  typeof v.name === 'string' &&
  typeof v.version === 'string'

const isError = (v: unknown): boolean => isObject(v) && typeof v.message === 'string'

const isLeftOut = (v: unknown): boolean =>
  isObject(v) && typeof v.kind === 'string' && typeof v.name === 'string' && typeof v.why === 'string'

const isRows = (v: unknown): boolean =>
  isObject(v) && Array.isArray(v.columns) && Array.isArray(v.rows) && typeof v.ms === 'number'

const isNotices = (v: unknown): boolean =>
  isObject(v) &&
  typeof v.more === 'number' &&
  Array.isArray(v.first) &&
  v.first.every((n) => isError(n) && typeof n.severity === 'string' && typeof n.statement === 'number')

const shapes: { readonly [O in Op]: (v: unknown) => boolean } = {
  boot: isInfo,
  load: (v) =>
    isObject(v) &&
    isInfo(v.engine) &&
    typeof v.ms === 'number' &&
    Array.isArray(v.errors) &&
    v.errors.every(isError) &&
    Array.isArray(v.gaps),
  run: (v) =>
    isObject(v) &&
    Array.isArray(v.results) &&
    v.results.every(isRows) &&
    (v.error === undefined || isError(v.error)) &&
    (v.notices === undefined || isNotices(v.notices)),
  reset: (v) => v === true,
  introspect: (v) =>
    isObject(v) &&
    (isError(v.error) ||
      (v.catalog instanceof Map && Array.isArray(v.leftOut) && v.leftOut.every(isLeftOut))),
}

/** Whether the value has the shape that the operation answers with. */
export const isAnswer = <O extends Op>(op: O, v: unknown): v is Answers[O] => shapes[op](v)

export const isResponse = (v: unknown): v is Response =>
  isObject(v) && typeof v.id === 'number' && ('value' in v || typeof v.broken === 'string')

export const isPace = (v: unknown): v is Pace => isObject(v) && typeof v.rest === 'boolean'

export const isRequest = (v: unknown): v is Request =>
  isObject(v) && typeof v.id === 'number' && typeof v.op === 'string' && v.op in shapes
