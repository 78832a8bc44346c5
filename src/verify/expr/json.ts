import type { Known } from './value.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

const parsed = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

const step = (v: Json | undefined, key: string): Json | undefined => {
  if (typeof v !== 'object' || v === null) return undefined
  if (Array.isArray(v)) return v[Number(key)]
  return Object.hasOwn(v, key) ? (v as { readonly [key: string]: Json })[key] : undefined
}

/** The keys of a path such as `{a,"b c"}`. */
export const pathKeys = (text: string): readonly string[] =>
  [...text.replace(/^\{|\}$/g, '').matchAll(/"((?:[^"\\]|\\.)*)"|([^,"]+)/g)].map((m) =>
    (m[1] ?? m[2] ?? '').replace(/\\(.)/g, '$1').trim(),
  )

/** What stands at the path in a JSON text: as JSON, or as text with a JSON null read as NULL. */
export const jsonAt = (text: string, path: readonly string[], as: 'json' | 'text'): Known => {
  const v = path.reduce<Json | undefined>(step, parsed(text))
  if (v === undefined) return null
  if (as === 'json') return JSON.stringify(v)
  return v === null ? null : typeof v === 'object' ? JSON.stringify(v) : String(v)
}
