import { afterEach, describe, expect, it, vi } from 'vitest'
import { plainChoiceId, recordsOf } from '../../src/design/index.ts'
import { decisionFiles } from '../../src/formats/bundle/decisions.ts'
import { readDesign } from '../../src/formats/json/index.ts'
import { decodeLink, encodeLink } from '../../src/formats/link/index.ts'
import { book } from '../../src/patterns/book.ts'
import type { App, Id } from '../../src/store/index.ts'
import { browser, draw, idOf, must, openOf } from './world.ts'

/** Twelve at night in Greenwich, between two days on either side of it. */
const midnight = Date.UTC(2026, 10, 21, 0, 30)

const withUse = async (pattern = 'soft-delete', clock = midnight): Promise<{ app: App; use: Id<'use'> }> => {
  const app = browser().tab({ clock: () => clock })
  await app.create()
  must(
    app,
    app.commands.patternOn(
      pattern,
      pattern === 'decision-record' ? undefined : draw(app, 'orders', 'note text'),
    ),
  )
  const [use] = recordsOf(openOf(app).design, 'use')
  if (!use) throw new Error('it is not on')
  return { app, use: use.id }
}
const recordOf = (app: App) => recordsOf(openOf(app).design, 'decision')[0]

afterEach(() => vi.unstubAllEnvs())

describe('a decision record', () => {
  it.each([
    ['Pacific/Kiritimati', '2026-11-21'],
    ['America/Los_Angeles', '2026-11-20'],
  ])('that is made in %s has the day of whoever made it', async (zone, day) => {
    vi.stubEnv('TZ', zone)
    const { app, use } = await withUse()
    must(app, app.commands.decide(use, { context: 'Support asks for rows back.' }))
    expect(recordOf(app)).toEqual({
      kind: 'decision',
      id: recordOf(app)?.id,
      use,
      status: 'accepted',
      date: day,
      context: 'Support asks for rows back.',
    })
    const [file] = decisionFiles(openOf(app).compiled, book)
    expect(file?.text).toContain(`- Date: ${day}\n`)
  })

  it('keeps its date whatever else is edited later, takes another, none, and is undone step by step', async () => {
    vi.stubEnv('TZ', 'UTC')
    const { app, use } = await withUse()
    must(app, app.commands.decide(use, { status: 'proposed', date: '2025-02-28' }))
    expect(recordOf(app)).toMatchObject({ status: 'proposed', date: '2025-02-28' })
    must(app, app.commands.decide(use, { date: undefined }))
    expect(recordOf(app)).not.toHaveProperty('date')
    must(app, app.commands.decide(use, { consequences: 'Rows stay.' }))
    expect(recordOf(app)).not.toHaveProperty('date')
    expect(recordsOf(openOf(app).design, 'decision')).toHaveLength(1)
    app.undo()
    expect(recordOf(app)).not.toHaveProperty('consequences')
    app.undo()
    expect(recordOf(app)).toMatchObject({ date: '2025-02-28' })
    app.undo()
    expect(recordOf(app)).toBeUndefined()
    app.redo()
    expect(recordOf(app)).toMatchObject({ date: '2025-02-28' })
  })

  it.each(['2025-02-30', '30.1.2025', '0000-00-00', ''])('refuses %j as a date', async (date) => {
    const { app, use } = await withUse()
    expect(app.commands.decide(use, { date }).ok).toBe(false)
  })

  it('is not made for a use that is not there', async () => {
    const { app } = await withUse()
    expect(app.commands.decide('nowhere' as Id<'use'>, {}).ok).toBe(false)
  })

  it('changes the register that the design keeps of its decisions', async () => {
    const { app, use } = await withUse('decision-record')
    must(app, app.commands.decide(use, { date: '2025-02-28' }))
    expect(openOf(app).emitted.text).toContain("'2025-02-28'")
  })
})

describe('a decision that switches nothing on', () => {
  it('is recorded about its table, goes out after the patterns, and goes with the table', async () => {
    vi.stubEnv('TZ', 'UTC')
    const { app } = await withUse()
    const orders = idOf(app, 'orders')
    const use = plainChoiceId('plain-delete', orders)
    must(app, app.commands.decide(use, { context: 'Nobody asks for rows back.', decision: 'They go.' }))
    expect(recordsOf(openOf(app).design, 'use')).toHaveLength(1)
    const files = decisionFiles(openOf(app).compiled, book)
    expect(files.map((f) => f.path)).toEqual([
      'docs/decisions/0001-soft-delete-orders.md',
      'docs/decisions/0002-plain-delete-orders.md',
    ])
    expect(files[1]?.text).toBe(
      '# 2. Plain delete: orders\n\n- Status: accepted\n- Date: 2026-11-21\n\n## Context\n\nNobody asks for rows back.\n\n## Decision\n\nThey go.\n',
    )
    must(app, app.commands.rename(orders, 'purchases'))
    expect(decisionFiles(openOf(app).compiled, book)[1]?.path).toBe(
      'docs/decisions/0002-plain-delete-purchases.md',
    )
    must(app, app.commands.decide(use, { date: '2025-02-28' }))
    expect(recordsOf(openOf(app).design, 'decision')).toHaveLength(1)
    must(app, app.commands.remove([orders]))
    expect(recordOf(app)).toBeUndefined()
    app.undo()
    expect(recordOf(app)).toMatchObject({ use, date: '2025-02-28' })
  })

  it('travels by link and file', async () => {
    const { app } = await withUse()
    must(app, app.commands.decide(plainChoiceId('plain-delete', idOf(app, 'orders')), { context: 'So.' }))
    const { design } = openOf(app)
    const read = decodeLink(encodeLink(design))
    expect(read.ok && recordsOf(read.value, 'decision')).toEqual(recordsOf(design, 'decision'))
    const file = readDesign(app.saveFile().text)
    expect(file.ok && recordsOf(file.value, 'decision')).toEqual(recordsOf(design, 'decision'))
  })

  it.each([
    ['a table that is not there', 'plain-delete@nowhere#1'],
    ['a choice that is none', 'something@design#1'],
  ])('is not made for %s', async (_, use) => {
    const { app } = await withUse()
    expect(app.commands.decide(use as Id<'use'>, {}).ok).toBe(false)
  })
})
