import { type Obj, type Param, quoteLiteral } from '../../catalog/index.ts'
import { renderType } from '../datatype.ts'
import { type Names, type Numbers, piecesOf, render } from '../names.ts'
import { dollarQuote, quoteIdent } from '../quote.ts'
import type { Statement } from '../types.ts'
import { exprText, unfinished } from './fragment.ts'
import { commented, statement } from './writer.ts'

/** `function` or `procedure`. */
export const routineWord = (r: Obj<'routine'>): string => (r.procedure ? 'procedure' : 'function')

const argument = (p: Param, r: Obj<'routine'>, names: Names): string => {
  const type = renderType(p.type, names)
  return r.procedure || p.mode === 'variadic' ? `${p.mode ?? 'in'} ${type}` : type
}

/** Qualified name and argument types: what ALTER, GRANT, COMMENT and DROP name a routine by. */
export const signature = (r: Obj<'routine'>, names: Names): string => {
  const shown = r.params.filter((p) => r.procedure || p.mode !== 'out')
  return `${names.short(r.id)}(${shown.map((p) => argument(p, r, names)).join(', ')})`
}

const paramText = (p: Param, names: Names): string =>
  (p.mode && p.mode !== 'in' ? `${p.mode} ` : '') +
  (p.name === '' ? '' : `${quoteIdent(p.name)} `) +
  renderType(p.type, names) +
  (p.default ? ` default ${exprText(p.default, names)}` : '')

const paramList = (r: Obj<'routine'>, names: Names): string => {
  if (r.params.length === 0) return '()'
  const items = r.params.map((p) => paramText(p, names))
  const line = items.join(', ')
  return line.length <= 80 ? `(${line})` : `(\n  ${items.join(',\n  ')}\n)`
}

/** Bodies that the server parses when the routine is created, so that what they name must exist. */
const standardBody = /^\s*(?:begin\s+atomic|return)\b/i
export const hasStandardBody = (r: Obj<'routine'>): boolean =>
  r.language === 'sql' && standardBody.test(r.body.text[0] ?? '')

/**
 * The body between dollar quotes, without blank lines around it. It is long: it is put together once, with what stands
 * before it. A name starts and ends with no space, so only the ends of the fragment may be blank.
 */
const quotedBody = (head: string, r: Obj<'routine'>, names: Names, body?: Numbers): string => {
  const pieces = piecesOf(r.body, names, body)
  const last = pieces.length - 1
  pieces[0] = (pieces[0] ?? '').replace(/^\s*\n/, '')
  pieces[last] = `${(pieces[last] ?? '').trimEnd()}\n$$;`
  pieces[0] = `${head}as $$\n${pieces[0]}`
  const text = pieces.join('')
  const [from, to] = [head.length + 'as $$'.length, text.length - '$$;'.length]
  return text.indexOf('$$', from) === to ? text : `${head}as ${dollarQuote(text.slice(from, to))};`
}

const withBody = (head: string, r: Obj<'routine'>, names: Names, body?: Numbers): string => {
  if (hasStandardBody(r)) return `${head}${unfinished(render(r.body, names).trim())};`
  if (r.language === 'c' || r.language === 'internal')
    return `${head}as ${quoteLiteral(render(r.body, names))};`
  return quotedBody(head, r, names, body)
}

const traits = (r: Obj<'routine'>): string =>
  (r.volatility ? ` ${r.volatility}` : '') +
  (r.strict ? ' strict' : '') +
  (r.securityDefiner ? ' security definer' : '') +
  (r.parallel ? ` parallel ${r.parallel}` : '')

export const routineStatements = (r: Obj<'routine'>, names: Names, body?: Numbers): readonly Statement[] => {
  const lines = [`create ${routineWord(r)} ${names.short(r.id)}${paramList(r, names)}`]
  if (r.returns) lines.push(`returns ${exprText(r.returns, names)}`)
  lines.push(`language ${quoteIdent(r.language)}`)
  const how = traits(r)
  if (how !== '') lines.push(how.slice(1))
  for (const s of r.settings ?? []) lines.push(`set ${exprText(s, names)}`)
  const text = withBody(`${lines.join('\n')}\n`, r, names, body)
  return commented(statement(r, text), r, () => `${routineWord(r)} ${signature(r, names)}`)
}
