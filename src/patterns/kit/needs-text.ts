import type { Id } from '../../base/index.ts'
import { isUserType, type Obj, type Sql } from '../../catalog/index.ts'
import type { Facts, Unfit } from '../../compile/api.ts'

/** Words before a parenthesis that call nothing. */
const noCall =
  /(?:^|[^\w"])(?:in|and|or|not|any|all|where|on|when|then|else|case|select|from|by|is|having|filter|over|values|as|count|min|max|coalesce|nullif|distinct)\s*\(\s*$/i
const call = /[\w"]\s*\(\s*$/
const actsAfter = /^\s*(?:\|\||[-+*/%~]|!~|(?:not\s+)?(?:like|ilike|similar|collate)\b)/i
const actsBefore = /(?:\|\||[-+*/%~]|\blike|\bilike)\s*$/i
/** What follows belongs to another part of the condition. */
const further = /\b(?:and|or|then|when|else|end|from|group|order|limit|union)\b|;/i
const cast = /::\s*(?:text|varchar|character)/i
const constant = /'((?:[^']|'')*)'/g

const joinsQueries = /\b(?:union|intersect|except)\b/gi
const clause = /\b(?:select|from|where|on|group|having|order|limit)\b/gi

/** The word that begins the clause of a query in which its mention `i` stands. */
export const clauseOf = (s: Sql, i: number): string | undefined =>
  s.text
    .slice(0, i + 1)
    .join(' ')
    .match(clause)
    ?.at(-1)
    ?.toLowerCase()

/** Whether queries are put under each other of which some give the column out, and others something else in its place. */
const meetsOthers = (s: Sql, column: Id): boolean => {
  const queries = (s.text.join(' ').match(joinsQueries)?.length ?? 0) + 1
  const given = s.refs.filter((r, i) => {
    const cast = /^\s*\)*\s*::/.test(s.text[i + 1] ?? '')
    return r.id === column && !cast && clauseOf(s, i) === 'select'
  })
  return queries > 1 && given.length > 0 && given.length < queries
}

/** Whether the expression does with the column what only its drawn type can, now that it holds one of these words. */
const needsDrawn = (s: Sql, column: Id, words: ReadonlySet<string>, immutable: boolean): boolean =>
  s.refs.some((r, i) => {
    if (r.id !== column) return false
    const before = (s.text[i] ?? '').replace(/[\w"]+\.\s*$/, '')
    const after = s.text[i + 1] ?? ''
    if (/^\s*\)*\s*::/.test(after)) return immutable
    if (actsAfter.test(after) || actsBefore.test(before)) return true
    if (call.test(before) && !noCall.test(before)) return true
    const [here = ''] = after.split(further)
    if (cast.test(here) || /[<>=]\s*-?\d/.test(here)) return true
    const turned = /'((?:[^']|'')*)'\s*(?:=|<>|!=|<|>)\s*$/.exec(before)
    const said = [...here.matchAll(constant)].map((m) => m[1] ?? '')
    return [...said, ...(turned ? [turned[1] ?? ''] : [])].some((v) => !words.has(v.replaceAll("''", "'")))
  })

/** What stands between a column and a label that it is compared with. */
const compares = /^(?:[\s,()=<>!]|\b(?:not|in|is|distinct|from|any|array)\b|\[)*$/i

/** Whether the expression compares the column with a label of the enum that it was, which is no text, and that the new one has not. */
const saysLost = ({ text, refs }: Sql, column: Id, lost: ReadonlySet<Id>): boolean =>
  refs.some((r, i) => {
    if (!lost.has(r.id)) return false
    const from = refs.slice(0, i).findLastIndex((x) => x.id === column)
    const to = refs.findIndex((x, n) => n > i && x.id === column)
    const near = (a: number, b: number): boolean =>
      a >= 0 && b >= 0 && text.slice(a + 1, b + 1).every((t) => compares.test(t))
    return near(from, i) || near(i, to)
  })

/** The labels of the enum that the column was drawn with and that are none of the words. */
const lostLabels = (facts: Facts, column: Id, words: ReadonlySet<string>): ReadonlySet<Id> => {
  const type = facts.object('column', column)?.type
  const labels = type && isUserType(type) ? (facts.object('enum', type.type)?.labels ?? []) : []
  return new Set(labels.flatMap((l) => (words.has(l.name) ? [] : [l.id])))
}

interface Use {
  readonly sql?: Sql | undefined
  /** PostgreSQL takes no cast of an enum there. */
  readonly immutable?: boolean
}

/** The expressions of an object that may mention a column. */
const expressions = (o: Obj): readonly Use[] => {
  switch (o.kind) {
    case 'check':
      return [{ sql: o.expr }]
    case 'index':
      return [{ sql: o.where }, ...o.elements.map((e) => ({ sql: e.expr }))].map((u) => ({
        ...u,
        immutable: true,
      }))
    case 'exclusion':
      return [{ sql: o.where }, ...o.elements.map((e) => ({ sql: e.expr }))].map((u) => ({
        ...u,
        immutable: true,
      }))
    case 'policy':
      return [{ sql: o.using }, { sql: o.check }]
    case 'trigger':
      return [{ sql: o.when }]
    case 'column':
      return [{ sql: o.generated?.expr, immutable: true }]
    case 'view':
    case 'matview':
      return [{ sql: o.query }]
    default:
      return []
  }
}

/** An operator class or a collation of text. */
const ordersText = (o: Obj, column: Id): boolean =>
  (o.kind === 'index' || o.kind === 'exclusion') &&
  o.elements.some((e) => e.column === column && (e.opclass ?? e.collation) !== undefined)

/** Drawn objects that use the column as text, or for other words, once it holds only these. Asked while it is as drawn. */
export const needsText = (facts: Facts, column: Id, words: readonly string[]): Unfit => {
  const known = new Set(words)
  const lost = lostLabels(facts, column, known)
  return {
    does: 'what a column of a few fixed values cannot be used for, or names a value that is not one of them',
    is: (o) =>
      ordersText(o, column) ||
      expressions(o).some(
        ({ sql, immutable = false }) =>
          sql !== undefined &&
          (needsDrawn(sql, column, known, immutable) ||
            meetsOthers(sql, column) ||
            saysLost(sql, column, lost)),
      ),
  }
}
