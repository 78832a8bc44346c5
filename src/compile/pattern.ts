import { err, type Id, ok, type Result } from '../base/index.ts'
import type { Catalog } from '../catalog/index.ts'
import type { Claim, Phase } from './claims.ts'
import type { Facts } from './facts.ts'
import { type OptionSchema, optionMessage } from './options.ts'
import type { Made, Proof } from './proof.ts'

/** Groups of the catalogue, in the order in which the inspector shows them. */
export const groups = {
  keys: 'Keys and columns',
  history: 'Audit and history',
  time: 'Time',
  relations: 'Relationships',
  access: 'Tenancy, access, privacy',
  messages: 'Messages and integrity',
  scale: 'Performance and scale',
  change: 'Change',
} as const
export type Group = keyof typeof groups

export interface Docs {
  readonly when: string
  readonly whenNot: string
  readonly gains: readonly string[]
  readonly costs: readonly string[]
  /** Storage, write amplification, locks: each a sentence. */
  readonly cost: { readonly storage: string; readonly writes: string; readonly locks: string }
  /** The decision record's text. */
  readonly decision: { readonly context: string; readonly decision: string; readonly consequences: string }
  readonly sources: readonly string[]
}

export interface Manifest {
  /** kebab-case, as in the catalogue. */
  readonly name: string
  readonly version: number
  readonly title: string
  /** What it does, in one sentence. */
  readonly summary: string
  /** What people call it, or what they have when they need it: for searches, with commas between. */
  readonly also: string
  readonly group: Group
  readonly scope: 'table' | 'column' | 'design'
  /** Of a pattern for tables: without a target it is for the whole design, and `use.table` is empty. */
  readonly wide?: boolean
  /** May be on more than once for one target: each use is about something else. */
  readonly many?: boolean
  /** A lucide icon's name. */
  readonly glyph: string
}

/** A pattern switched on, as its claims see it. */
export interface Use<O> {
  readonly id: Id<'use'>
  /** The table (of the column, for a column pattern). */
  readonly table: Id<'table'>
  readonly column: Id<'column'>
  readonly options: O
  /** The id of the object in a role: bound or derived. */
  idOf<K extends string>(role: string): Id<K>
}

/** A pattern found in a catalog: with these options and bindings it would make what is there. */
export interface Sighting<O> {
  readonly target?: Id<'table' | 'column'>
  readonly options: O
  readonly bind: { readonly [role: string]: Id }
  /** 0…1, and what speaks for it. */
  readonly sure: number
  readonly because: string
}

export interface Pattern<O> {
  readonly manifest: Manifest
  /** Every option has a default; `.meta({ title, description, ref: 'table' | 'column' })` feeds the inspector. */
  readonly options: OptionSchema<O>
  /** Options that name columns which the pattern does nothing with: it stands on none of them. */
  readonly aside?: readonly (keyof O & string)[]
  /** Claims by phase. A column or design pattern must not read `use.table` / `use.column` it does not have. */
  readonly claims: { readonly [F in Phase]?: (facts: Facts, use: Use<O>) => readonly Claim<F>[] }
}

/** What is needed once someone reads, proves or imports: loaded after the page can be used. */
export interface Details<O> {
  readonly docs: Docs
  /** Sees what the other patterns made of the table. */
  readonly proofs: (use: Use<O>, made: Made) => readonly Proof[]
  readonly detect: (catalog: Catalog) => readonly Sighting<O>[]
}

/** One problem of an options value: where, and what to do. */
export interface OptionProblem {
  readonly path: string
  readonly message: string
}
/** A pattern with the options' type closed over. */
export interface AnyPattern {
  readonly manifest: Manifest
  readonly options: OptionSchema
  readonly aside: readonly string[]
  parse(options: unknown): Result<unknown, readonly OptionProblem[]>
  claims<F extends Phase>(phase: F, facts: Facts, use: Use<unknown>): readonly Claim<F>[]
}
export type Registry = ReadonlyMap<string, AnyPattern>
/** The details of every pattern, by its name. */
export type Book = ReadonlyMap<string, Details<unknown>>

const none: readonly never[] = []

/** Closes a pattern over its options. Only values that its own schema parsed reach its functions. */
export const definePattern = <O>(p: Pattern<O>): AnyPattern => ({
  manifest: p.manifest,
  options: p.options,
  aside: p.aside ?? none,
  parse: (options) => {
    const r = p.options.safeParse(options ?? {})
    return r.success
      ? ok(r.data)
      : err(r.error.issues.map((i) => ({ path: i.path.join('.'), message: optionMessage(i) })))
  },
  claims: (phase, facts, use) => p.claims[phase]?.(facts, use as Use<O>) ?? none,
})

/** Closes details over the options of their pattern, which has parsed what they get. */
export const defineDetails = <O>(d: Details<O>): Details<unknown> => ({
  docs: d.docs,
  proofs: (use, made) => d.proofs(use as Use<O>, made),
  detect: d.detect,
})

export const makeRegistry = (patterns: readonly AnyPattern[]): Registry =>
  new Map(patterns.map((p) => [p.manifest.name, p]))
