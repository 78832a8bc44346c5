import type { Id } from '../../base/index.ts'
import { stringValue } from '../lex.ts'
import { isWord, type Tok } from './tokens.ts'

type Labels = ReadonlyMap<string, Id>
/** The labels of the enum that the operand ending, or starting, at a token has. */
type LabelsOf = (i: number) => Labels | undefined

const comparisons: readonly string[] = ['=', '<>', '!=', '<', '>', '<=', '>=']
const compares = (t: Tok | undefined): boolean => t !== undefined && comparisons.includes(t.text)

/** `x = '…'`, `x is distinct from '…'`, `case x when '…'`. */
const before = (toks: readonly Tok[], i: number, ending: LabelsOf): Labels | undefined => {
  const p = toks[i - 1]
  if (compares(p)) return ending(i - 2)
  if (isWord(p, 'from') && isWord(toks[i - 2], 'distinct'))
    return ending(isWord(toks[i - 4], 'is') && isWord(toks[i - 3], 'not') ? i - 5 : i - 4)
  const at = isWord(p, 'when') ? caseOf(toks, i) : -1
  const simple = isWord(toks[at + 2], 'when') || toks[at + 2]?.text === '.'
  return at >= 0 && simple ? ending(lastOfOperand(toks, at + 1)) : undefined
}

/** How far back a constant looks for what it belongs to: keeps the time linear in hostile texts. */
const reach = 2000

/** The CASE around the token at `i`, or -1. */
const caseOf = (toks: readonly Tok[], i: number): number => {
  let ended = 0
  for (let j = i - 2; j >= 0 && j > i - reach; j--) {
    if (isWord(toks[j], 'end')) ended++
    else if (isWord(toks[j], 'case') && ended-- === 0) return j
  }
  return -1
}

const lastOfOperand = (toks: readonly Tok[], i: number): number => {
  let j = i
  while (toks[j + 1]?.text === '.') j += 2
  return j
}

/** `x in ('…', '…')`, `x = any (array['…'])`. */
const inList = (toks: readonly Tok[], i: number, ending: LabelsOf): Labels | undefined => {
  let j = i - 1
  while (toks[j]?.text === ',' && toks[j - 1]?.kind === 'string' && j > i - reach) j -= 2
  if (toks[j]?.text === '[') {
    if (!isWord(toks[j - 1], 'array')) return undefined
    j -= 2
    return toks[j]?.text === '(' && isWord(toks[j - 1], 'any', 'all') && compares(toks[j - 2])
      ? ending(j - 3)
      : undefined
  }
  if (toks[j]?.text !== '(' || !isWord(toks[j - 1], 'in')) return undefined
  return ending(isWord(toks[j - 2], 'not') ? j - 3 : j - 2)
}

/** The enum label that the string at `i` means by the column it is compared with; undefined where that is not sure. */
export const comparedLabel = (
  toks: readonly Tok[],
  i: number,
  ending: LabelsOf,
  starting: LabelsOf,
): Id | undefined => {
  const value = stringValue(toks[i]?.text ?? '')
  if (value === undefined) return undefined
  const labels =
    before(toks, i, ending) ??
    inList(toks, i, ending) ??
    (compares(toks[i + 1]) ? starting(i + 2) : undefined)
  return labels?.get(value)
}
