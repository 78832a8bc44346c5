import type { Id } from '../../base/index.ts'
import {
  type BuiltIn,
  canonicalTypeName,
  type DataType,
  type Element,
  isUserType,
} from '../../catalog/index.ts'
import { plainType } from './compatible.ts'
import { type Context, objectFor } from './context.ts'

/** What PostgreSQL reads as text without a cast of its own. */
const texts: readonly string[] = ['text', 'varchar', 'citext']
const collated: readonly string[] = [...texts, 'char', 'name']

/** The classes that people name, and the types that each is for; of any other only its own type is known. */
const known: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:(?:text|varchar)_(?:pattern_)?ops|(?:gin|gist)_trgm_ops|text_(?:minmax|bloom)_ops)$/, texts],
  [/^bpchar_(?:pattern_|minmax_|bloom_)?ops$/, ['char']],
  [/^jsonb_(?:path_)?ops$/, ['jsonb']],
]

const forPrefixes = /^(?:text|varchar|bpchar)_pattern_ops$/

const builtIn = (t: DataType | undefined): BuiltIn | undefined =>
  t && !isUserType(t) ? { ...t, base: canonicalTypeName(t.base) } : undefined

const isOne = (t: DataType | undefined, bases: readonly string[]): boolean => {
  const b = builtIn(t)
  return b !== undefined && !b.dims && bases.includes(b.base)
}

const same = (a: DataType | undefined, b: DataType | undefined): boolean => {
  if (!a || !b || (a.dims ?? 0) !== (b.dims ?? 0)) return false
  return isUserType(a) ? isUserType(b) && a.type === b.type : builtIn(a)?.base === builtIn(b)?.base
}

/** The type of what a part is over, domains looked through; undefined where an expression does not show it. */
const typeOf = (x: Context, e: Element): DataType | undefined => {
  const over = (id: Id | undefined): DataType | undefined => {
    const c = id === undefined ? undefined : objectFor(x, 'column', id)
    return c && plainType(x, c.type)
  }
  if (e.column || !e.expr) return over(e.column)
  const { text, refs } = e.expr
  const alone = refs.length === 1 ? over(refs[0]?.id) : undefined
  if (text.join('').trim() === '') return alone
  // Of a range they give its ends.
  const cased = /^(?:lower|upper)\($/i.test(text[0] ?? '') && text[1] === ')' && isOne(alone, texts)
  return cased || /::text$/i.test(text.at(-1) ?? '') ? { base: 'text' } : undefined
}

/** The class of the same use for another kind of text. */
const insteadFor = (bare: string, is: DataType | undefined): string | undefined => {
  if (!forPrefixes.test(bare)) return undefined
  if (isOne(is, texts)) return 'text_pattern_ops'
  return isOne(is, ['char']) ? 'bpchar_pattern_ops' : undefined
}

interface Kept {
  readonly kept: Pick<Element, 'opclass' | 'collation'>
  /** What went, or became another. */
  readonly says?: string
}

/**
 * What stays of how a part compares when the part becomes another: PostgreSQL refuses the whole index with an operator
 * class or a collation that is not for its type.
 */
export const comparing = (x: Context, old: Element, now: Element): Kept => {
  const { opclass, collation } = old
  const [was, is] = [typeOf(x, old), typeOf(x, now)]
  const bare = opclass?.replace(/\(.*/s, '').replace(/^.*\./s, '').trim() ?? ''
  const types = known.find(([classes]) => classes.test(bare))?.[1]
  const stays = types ? isOne(is, types) : same(was, is)
  const instead = stays ? opclass : insteadFor(bare, is)
  const collates = isOne(is, collated)
  const gone = (what: string): string =>
    `${what} is left out, since it may not fit what the part is now. Set it again where it does.`
  const says = [
    ...(opclass === undefined || stays || now.opclass !== undefined
      ? []
      : instead === undefined
        ? [gone(`The operator class ${opclass}`)]
        : [`The operator class ${opclass} became ${instead}, which fits what the part is now.`]),
    ...(collation === undefined || collates ? [] : [gone(`The collation ${collation}`)]),
  ]
  return {
    kept: {
      ...(opclass === undefined || instead === undefined ? {} : { opclass: instead }),
      ...(collation === undefined || !collates ? {} : { collation }),
    },
    ...(says.length > 0 ? { says: says.join(' ') } : {}),
  }
}
