import { describe, expect, it } from 'vitest'
import { rawSql } from '../../../src/catalog/index.ts'
import { evaluate, parseExpr, tokensOf } from '../../../src/verify/expr/index.ts'

const value = (text: string) => {
  const tokens = tokensOf(rawSql(text))
  const expr = tokens && parseExpr(tokens)
  const scope = { ref: () => null, name: () => '{"a": {"b": [1, "two"]}, "n": null, "t": "x"}' }
  return expr ? evaluate(expr, scope) : 'unread'
}

describe('JSON in conditions', () => {
  it.each([
    [`doc ->> 't'`, 'x'],
    [`doc ->> 'n'`, null],
    [`doc -> 'n'`, 'null'],
    [`doc ->> 'missing'`, null],
    [`doc ->> 'toString'`, null],
    [`doc #>> '{"a","b","1"}'`, 'two'],
    [`doc #> '{a,b}'`, '[1,"two"]'],
    [`jsonb_typeof(doc #> '{a}') = 'object'`, true],
    [`jsonb_typeof(doc -> 'n') = 'null'`, true],
    [`doc ->> 't' is not null and doc ->> 'n' is null`, true],
  ])('%s', (text, expected) => {
    expect(value(text)).toBe(expected)
  })
})
