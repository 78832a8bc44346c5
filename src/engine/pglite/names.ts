/** The role that owns the database and runs a design's DDL: no superuser, and row security binds it. */
export const owner = 'damask_owner'

/** The superuser that the engine itself works as. */
export const superuser = 'postgres'

export const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`
