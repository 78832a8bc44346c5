/** Limits of a document, checked before anything else looks at it. */
export const limits = {
  /** UTF-16 units of a file's text; 20 MB of ASCII. */
  text: 20 * 1024 * 1024,
  records: 200_000,
  depth: 64,
  /** UTF-16 units of one string. */
  string: 1024 * 1024,
  /** Values of any kind, containers included. */
  values: 3_000_000,
} as const

export type Step = string | number
export interface ScanProblem {
  readonly path: readonly Step[]
  readonly message: string
}

const isPlain = (value: object): boolean => {
  const proto: unknown = Object.getPrototypeOf(value)
  return proto === null || Object.getPrototypeOf(proto) === null
}

const leafProblem = (value: unknown): string | undefined => {
  switch (typeof value) {
    case 'string':
      return value.length > limits.string ? `is longer than ${limits.string} characters` : undefined
    case 'number':
      return Number.isFinite(value) ? undefined : 'is a number out of range'
    case 'boolean':
      return undefined
    default:
      return value === null ? undefined : `is no JSON value but ${typeof value}`
  }
}

/** Looks at values in turn; no deeper than the limit, so that no depth can exhaust the stack. */
class Scan {
  seen = 0

  value(value: unknown, depth: number): ScanProblem | undefined {
    if (typeof value === 'object' && value !== null) return this.container(value, depth)
    const message = leafProblem(value)
    return message === undefined ? undefined : { path: [], message }
  }

  container(value: object, depth: number): ScanProblem | undefined {
    const keys = Array.isArray(value) ? undefined : Object.keys(value)
    const length = keys?.length ?? (value as readonly unknown[]).length
    this.seen += length
    if (depth > limits.depth) return { path: [], message: `is nested deeper than ${limits.depth} levels` }
    if (this.seen > limits.values)
      return { path: [], message: `takes the document over ${limits.values} values` }
    if (keys && !isPlain(value)) return { path: [], message: 'is no JSON value' }
    for (let i = 0; i < length; i++) {
      const key = keys?.[i] ?? i
      const found: ScanProblem | undefined =
        key === '__proto__'
          ? { path: [], message: 'is a key that is not allowed' }
          : this.value((value as Readonly<Record<Step, unknown>>)[key], depth + 1)
      if (found) return { path: [key, ...found.path], message: found.message }
    }
    return undefined
  }
}

/**
 * Looks for what no document may hold, whatever its shape: values that are not JSON, too deep or too many
 * of them, strings too long, the key `__proto__`.
 */
export const scanJson = (json: unknown): ScanProblem | undefined => new Scan().value(json, 1)

/** `records["ab12cd34.7"].columns[0]`; '' for the document itself. */
export const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((p, i) => {
      if (typeof p === 'number') return `[${p}]`
      const s = String(p)
      if (/^[A-Za-z_$][\w$]*$/.test(s)) return i === 0 ? s : `.${s}`
      return `[${JSON.stringify(s.length > 80 ? `${s.slice(0, 80)}…` : s)}]`
    })
    .join('')
