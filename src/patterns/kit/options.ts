import * as z from 'zod'
import type { Id } from '../../base/index.ts'

/** An option that names a table or column by id; the inspector shows a picker. */
export const tableRef = (title: string, description: string) =>
  z.string().meta({ title, description, ref: 'table' }) as unknown as z.ZodType<Id<'table'>>
export const tableList = (title: string, description: string) =>
  z.array(z.string()).default([]).meta({ title, description, ref: 'table' }) as unknown as z.ZodType<
    readonly Id<'table'>[]
  >
export const flag = (title: string, description: string, fallback: boolean) =>
  z.boolean().default(fallback).meta({ title, description })
/** One of several words; the first is the default. */
export const choice = <const T extends readonly [string, ...string[]]>(
  title: string,
  description: string,
  words: T,
) =>
  z
    .enum(words)
    .default(words[0] as never)
    .meta({ title, description })
