/** Effects that tests replace: time in milliseconds since 1970, and `n` random bytes. */
export type Clock = () => number
export type Random = (n: number) => Uint8Array
