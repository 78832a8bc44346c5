import type { z } from 'zod/mini'

/** What is wrong with a document: where (a JSON path, or a line and column of the text) and what to do. */
export interface DesignError {
  /** Such as `records["ab12cd34.7"].type`; '' is the whole document. */
  readonly path: string
  readonly message: string
  /** From 1, for text that is not JSON. */
  readonly line?: number
  readonly column?: number
}

type RawIssue = z.core.$ZodIssue
export interface Problem {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

const words: Readonly<Record<string, string>> = {
  id: 'must be an id, such as "ab12cd34.7" or "audit-columns@ab12cd34.7#1/created_at"',
  rank: 'must be an ordering key of 0-9 and a-z that does not end in 0',
  document: 'must be 32 hexadecimal digits',
  author: 'must be a letter and seven characters of 0-9 and a-z',
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  record: 'an object',
  object: 'an object',
}

const nameOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  const t = typeof value
  return t === 'string' ? 'text' : t === 'object' ? 'an object' : `a ${t}`
}

const at = (root: unknown, path: readonly PropertyKey[]): unknown => {
  let v: unknown = root
  for (const step of path) {
    if (typeof v !== 'object' || v === null || !Object.hasOwn(v, step)) return undefined
    v = (v as Readonly<Record<PropertyKey, unknown>>)[step]
  }
  return v
}

const oneOf = (values: readonly unknown[]): string => {
  const list = values.map((v) => JSON.stringify(v)).join(', ')
  return values.length === 1 ? `must be ${list}` : `must be one of ${list}`
}

/** The reading that comes closest: of several shapes, the one with the fewest problems that go deepest. */
const closest = (branches: readonly (readonly RawIssue[])[]): readonly RawIssue[] => {
  const depth = (b: readonly RawIssue[]) => Math.max(0, ...b.map((i) => i.path.length))
  const [best] = [...branches].sort((a, b) => a.length - b.length || depth(b) - depth(a))
  return best ?? []
}

/** zod's findings in words, each with the path below `root` at which it holds. */
export const problemsOf = (issues: readonly RawIssue[], root: unknown): readonly Problem[] =>
  issues.flatMap((issue): readonly Problem[] => {
    const one = (message: string): readonly Problem[] => [{ path: issue.path, message }]
    const value = at(root, issue.path)
    switch (issue.code) {
      case 'invalid_type':
        return one(
          value === undefined
            ? `is missing; it must be ${typeWords[issue.expected] ?? issue.expected}`
            : `must be ${typeWords[issue.expected] ?? issue.expected}, not ${nameOf(value)}`,
        )
      case 'unrecognized_keys':
        return issue.keys.map((key) => ({
          path: [...issue.path, key],
          message: 'is not known here; remove it',
        }))
      case 'invalid_value':
        return one(value === undefined ? `is missing; it ${oneOf(issue.values)}` : oneOf(issue.values))
      case 'invalid_format':
        return one(words[issue.message] ?? 'has the wrong form')
      case 'too_small':
        return one(`must be at least ${issue.minimum}`)
      case 'too_big':
        return one(`must be at most ${issue.maximum}`)
      case 'invalid_union': {
        const inner = closest(issue.errors)
        return inner.length === 0
          ? one('has an unknown form')
          : problemsOf(
              inner.map((i) => ({ ...i, path: [...issue.path, ...i.path] })),
              root,
            )
      }
      case 'custom':
        return one(issue.message)
      default:
        return one('has the wrong form')
    }
  })
