import { describe, expect, it } from 'vitest'
import { parseDesign, serialise } from '../../src/design/index.ts'
import type { App, Attempt, Id } from '../../src/store/index.ts'
import { blank, draw, idOf, must, openOf } from './world.ts'

const huge = 'x'.repeat(1_100_000)
const at = { x: 0, y: 0 }

const cases: readonly (readonly [string, RegExp, (app: App) => Attempt])[] = [
  ['a query', /^sql is longer/, (a) => a.commands.saveQuery('Pasted', huge)],
  ['a comment', /^comment is longer/, (a) => a.commands.comment(idOf(a, 'orders'), huge)],
  ['a name of the design', /^name is longer/, (a) => a.commands.settings({ name: huge })],
  [
    'a default',
    /^default.text\[0\] is longer/,
    (a) => a.commands.addColumns(idOf(a, 'orders'), `n text = '${huge}'`),
  ],
  ['a place', /^x must be a number/, (a) => a.commands.place([{ of: idOf(a, 'orders'), x: Infinity, y: 0 }])],
  ['an area', /^width must be a number/, (a) => a.commands.addArea({ ...at, width: Number.NaN, height: 9 })],
]

describe('what could never be read again', () => {
  it.for(cases)('is refused in words: %s', async ([, words, build]) => {
    const app = await blank()
    draw(app, 'orders', 'total numeric')
    const before = serialise(openOf(app).design)
    expect(app.run(build(app))).toBe(false)
    const { text = '', tone } = app.state.getState().notice ?? {}
    expect(tone).toBe('error')
    expect(text.replace('No design can hold that: ', '')).toMatch(words)
    expect(serialise(openOf(app).design)).toBe(before)
  })

  it('is not what a member that is there but undefined makes of a record', async () => {
    const app = await blank()
    const table = draw(app, 'orders', 'total numeric')
    const record = openOf(app).design.records.get(table)
    if (record?.kind !== 'table') throw new Error('no table')
    const to = { ...record, name: 'purchases', comment: undefined }
    expect(app.run({ name: 'Change', changes: [{ id: table, to: to as unknown as typeof record }] })).toBe(
      true,
    )
    expect(parseDesign(JSON.parse(serialise(openOf(app).design))).ok).toBe(true)
  })
})

describe('the name of an area, which PostgreSQL never sees', () => {
  const sales = async () => {
    const app = await blank()
    must(app, app.commands.addArea({ ...at, width: 400, height: 300 }))
    const [id = '' as Id] = app.state.getState().selection
    return { app, id }
  }

  it('is as long as a design keeps texts', async () => {
    const { app, id } = await sales()
    const name = 'Bestellungen über Länder und Währungen hinweg '.repeat(20_000).trim()
    must(app, app.commands.rename(id, name))
    expect(openOf(app).design.records.get(id)).toMatchObject({ name })
    expect(parseDesign(JSON.parse(serialise(openOf(app).design))).ok).toBe(true)
  })

  it('is refused for the reason that is true', async () => {
    const { app, id } = await sales()
    const refused = (name: string) => {
      const attempt = app.commands.rename(id, name)
      return attempt.ok ? '' : attempt.error.message
    }
    expect(refused(huge)).toBe('The name has 1100000 characters; a design keeps 1048576. Shorten it.')
    expect(refused(' ')).toMatch(/cannot be empty/)
  })
})
