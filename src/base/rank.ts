/**
 * Ordering keys: strings over 0-9a-z that compare bytewise, never end in '0', and always leave room between
 * two neighbours. Items keep theirs when others move, so that two people can insert at once.
 */
export type Rank = string

export const compareRanks = (a: Rank, b: Rank): number => (a < b ? -1 : a > b ? 1 : 0)
