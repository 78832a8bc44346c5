/** A copy without the members whose value is undefined or false: an absent member means PostgreSQL's default. */
export const tidy = <R extends object>(record: R): R =>
  Object.fromEntries(Object.entries(record).filter(([, v]) => v !== undefined && v !== false)) as R
