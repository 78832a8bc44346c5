import { err, ok, type Result } from '../../base/index.ts'
import { type Design, type DesignError, limits, parseDesign } from '../../design/index.ts'
import { findSyntaxProblem, positionOf, survey } from './syntax.ts'

type Read = Result<Design, readonly DesignError[]>

const whole = (message: string): Read => err([{ path: '', message }])

const parseText = (text: string): Result<unknown, string> => {
  try {
    return ok(JSON.parse(text))
  } catch (e) {
    return err(e instanceof Error ? e.message : String(e))
  }
}

/** The parser keeps the last of two members of one name, and would lose records without a word. */
const twice = (text: string, json: unknown, inner: number): Read | undefined => {
  const { records } = (json ?? {}) as { readonly records?: unknown }
  if (typeof records !== 'object' || records === null || Object.keys(records).length >= inner)
    return undefined
  const seen = new Set<string>()
  for (const m of text.matchAll(/"([^"\\\s]{1,2100})"\s*:\s*\{/g)) {
    const id = m[1] ?? ''
    if (seen.has(id) && (id === 'records' || Object.hasOwn(records, id)))
      return err([
        {
          path: '',
          message: `${id} is there twice; give one another id, or remove it`,
          ...positionOf(text, m.index),
        },
      ])
    seen.add(id)
  }
  return undefined
}

/**
 * The text of a design file as a design. Any text gives a value: errors name a JSON path, or a line and column
 * where the text is not JSON.
 */
export const readDesign = (text: string): Read => {
  if (text.length > limits.text) return whole(`is larger than ${limits.text / 1024 / 1024} MB`)
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  if (body.trim() === '') return whole('the file is empty')
  const { depth, values, inner } = survey(body, limits.depth)
  if (depth > limits.depth) return whole(`is nested deeper than ${limits.depth} levels`)
  if (values > limits.values) return whole(`holds more than ${limits.values} values`)
  const json = parseText(body)
  if (json.ok) return twice(body, json.value, inner) ?? parseDesign(json.value)
  const found = findSyntaxProblem(body)
  if (!found) return whole(json.error)
  return err([{ path: '', message: found.message, ...positionOf(body, found.offset) }])
}
