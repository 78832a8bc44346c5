import { type BuiltIn, canonicalTypeName, type DataType, isUserType } from '../../catalog/index.ts'
import type { Facts, Nameless } from '../../compile/api.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const unordered = words('json xml point line lseg box path polygon circle')
const unhashed = words('bit varbit money tsvector tsquery')
const documents = words('jsonb tsvector hstore')
const shapes = words('point box polygon circle ltree hstore tsvector tsquery')
const rangeless = words('boolean money jsonb ltree hstore tsvector tsquery')

const enumOf = 'an enum'

/** The built-in type under domains; an enum has none. */
const plain = (facts: Facts, type: DataType): BuiltIn => {
  if (!isUserType(type)) return { ...type, base: canonicalTypeName(type.base) }
  const domain = facts.object('domain', type.type)
  const base = domain ? plain(facts, domain.type).base : enumOf
  return type.dims ? { base, dims: type.dims } : { base }
}

/** Why a method has no operator class for values of the type; undefined where it has one. */
const misfit = (method: string, { base, dims }: BuiltIn): string | undefined => {
  if (method === 'gin')
    return (dims && !unordered.has(base)) || (!dims && documents.has(base))
      ? undefined
      : 'holds single values: gin is for documents, arrays and text vectors'
  if (method === 'gist')
    return !dims && (shapes.has(base) || /range$/.test(base)) ? undefined : 'holds no shapes and no ranges'
  if (unordered.has(base) && !(method === 'brin' && base === 'box' && !dims))
    return 'has no order and no equality'
  if (method === 'hash') return !dims && unhashed.has(base) ? 'has no hash' : undefined
  const many = dims || base === enumOf || rangeless.has(base) || base.endsWith('multirange')
  return method === 'brin' && many ? 'has no range of values' : undefined
}

/** Why a method cannot index the column; undefined where it can. */
export const unfit = (
  facts: Facts,
  method: string,
  c: Pick<Nameless<'column'>, 'type' | 'generated'>,
): string | undefined =>
  c.generated?.virtual && facts.target >= 18
    ? 'is computed when it is read, and an index is of what is stored'
    : misfit(method, plain(facts, c.type))

const prefixes: Readonly<Record<string, { readonly opclass?: string } | undefined>> = {
  text: { opclass: 'text_pattern_ops' },
  varchar: { opclass: 'text_pattern_ops' },
  char: { opclass: 'bpchar_pattern_ops' },
  name: {},
}

/** How an index of the column answers `like 'a%'`; undefined where none does. */
export const forPrefix = (facts: Facts, type: DataType): { readonly opclass?: string } | undefined => {
  const { base, dims } = plain(facts, type)
  return dims ? undefined : prefixes[base]
}
