/** The outcome of an operation that is expected to fail sometimes. A throw means a bug instead. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error })

/** Marks a branch that the types have ruled out. */
export const never = (value: never): never => {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
