import { type Obj, quoteLiteral, type Sql } from '../../catalog/index.ts'
import type { Names } from '../names.ts'
import { quoteIdent } from '../quote.ts'
import type { Statement } from '../types.ts'
import { columnList, elementText, exprText, inParens, queryText } from './fragment.ts'
import { commented, statement } from './writer.ts'

const lineCap = 100
const nullsWord = (n: 'first' | 'last' | undefined): string => (n ? ` nulls ${n}` : '')

const indexText = (x: Obj<'index'>, names: Names): string => {
  const items = x.elements.map((e) => elementText(e, names) + (e.order ? ' desc' : '') + nullsWord(e.nulls))
  const head = `create ${x.unique ? 'unique ' : ''}index ${quoteIdent(x.name)}`
  const on = `on ${names.short(x.table)}${x.method ? ` using ${quoteIdent(x.method)}` : ''} (${items.join(', ')})`
  return [
    `${head}${head.length + on.length < lineCap ? ' ' : '\n  '}${on}`,
    x.include?.length ? ` include (${columnList(x.include, names)})` : '',
    x.nullsNotDistinct ? ' nulls not distinct' : '',
    x.where ? `\n  where ${exprText(x.where, names)}` : '',
  ].join('')
}

/** The index's name with the schema of its table, which is where it lives. */
export const indexName = (x: Obj<'index'>, names: Names): string => {
  const table = names.object(x.table)
  const schema = 'schema' in table && table.schema ? names.name(table.schema) : 'public'
  return schema === 'public' && !x.name.startsWith('pg_')
    ? quoteIdent(x.name)
    : names.write({ id: x.id, as: 'qualified' })
}

export const indexStatements = (x: Obj<'index'>, names: Names): readonly Statement[] =>
  commented(statement(x, `${indexText(x, names)};`), x, () => `index ${indexName(x, names)}`)

const valueList = (values: readonly Sql[], names: Names): string =>
  `(${values.map((v) => exprText(v, names)).join(', ')})`

/** `for values …` or `default`. */
export const boundsText = (p: Obj<'partition'>, names: Names): string => {
  if (p.from && p.to) return `for values from ${valueList(p.from, names)} to ${valueList(p.to, names)}`
  if (p.in) return `for values in ${valueList(p.in, names)}`
  if (p.modulus === undefined || p.remainder === undefined) return 'default'
  return `for values with (modulus ${p.modulus}, remainder ${p.remainder})`
}

export const partitionStatements = (p: Obj<'partition'>, names: Names): readonly Statement[] => {
  const name = names.short(p.id)
  const space = p.tablespace === undefined ? '' : `\n  tablespace ${quoteIdent(p.tablespace)}`
  const head = `create table ${name} partition of ${names.short(p.table)}`
  const text = `${head}\n  ${boundsText(p, names)}${space};`
  return commented(statement(p, text), p, () => `table ${name}`)
}

const outputColumns = (v: Obj<'view' | 'matview'>): string =>
  v.columns?.length ? ` (${v.columns.map((c) => quoteIdent(c.name)).join(', ')})` : ''

const viewOptions = (v: Obj<'view'>): string => {
  const on = [
    v.securityInvoker ? 'security_invoker = true' : '',
    v.securityBarrier ? 'security_barrier = true' : '',
  ]
  const set = on.filter((o) => o !== '')
  return set.length > 0 ? `\n  with (${set.join(', ')})` : ''
}

export const viewStatements = (v: Obj<'view'>, names: Names): readonly Statement[] => {
  const name = names.short(v.id)
  const check = v.checkOption ? `\nwith ${v.checkOption} check option` : ''
  const text = `create view ${name}${outputColumns(v)}${viewOptions(v)} as\n${queryText(v.query, names)}${check};`
  return commented(statement(v, text), v, () => `view ${name}`)
}

export const matviewStatements = (v: Obj<'matview'>, names: Names): readonly Statement[] => {
  const name = names.short(v.id)
  const data = v.withNoData ? '\nwith no data' : ''
  const text = `create materialized view ${name}${outputColumns(v)} as\n${queryText(v.query, names)}${data};`
  return commented(statement(v, text), v, () => `materialized view ${name}`)
}

const eventText = (t: Obj<'trigger'>, names: Names): string =>
  t.events
    .map((e) => (e === 'update' && t.of?.length ? `update of ${columnList(t.of, names)}` : e))
    .join(' or ')

const transitions = (t: Obj<'trigger'>): string => {
  const old = t.oldTable === undefined ? '' : ` old table as ${quoteIdent(t.oldTable)}`
  const fresh = t.newTable === undefined ? '' : ` new table as ${quoteIdent(t.newTable)}`
  return old + fresh === '' ? '' : `\n  referencing${old}${fresh}`
}

const triggerDeferral = (t: Obj<'trigger'>): string =>
  t.constraint === undefined || t.constraint === 'immediate'
    ? ''
    : `\n  deferrable${t.constraint === 'deferrable' ? '' : ' initially deferred'}`

export const triggerStatements = (t: Obj<'trigger'>, names: Names): readonly Statement[] => {
  const table = names.short(t.table)
  const text = [
    `create ${t.constraint ? 'constraint ' : ''}trigger ${quoteIdent(t.name)}`,
    `\n  ${t.timing} ${eventText(t, names)} on ${table}`,
    triggerDeferral(t),
    transitions(t),
    `\n  for each ${t.statement ? 'statement' : 'row'}`,
    t.when ? `\n  when ${inParens(exprText(t.when, names))}` : '',
    `\n  execute function ${names.short(t.routine)}(${(t.args ?? []).map(quoteLiteral).join(', ')});`,
  ].join('')
  return commented(statement(t, text), t, () => `trigger ${quoteIdent(t.name)} on ${table}`)
}

export const policyStatements = (p: Obj<'policy'>, names: Names): readonly Statement[] => {
  const table = names.short(p.table)
  const to = p.roles.length > 0 ? columnList(p.roles, names) : 'public'
  const text = [
    `create policy ${quoteIdent(p.name)} on ${table}`,
    `${p.restrictive ? '\n  as restrictive' : ''}\n  for ${p.command ?? 'all'} to ${to}`,
    p.using ? `\n  using ${inParens(exprText(p.using, names))}` : '',
    p.check ? `\n  with check ${inParens(exprText(p.check, names))}` : '',
    ';',
  ].join('')
  return commented(statement(p, text), p, () => `policy ${quoteIdent(p.name)} on ${table}`)
}
