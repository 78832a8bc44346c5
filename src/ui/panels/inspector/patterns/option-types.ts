import type { Id, Json } from '../../../../store/index.ts'

/** What an option's editor may know beside its own value. */
export interface OptionContext {
  readonly options: Readonly<Record<string, unknown>>
  readonly use: Id
  readonly table: Id | undefined
  readonly disabled: boolean
}

export const isRecord = (v: unknown): v is Readonly<Record<string, unknown>> =>
  typeof v === 'object' && v !== null && !Array.isArray(v)

export const strings = (v: unknown): readonly string[] =>
  Array.isArray(v) ? v.filter((x): x is string => typeof x === 'string') : []

export const asJson = (v: unknown): Json => JSON.parse(JSON.stringify(v ?? null)) as Json
