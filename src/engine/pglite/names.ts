import made from './owner.json' with { type: 'json' }

/** The role that owns the database and runs a design's DDL: no superuser, and row security binds it. */
export const owner = made.name

/** Makes the owner. A snapshot has it already. */
export const makeOwner: readonly string[] = made.make

/** The superuser that the engine itself works as. */
export const superuser = 'postgres'

export const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`
