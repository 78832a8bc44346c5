import { describe, expect, it } from 'vitest'
import type { App } from '../../../src/store/index.ts'
import { splitStatements } from '../../../src/store/index.ts'
import { runSpan } from '../../../src/ui/panels/queries/ask.ts'

/** An app whose engine answers every statement with nothing. */
const app = {
  query: async (sql: string) => {
    const statements = splitStatements(sql)
    const none = { columns: [], rows: [], ms: 0 }
    return {
      engine: { kind: 'pglite', name: 'PostgreSQL', version: '' },
      statements,
      results: statements.map(() => none),
      ms: 0,
    }
  },
} as unknown as App

const lines = async (text: string, from = 0, to = 0) => {
  const { ran } = await runSpan(
    app,
    { text, from, to, caret: to },
    'pglite',
    1000,
    new AbortController().signal,
  )
  return ran.map((r) => r.line)
}

describe('statements of a script', () => {
  it('say the line of all of the text in which they begin, also where a part was run', async () => {
    const text = '-- one\nselect 1; select 2;\n\nselect\n3;select 4'
    expect(await lines(text)).toEqual([2, 2, 4, 5])
    const part = text.indexOf('\n\nselect')
    expect(await lines(text, part, text.length)).toEqual([4, 5])
  })
  it('do so in time, however many they are', async () => {
    const many = 50_000
    expect((await lines('select 1;\n'.repeat(many))).at(-1)).toBe(many)
    expect((await lines('select 1;'.repeat(many))).at(-1)).toBe(1)
  })
})
