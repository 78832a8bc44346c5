import type { Id } from '../../base/index.ts'
import { name, quoteLiteral, type Sql, sql } from '../../catalog/index.ts'
import type { IssueClaim, Use } from '../../compile/api.ts'
import type { Options, Path } from './options.ts'

export type U = Use<Options>

/** Paths that can have an index, once each. The text of a date depends on settings, so a cast to it is not immutable. */
export const indexable = (use: U): readonly Path[] =>
  use.options.paths.filter(
    (p, i, all) =>
      p.type !== 'date' && p.type !== 'timestamp' && all.findIndex((q) => q.path === p.path) === i,
  )

const keysOf = (p: Path): string =>
  quoteLiteral(
    `{${p.path
      .split('.')
      .map((k) => `"${k}"`)
      .join(',')}}`,
  )

/** The value at the path in its type, as queries write it. */
export const valueAt = (column: Id, p: Path): Sql => {
  const text = sql`${name(column)} #>> ${keysOf(p)}`
  return p.type === 'text' ? sql`(${text})` : sql`((${text})::${p.type})`
}

/** The JSON type at the path is the one wanted; JSON null and a missing key pass. */
export const typedAt = (column: Id, p: Path): Sql => {
  const json = { numeric: 'number', boolean: 'boolean' }[p.type === 'boolean' ? 'boolean' : 'numeric']
  return sql`jsonb_typeof(${name(column)} #> ${keysOf(p)}) in ('${json}', 'null')`
}

/** A word for names of objects that are about the path. */
export const wordOf = (p: Path): string => p.path.replaceAll(/\W+/g, '_')

export const problems = (use: U): readonly IssueClaim[] => {
  const { paths, required } = use.options
  const issue = (
    code: string,
    option: string,
    message: Sql,
    label: string,
    set: { readonly [key: string]: unknown },
  ): IssueClaim => ({
    claim: 'issue',
    code: `jsonb-attributes/${code}`,
    severity: 'error',
    option,
    objects: [use.table],
    message,
    waysOut: [{ remedy: 'options', label, set }],
  })
  const timed = (p: Path): boolean => p.type === 'date' || p.type === 'timestamp'
  const dated = paths.find(timed)
  const twice = paths.find((p, i) => paths.findIndex((q) => q.path === p.path) < i)
  const above = paths.flatMap((p) => {
    const below = paths.find((q) => q.path.startsWith(`${p.path}.`))
    return below ? [{ above: p, below }] : []
  })
  const [nested] = above
  const dotted = required.find((k) => k.includes('.') && paths.some((p) => p.path === k))
  return [
    ...(dated
      ? [
          issue(
            'not-immutable',
            `paths.${paths.indexOf(dated)}.type`,
            sql`${name(use.table)}: ${dated.path} cannot be indexed as a ${dated.type}, since what a text means as a ${dated.type} depends on settings of the session. Index it as text: dates written as 2026-01-31 sort as text does.`,
            'Index it as text',
            { paths: paths.map((p) => (timed(p) ? { ...p, type: 'text' } : p)) },
          ),
        ]
      : []),
    ...(twice
      ? [
          issue(
            'path-twice',
            'paths',
            sql`${name(use.table)}: ${twice.path} is listed twice among the indexed paths. Keep one.`,
            'Keep the first of each',
            { paths: paths.filter((p, i) => paths.findIndex((q) => q.path === p.path) === i) },
          ),
        ]
      : []),
    ...(nested
      ? [
          issue(
            'path-within',
            'paths',
            sql`${name(use.table)}: ${nested.below.path} lies within ${nested.above.path}, which is indexed as a ${nested.above.type}: what has keys within it is no single value. Keep one of them.`,
            'Keep the keys within',
            { paths: paths.filter((p) => !above.some((x) => x.above === p)) },
          ),
        ]
      : []),
    ...(dotted === undefined
      ? []
      : [
          issue(
            'required-path',
            'required',
            sql`${name(use.table)}: "${dotted}" is a path, and only keys at the top can be required. Require "${dotted.split('.')[0] ?? ''}".`,
            'Require the key at the top',
            { required: [...new Set(required.map((k) => (k === dotted ? (k.split('.')[0] ?? k) : k)))] },
          ),
        ]),
  ]
}
