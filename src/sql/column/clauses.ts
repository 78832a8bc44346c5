import { err, ok, type Result } from '../../base/index.ts'
import type { Deferrable } from '../../catalog/index.ts'
import { Reader } from '../reader.ts'
import { startsClause, takeExpression, takeType } from './expression.ts'
import { takeReference } from './references.ts'
import type { ColumnClauses, SaidConstraint } from './types.ts'

type Building<T> = { -readonly [M in keyof T]?: T[M] }

/** A constraint that is being read, with what was said of its deferral. */
interface Open {
  readonly said: SaidConstraint
  may?: boolean
  late?: boolean
}
type Taken = Building<Omit<ColumnClauses, 'type' | 'constraints'>> & {
  readonly constraints: Open[]
  /** What DEFERRABLE would be said of; a collation may stand between them. */
  last?: Open | undefined
}
/** Takes a clause, which may be called by a name; what is wrong, in words. */
type Take = (r: Reader, into: Taken, name?: string) => string | undefined

const once = <M extends 'notNull' | 'collation' | 'default' | 'identity' | 'generated'>(
  into: Taken,
  member: M,
  value: Taken[M],
): string | undefined => {
  const old = into[member]
  into[member] = value
  if (member !== 'collation') into.last = undefined
  if (member === 'notNull')
    return old === undefined || old === value
      ? undefined
      : 'NULL and NOT NULL are both there. Leave one of them.'
  return old === undefined ? undefined : `There are two of ${member.toUpperCase()}. Leave one of them.`
}

const constraint = (into: Taken, said: SaidConstraint, name: string | undefined): undefined => {
  into.last = { said: name === undefined ? said : { ...said, name } }
  into.constraints.push(into.last)
}

const takeDefault: Take = (r, into) => {
  const text = takeExpression(r)
  return text === ''
    ? 'A value is missing behind DEFAULT or =. Type one, such as 0.'
    : once(into, 'default', text)
}

const sign =
  (notNull: boolean): Take =>
  (r, into) => {
    r.chip()
    return once(into, 'notNull', notNull)
  }

const deferral =
  (member: 'may' | 'late', value: boolean): Take =>
  (_r, { last }) => {
    if (!last || last.said.kind === 'check')
      return 'DEFERRABLE and INITIALLY belong behind PRIMARY KEY, UNIQUE or REFERENCES. Move them there.'
    if (last[member] !== undefined) return 'The constraint’s deferral stands there twice. Leave one.'
    last[member] = value
    if (last.late && last.may === false)
      return 'A constraint that is NOT DEFERRABLE cannot be INITIALLY DEFERRED. Leave one of them.'
    return undefined
  }

const takeGenerated: Take = (r, into) => {
  const identity = r.take('generated', 'by', 'default') ? 'by default' : 'always'
  if (identity === 'always') r.take('generated', 'always')
  if (r.take('as', 'identity'))
    return r.peek() === '('
      ? 'The sequence of an identity has no options here. Leave out what stands in parentheses.'
      : once(into, 'identity', identity)
  const expr = r.take('as') ? r.inside() : undefined
  if (!expr || identity === 'by default')
    return 'Write GENERATED ALWAYS AS IDENTITY, or GENERATED ALWAYS AS (expression) STORED.'
  const virtual = r.take('virtual') || (r.take('stored') ? false : undefined)
  return once(into, 'generated', { expr, ...(virtual === undefined ? {} : { virtual }) })
}

const takeCollation: Take = (r, into) => {
  const first = r.ident()
  const second = r.take('.') ? r.ident() : undefined
  if (first === undefined) return 'Name a collation behind COLLATE, such as "C".'
  if (second !== undefined && first !== 'pg_catalog')
    return `A collation stands here without its schema. Leave out “${first}.”.`
  return once(into, 'collation', second ?? first)
}

