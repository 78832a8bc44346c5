/** A name as pg-mem keeps it: quotes in it stay doubled. */
export const keptName = (name: string): string => name.replaceAll('"', '""')

/** Names as they were given, in what pg-mem says. */
export const givenNames = (text: string): string => text.replaceAll('""', '"')
