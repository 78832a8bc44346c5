import type { Id } from '../base/index.ts'

/** A built-in (or extension) type by its short name, such as `timestamptz` or `numeric`, with modifiers. */
export interface BuiltIn {
  readonly base: string
  /** Type modifiers as written: `[12, 2]` of numeric(12,2). */
  readonly mods?: readonly number[]
  /** Array dimensions; absent for a scalar. */
  readonly dims?: number
}

/** A type of the design itself: an enum or a domain. */
export interface UserType {
  readonly type: Id<'enum' | 'domain'>
  readonly dims?: number
}

export type DataType = BuiltIn | UserType

export const isUserType = (t: DataType): t is UserType => 'type' in t
export const builtIn = (base: string, ...mods: readonly number[]): BuiltIn =>
  mods.length > 0 ? { base, mods } : { base }

/** PostgreSQL's long names and aliases → the one short name Damask writes. */
const aliases: Readonly<Record<string, string>> = {
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  int2: 'smallint',
  decimal: 'numeric',
  dec: 'numeric',
  bool: 'boolean',
  float8: 'double precision',
  float: 'double precision',
  float4: 'real',
  'character varying': 'varchar',
  character: 'char',
  nchar: 'char',
  'national character': 'char',
  'national char': 'char',
  'nchar varying': 'varchar',
  'national character varying': 'varchar',
  'national char varying': 'varchar',
  bpchar: 'char',
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
  'time with time zone': 'timetz',
  'time without time zone': 'time',
  'bit varying': 'varbit',
}

export const canonicalTypeName = (name: string): string => {
  const n = name.trim().toLowerCase().replace(/\s+/g, ' ')
  return (Object.hasOwn(aliases, n) ? aliases[n] : undefined) ?? n
}

/**
 * Extension that provides a type which is not in the server's core. Without a prototype: a type may be named
 * like a member that every object has.
 */
export const typeExtension: Readonly<Record<string, string>> = Object.assign(
  Object.create(null) as Record<string, string>,
  { citext: 'citext', ltree: 'ltree', hstore: 'hstore' },
)

/** The extension that a type comes with, if it does. */
export const extensionOf = (t: DataType): string | undefined =>
  isUserType(t) ? undefined : typeExtension[t.base]
