import { describe, expect, it } from 'vitest'
import { meant, meantOne, type Span } from '../../../src/ui/panels/editor/span.ts'

/** `|` is the caret; `[` and `]` enclose what is selected. */
const span = (marked: string): Span => {
  const text = marked.replaceAll(/[|[\]]/g, '')
  const at = (sign: string): number => {
    const found = marked.indexOf(sign)
    return found < 0 ? -1 : marked.slice(0, found).replaceAll(/[|[\]]/g, '').length
  }
  const caret = at('|') < 0 ? at(']') : at('|')
  return { text, from: at('[') < 0 ? caret : at('['), to: at(']') < 0 ? caret : at(']'), caret }
}

describe('what is meant', () => {
  it.each([
    ['sel|ect 1', 'select 1', false],
    ['select 1; [select 2]', 'select 2', true],
    ['select 1;[ \n ]select 2', 'select 1; \n select 2', false],
  ])('in %j', (marked, sql, selected) => {
    const s = span(marked)
    const found = meant(s)
    expect(found).toMatchObject({ sql, selected })
    expect(s.text.slice(found.from, found.from + found.sql.length)).toBe(sql)
  })
})

describe('the statement at the caret', () => {
  it.each([
    ['|', undefined],
    [' -- nothing |\n;', undefined],
    ['select 1|', 1],
    ['|-- one\nselect 1; select 2', 1],
    ['sel|ect 1; select 2', 1],
    ['select 1|; select 2', 1],
    ['select 1;| select 2', 1],
    ['select 1; |select 2', 2],
    ['select 1; select 2|', 2],
    ['select 1;|\nselect 2', 1],
    ['select 1; -- one|\n\nselect 2', 1],
    ['select 1;\n|\n\nselect 2', 2],
    ['select 1;\n-- tw|o\nselect 2', 2],
    ['select 1;\nselect 2;\n\n|', 2],
    ["select ';|'; select 2", 1],
    ['select 1; [select 2; select 3]', 2],
    ['select 1; [|select 2; select 3]', 1],
  ])('in %j', (marked, number) => {
    const s = span(marked)
    const found = meantOne(s)
    expect(found?.number).toBe(number)
    if (found) expect(s.text.slice(found.from, found.from + found.sql.length)).toBe(found.sql)
  })
})
