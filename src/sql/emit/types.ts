import { type Obj, quoteLiteral } from '../../catalog/index.ts'
import { renderType } from '../datatype.ts'
import type { Names } from '../names.ts'
import { quoteIdent } from '../quote.ts'
import type { Statement } from '../types.ts'
import { defaultText, exprText, inParens } from './fragment.ts'
import { commented, Writer } from './writer.ts'

/** Labels stand on one line up to this length. */
const lineCap = 90

export const enumStatements = (e: Obj<'enum'>, names: Names): readonly Statement[] => {
  const type = names.short(e.id)
  const labels = e.labels.map((l) => ({ label: l, text: quoteLiteral(l.name) }))
  const oneLine = labels.reduce((n, l) => n + l.text.length + 2, type.length) <= lineCap
  const w = new Writer().put(`create type ${type} as enum (`)
  labels.forEach(({ label, text }, i) => {
    w.put(i === 0 ? (oneLine ? '' : '\n  ') : oneLine ? ', ' : ',\n  ')
    w.part({ id: label.id, ...(e.why ? { why: e.why } : {}) }, text)
  })
  const create = w.put(oneLine || labels.length === 0 ? ');' : '\n);').done(e)
  return commented(create, e, () => `type ${type}`)
}

export const domainStatements = (d: Obj<'domain'>, names: Names): readonly Statement[] => {
  const name = names.short(d.id)
  const w = new Writer().put(`create domain ${name} as ${renderType(d.type, names)}`)
  if (d.collation !== undefined) w.put(` collate ${quoteIdent(d.collation)}`)
  if (d.default) w.put(` default ${defaultText(d.default, names)}`)
  if (d.notNull) w.put(' not null')
  for (const c of d.checks) {
    const text = `constraint ${quoteIdent(c.name)} check ${inParens(exprText(c.expr, names))}`
    w.put('\n  ').part({ id: c.id, ...(d.why ? { why: d.why } : {}) }, text)
  }
  return commented(w.put(';').done(d), d, () => `domain ${name}`)
}
