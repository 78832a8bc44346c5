import { isKeyword } from '../keywords.ts'
import { isWord, type Tok } from './tokens.ts'

/** Pairs of words in which the second is syntax, whatever columns are called. */
const second: Readonly<Record<string, readonly string[]>> = {
  nulls: ['first', 'last', 'not', 'distinct'],
  fetch: ['first', 'next'],
  partition: ['by'],
  group: ['by'],
  order: ['by'],
  at: ['time', 'local'],
  time: ['zone'],
  do: ['nothing', 'update'],
  on: ['conflict'],
  for: ['update', 'share', 'no', 'key', 'each'],
  no: ['key'],
  key: ['share', 'update'],
  skip: ['locked'],
  is: ['json', 'document', 'unknown', 'normalized', 'of'],
  with: ['ordinality', 'time', 'recursive'],
  without: ['time'],
  as: ['materialized'],
  not: ['materialized', 'matched'],
  when: ['matched'],
  current: ['row', 'of'],
  unbounded: ['preceding', 'following'],
  double: ['precision'],
  character: ['varying'],
  language: ['sql', 'plpgsql'],
}

/** Words that are syntax when this follows. */
const beforeParen: readonly string[] = ['over', 'filter', 'within', 'grouping', 'rollup', 'cube']
const units: readonly string[] = [
  'year',
  'month',
  'day',
  'hour',
  'minute',
  'second',
  'quarter',
  'week',
  'dow',
  'doy',
  'epoch',
  'century',
  'decade',
  'isodow',
  'isoyear',
  'microseconds',
  'milliseconds',
  'timezone',
]

/** Whether the unquoted word at `i` is part of the syntax there, so that it names nothing. */
export const isSyntax = (toks: readonly Tok[], i: number): boolean => {
  const t = toks[i]
  const before = toks[i - 1]
  const after = toks[i + 1]
  if (!t || t.quoted) return false
  if (before && !before.quoted && second[before.text]?.includes(t.text)) return true
  if (beforeParen.includes(t.text) && after?.text === '(') return true
  if (['rows', 'range', 'groups'].includes(t.text))
    return isWord(after, 'between', 'unbounded', 'current') || isWord(after, 'only')
  if (units.includes(t.text) && before?.text === '(' && isWord(after, 'from')) return true
  if (units.includes(t.text) && before?.kind === 'string') return true
  if (t.text === 'nulls') return isWord(after, 'first', 'last')
  if (t.text === 'escape') return after?.kind === 'string'
  return after?.text === '=>' || (after?.text === ':=' && before?.text !== ';' && before?.text !== '.')
}

/** Words after which an operand follows, though they are not reserved. */
const beforeOperand = new Set(
  `by set escape zone if elsif elseif while return perform query loop begin exit raise notice exception warning info debug
   log assert next over filter recursive values preceding following matched conflict`.split(/\s+/),
)
const constants = new Set([
  'null',
  'true',
  'false',
  'end',
  'current_date',
  'current_time',
  'current_timestamp',
  'current_user',
  'session_user',
  'localtime',
  'localtimestamp',
  'current_role',
])

export const isConstant = (t: Tok): boolean => constants.has(t.text)

/** Whether an operand ends with the token, so that a bare name behind it is a label. */
export const endsOperand = (t: Tok | undefined): boolean => {
  if (!t) return false
  if (t.kind === 'string' || t.kind === 'number' || t.text === ')' || t.text === ']') return true
  if (t.kind !== 'name') return false
  return t.quoted || constants.has(t.text) || !(isKeyword(t.text) || beforeOperand.has(t.text))
}
