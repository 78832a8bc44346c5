const sorted = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b)

/** The value below which the share `q` (0 to 1) of the values lies, by nearest rank. NaN for none. */
export const quantile = (values: readonly number[], q: number): number => {
  const all = sorted(values)
  return all[Math.max(0, Math.ceil(all.length * q) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => {
  const all = sorted(values)
  const half = all.length / 2
  const low = all[Math.ceil(half) - 1] ?? Number.NaN
  return Number.isInteger(half) ? (low + (all[half] ?? Number.NaN)) / 2 : low
}
