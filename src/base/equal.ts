type Parts = Readonly<Record<string, unknown>>

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/**
 * Equality of data made of arrays, plain objects and values; anything else equals only itself. A part that is
 * undefined is not one that is missing.
 */
export const equal = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) if (!equal(a[i], b[i])) return false
    return true
  }
  if (!isPlain(a) || !isPlain(b)) return false
  let parts = 0
  for (const key in a) {
    if (!(key in b) || !equal((a as Parts)[key], (b as Parts)[key])) return false
    parts++
  }
  for (const _ in b) parts--
  return parts === 0
}

/** Whether two objects have the same parts, each the very same, but for the one called `but`, which both have. */
export const sameBut = (a: object, b: object, but: string): boolean => {
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    but in a &&
    keys.every((k) => Object.hasOwn(b, k) && (k === but || (a as Parts)[k] === (b as Parts)[k]))
  )
}
