import type { Catalog, Obj, Sql } from '../../catalog/index.ts'

/** What the checks on one column alone let it be. */
export interface Bounds {
  readonly least: number
  readonly most: number
  /** Some check could not be read. */
  readonly unread: boolean
}

const all: Bounds = { least: -Infinity, most: Infinity, unread: false }

const compared = /^\s*(?<sign>>=|>|<=|<)\s*\(?(?<n>-?\d+)\)?\s*$/
const between = /^\s*between\s+\(?(?<from>-?\d+)\)?\s+and\s+\(?(?<to>-?\d+)\)?\s*$/i

/** ` >= 0`, ` between 1 and 9`: what stands behind a whole number. */
const boundsOf = (text: string): Bounds => {
  const { from, to } = between.exec(text)?.groups ?? {}
  if (from !== undefined && to !== undefined) return { ...all, least: Number(from), most: Number(to) }
  const { sign, n } = compared.exec(text)?.groups ?? {}
  if (sign === undefined || n === undefined) return { ...all, unread: true }
  const whole = Number(n)
  if (sign.startsWith('>')) return { ...all, least: sign === '>' ? whole + 1 : whole }
  return { ...all, most: sign === '<' ? whole - 1 : whole }
}

/** The text after the column, where a condition names it once and begins with it. */
const after = ({ text: [before = '', rest = '', ...more] }: Sql): string | undefined =>
  before.trim() === '' && more.length === 0 ? rest : undefined

/** What the checks of a table say about one column by itself: of whole numbers, or of a time. */
export const boundsIn = (catalog: Catalog, c: Pick<Obj<'column'>, 'id' | 'table'>): Bounds => {
  const found: Bounds[] = []
  for (const o of catalog.values()) {
    if (o.kind !== 'check' || o.table !== c.table) continue
    if (o.expr.refs.length === 0 || o.expr.refs.some((r) => r.id !== c.id)) continue
    const text = after(o.expr)
    if (text === undefined) found.push({ ...all, unread: true })
    else if (!/^\s*is\s+not\s+null\s*$/i.test(text)) found.push(boundsOf(text))
  }
  return found.reduce(
    (a, b) => ({
      least: Math.max(a.least, b.least),
      most: Math.min(a.most, b.most),
      unread: a.unread || b.unread,
    }),
    all,
  )
}