/** What follows the words that begin a clause; the first that fits is taken. */
const clauses: readonly (readonly [string, Take])[] = [
  ['not null', (_r, into) => once(into, 'notNull', true)],
  ['null', (_r, into) => once(into, 'notNull', false)],
  ['default', takeDefault],
  [
    'unique',
    (r, into, name) => {
      const nullsNotDistinct = r.take('nulls', 'not', 'distinct')
      if (!nullsNotDistinct) r.take('nulls', 'distinct')
      return constraint(into, { kind: 'key', ...(nullsNotDistinct ? { nullsNotDistinct } : {}) }, name)
    },
  ],
  ['primary key', (_r, into, name) => constraint(into, { kind: 'key', primary: true }, name)],
  [
    'check',
    (r, into, name) => {
      const expr = r.inside()
      if (!expr) return 'A condition in parentheses belongs behind CHECK, such as check (total >= 0).'
      const noInherit = r.take('no', 'inherit')
      return constraint(into, { kind: 'check', expr, ...(noInherit ? { noInherit } : {}) }, name)
    },
  ],
  [
    'references',
    (r, into, name) => {
      const to = takeReference(r)
      return typeof to === 'string' ? to : constraint(into, { kind: 'fk', ...to }, name)
    },
  ],
  ['collate', takeCollation],
  ['deferrable', deferral('may', true)],
  ['not deferrable', deferral('may', false)],
  ['initially deferred', deferral('late', true)],
  ['initially immediate', deferral('late', false)],
]

const named: ReadonlySet<string> = new Set(['unique', 'primary', 'check', 'references'])

const takeClause: Take = (r, into, name) => {
  if (r.peek() === 'generated') return takeGenerated(r, into)
  const found = clauses.find(([words]) => r.take(...words.split(' ')))
  if (!found) return foreign(r)
  return found[1](r, into, name)
}

const takeNamed: Take = (r, into) => {
  r.next()
  const name = r.ident()
  if (name === undefined || name === '') return 'A name is missing behind CONSTRAINT.'
  if (named.has(r.peek())) return takeClause(r, into, name)
  return `Only PRIMARY KEY, UNIQUE, CHECK and REFERENCES have a name here. Leave out CONSTRAINT ${name}.`
}

const signs: Readonly<Record<string, Take>> = {
  '!': sign(true),
  '?': sign(false),
  '=': (r, into) => {
    r.chip()
    return takeDefault(r, into)
  },
}

const foreign = (r: Reader): string =>
  r.peek() === ','
    ? 'Another column begins behind the comma. Type it as a column of its own.'
    : `A column cannot take “${r.rest}” here. Leave it out.`

const signAt = (r: Reader): Take | undefined => (r.kind() === 'op' ? signs[r.peek().charAt(0)] : undefined)

const takeNext: Take = (r, into) => {
  if (r.peek() === 'constraint') return takeNamed(r, into)
  const signed = signAt(r)
  if (signed) return signed(r, into)
  return startsClause(r) ? takeClause(r, into) : foreign(r)
}

const deferrable = ({ may, late }: Open): { readonly deferrable?: Deferrable } =>
  late ? { deferrable: 'initially deferred' } : may ? { deferrable: 'deferrable' } : {}

/**
 * Reads what stands behind a column's name: a type, `!` or `?`, `= …`, and the clauses of SQL in any order, as
 * PostgreSQL reads them. The error is a sentence.
 */
export const readClauses = (text: string): Result<ColumnClauses, string> => {
  const r = new Reader(text)
  const into: Taken = { constraints: [] }
  const take = (one: Take): string | undefined => one(r, into)
  while (r.kind() === 'op' && /^[!?]/.test(r.peek())) {
    const wrong = take(takeNext)
    if (wrong !== undefined) return err(wrong)
  }
  const type = takeType(r)
  while (r.kind() !== 'end') {
    if (r.kind() === 'other')
      return err(`“${r.peek()}” never ends, or means nothing here. Close its quote, or leave it out.`)
    const wrong = take(takeNext)
    if (wrong !== undefined) return err(wrong)
  }
  const { constraints, last: _last, ...members } = into
  const primary = constraints.filter((c) => c.said.kind === 'key' && c.said.primary).length
  if (primary > 1) return err('PRIMARY KEY stands there twice. Leave one.')
  if (members.notNull === false && (members.identity || primary > 0))
    return err('A primary key or an identity is never NULL. Leave out NULL.')
  return ok({
    type,
    ...members,
    constraints: constraints.map((c) => ({ ...c.said, ...deferrable(c) })),
  })
}
