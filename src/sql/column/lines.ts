import { err, ok, type Result } from '../../base/index.ts'
import { isTrivia, lex, type Token } from '../lex.ts'
import { Reader } from '../reader.ts'
import { startsClause } from './expression.ts'

/** A column as typed: its name, and what stands behind it. */
export interface ColumnLine {
  readonly name: string
  readonly rest: string
}

/** A key that names its columns is one of the table, on whatever line it stands. */
const ofTable = /^(?:primary\s+key|unique)\s*\(/i

/** Whether a clause that goes on with the column of the line before begins at one of the tokens. */
const goesOn = (spec: string, tokens: readonly Token[], at: number): boolean => {
  const [one, two] = tokens.slice(at, at + 8).filter((t) => !isTrivia(t))
  if (!one || ofTable.test(spec.slice(one.from, one.from + 40))) return false
  return startsClause(new Reader(spec.slice(one.from, two?.to)))
}

/** The text of each column: they end with their line or with a comma, outside of parentheses. */
const texts = (spec: string): readonly string[] => {
  const out: string[] = []
  const tokens = lex(spec)
  let depth = 0
  let from = 0
  tokens.forEach((t, i) => {
    const s = spec.slice(t.from, t.to)
    if (t.kind === 'punct') depth += s === '(' || s === '[' ? 1 : s === ')' || s === ']' ? -1 : 0
    if (depth > 0) return
    if (s !== ',' && !(t.kind === 'space' && s.includes('\n') && !goesOn(spec, tokens, i + 1))) return
    out.push(spec.slice(from, t.from))
    from = t.to
  })
  return [...out, spec.slice(from)].filter((text) => !lex(text).every(isTrivia))
}

const wholeTable =
  /^(?:primary\s+key|unique\s*(?:\(|nulls\b)|check\s*\(|foreign\s+key|exclude\s*(?:using\b|\()|constraint\s+\S+\s+(?:primary|unique|check|foreign|exclude|not)\b)/i
const statement = /^create\s+(?:\w+\s+)*table\b/i

/** What is wrong with a column's line that is about the whole table; undefined where it is not. */
export const aboutTable = (line: string): string | undefined =>
  wholeTable.test(line.trim())
    ? `“${line.trim()}” is about the whole table. Leave it out here, and add it in the table’s Keys tab.`
    : undefined

const lineOf = (typed: string): Result<ColumnLine, string> => {
  const text = typed.trim()
  if (statement.test(text))
    return err('Paste what stands between the parentheses of CREATE TABLE: each line makes a column.')
  const wrong = aboutTable(text)
  if (wrong !== undefined) return err(wrong)
  const m = /^(?<name>"(?:[^"]|"")+"|[^\s!?=()[\];]+)(?<rest>.*)$/s.exec(text)?.groups
  if (!m?.name) return err(`“${text}” does not begin with a name.`)
  const name = m.name.startsWith('"') ? m.name.slice(1, -1).replaceAll('""', '"') : m.name
  return ok({ name, rest: m.rest ?? '' })
}

/** The columns of a text: a line each, or several by commas, as CREATE TABLE has them. */
export const columnLines = (spec: string): Result<readonly ColumnLine[], string> => {
  const out: ColumnLine[] = []
  for (const text of texts(spec)) {
    const line = lineOf(text)
    if (!line.ok) return line
    out.push(line.value)
  }
  return ok(out)
}
