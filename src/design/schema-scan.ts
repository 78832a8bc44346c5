/** Limits of a document, checked before anything else looks at it. */
export const limits = {
  /** UTF-16 units of a file's text; 20 MB of ASCII. */
  text: 20 * 1024 * 1024,
  records: 200_000,
  depth: 64,
  /** UTF-16 units of one string. */
  string: 1024 * 1024,
  /** Values of any kind, containers included. */
  values: 10_000_000,
} as const

export type Step = string | number
interface Frame {
  readonly value: object
  readonly key: Step
  readonly parent: Frame | undefined
  readonly depth: number
}
export interface ScanProblem {
  readonly path: readonly Step[]
  readonly message: string
}

const pathOf = (frame: Frame | undefined, key: Step): readonly Step[] => {
  const path: Step[] = [key]
  for (let f = frame; f?.parent; f = f.parent) path.unshift(f.key)
  return path
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

const containerProblem = (value: object, depth: number, seen: number): string | undefined => {
  if (depth > limits.depth) return `is nested deeper than ${limits.depth} levels`
  if (seen > limits.values) return `takes the document over ${limits.values} values`
  return Array.isArray(value) || isPlain(value) ? undefined : 'is no JSON value'
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null

/**
 * Looks for what no document may hold, whatever its shape: values that are not JSON, too deep or too many
 * of them, strings too long, the key `__proto__`. Iterative, so that no depth can exhaust the stack.
 */
export const scanJson = (json: unknown): ScanProblem | undefined => {
  if (!isContainer(json)) {
    const message = leafProblem(json)
    return message === undefined ? undefined : { path: [], message }
  }
  const stack: Frame[] = [{ value: json, key: '', parent: undefined, depth: 1 }]
  let seen = 0
  for (let frame = stack.pop(); frame; frame = stack.pop()) {
    const { value, depth } = frame
    const keys: Iterable<Step> & { readonly length: number } = Array.isArray(value)
      ? { length: value.length, [Symbol.iterator]: () => value.keys() }
      : Object.keys(value)
    seen += keys.length
    const message = containerProblem(value, depth, seen)
    if (message !== undefined) return { path: frame.parent ? pathOf(frame.parent, frame.key) : [], message }
    for (const key of keys) {
      if (key === '__proto__') return { path: pathOf(frame, key), message: 'is a key that is not allowed' }
      const inner = (value as Readonly<Record<Step, unknown>>)[key]
      if (isContainer(inner)) stack.push({ value: inner, key, parent: frame, depth: depth + 1 })
      else {
        const message = leafProblem(inner)
        if (message !== undefined) return { path: pathOf(frame, key), message }
      }
    }
  }
  return undefined
}

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
