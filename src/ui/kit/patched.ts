/** Members to set; `undefined` takes one away. */
export type Patch<R> = { readonly [P in keyof R]?: R[P] | undefined }

/** A copy with these members set; undefined and false take the member away, for an absent one is PostgreSQL's default. */
export const patched = <R extends object>(record: R, patch: Patch<R>): R =>
  Object.fromEntries(
    Object.entries({ ...record, ...patch }).filter(([, v]) => v !== undefined && v !== false),
  ) as R
