import { type Obj, type Param, quoteLiteral } from '../../catalog/index.ts'
import { renderType } from '../datatype.ts'
import { type Names, render } from '../names.ts'
import { dollarQuote, quoteIdent } from '../quote.ts'
import type { Statement } from '../types.ts'
import { exprText } from './fragment.ts'
import { comments } from './table.ts'
import { statement } from './writer.ts'

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
  const items = r.params.map((p) => paramText(p, names))
  const line = items.join(', ')
  return line.length <= 80 ? `(${line})` : `(\n  ${items.join(',\n  ')}\n)`
}

/** Bodies that the server parses when the routine is created, so that what they name must exist. */
const standardBody = /^\s*(?:begin\s+atomic|return)\b/i
export const hasStandardBody = (r: Obj<'routine'>): boolean =>
  r.language === 'sql' && standardBody.test(r.body.text[0] ?? '')

const bodyText = (r: Obj<'routine'>, names: Names): string => {
  const body = render(r.body, names)
  if (hasStandardBody(r)) return body.trim().replace(/[;\s]+$/, '')
  if (r.language === 'c' || r.language === 'internal') return `as ${quoteLiteral(body)}`
  return `as ${dollarQuote(`\n${body.trimEnd().replace(/^\s*\n/, '')}\n`)}`
}

const traits = (r: Obj<'routine'>): string =>
  [
    r.volatility,
    r.strict ? 'strict' : undefined,
    r.securityDefiner ? 'security definer' : undefined,
    r.parallel ? `parallel ${r.parallel}` : undefined,
  ]
    .filter((t) => t !== undefined)
    .join(' ')

export const routineStatements = (r: Obj<'routine'>, names: Names): readonly Statement[] => {
  const lines = [
    `create ${routineWord(r)} ${names.short(r.id)}${paramList(r, names)}`,
    r.returns ? `returns ${exprText(r.returns, names)}` : '',
    `language ${quoteIdent(r.language)}`,
    traits(r),
    ...(r.settings ?? []).map((s) => `set ${exprText(s, names)}`),
    `${bodyText(r, names)};`,
  ]
  return [
    statement(r, lines.filter((l) => l !== '').join('\n')),
    ...comments(`${routineWord(r)} ${signature(r, names)}`, r),
  ]
}
