import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalog, Obj } from '../../../src/catalog/index.ts'
import { compile, proofsOf } from '../../../src/compile/index.ts'
import { applyChanges, type Design } from '../../../src/design/index.ts'
import type { Engine } from '../../../src/engine/index.ts'
import { emit, namesOf } from '../../../src/sql/index.ts'
import { renderProof, runScript } from '../../../src/verify/index.ts'
import { pglite } from '../../engine/node.ts'
import { book, registry } from '../all.ts'
import type { Options } from '../cases/types.ts'
import { broken, hold } from '../hold.ts'
import { on } from '../on.ts'
import { type Shape, shop } from '../shop.ts'
import { rewritten, standIns } from './timescaledb.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const s = shop()
const visits = (options: Options, design: Design = s.design): Design =>
  on(s, design, 'time-series', options, 'visits')
const errors = (d: Design) => compile(d, registry).issues.filter((i) => i.severity === 'error')

describe('options of time-series', () => {
  it.each<readonly [string, Options]>([
    ['a series of another table', { series: [s.id('orders.id')] }],
    ['a text as a measure', { measures: [s.id('visits.status')] }],
  ])('%s is an issue with ways out', (_, options) => {
    const d = visits(options)
    const [issue] = errors(d)
    expect(issue?.code).toMatch(/^time-series\/(series|measures)$/)
    for (const way of issue?.waysOut ?? []) expect(errors(applyChanges(d, way.changes).design)).toEqual([])
  })

  it('a first day too late for the calendar is an issue at the option', () => {
    const d = visits({ from: '9999-12-30' })
    const [issue] = errors(d)
    expect([issue?.code, issue?.option]).toEqual(['time-series/too-far', 'from'])
    expect(errors(applyChanges(d, issue?.waysOut[0]?.changes ?? []).design)).toEqual([])
  })

  it.each<readonly [string, Options]>([
    ['by week, summed up by day', { every: 'week', bucket: 'day', from: '2026-03-04' }],
    ['by month, summed up by minute', { every: 'month', bucket: 'minute', premake: 1 }],
    [
      'of chosen columns',
      { series: [s.id('visits.status'), s.id('visits.note')], measures: [s.id('visits.total')] },
    ],
    ['without summaries', { rollup: false, keep: '' }],
  ])('%s keeps its promises', async (_, options) => {
    const held = await hold(engine, visits(options))
    expect(errors(visits(options))).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
  })
})

const calls = (design: Design): string => {
  const file = compile(design, registry).files.find((f) => f.path.startsWith('timescaledb/'))
  return file?.text ?? ''
}

/** The design on the page's PostgreSQL, then the file's calls against functions that know TimescaleDB's rules. */
const play = async (design: Design, text: string): Promise<string | undefined> => {
  const { catalog } = compile(design, registry)
  await engine.load(new Map(), emit(new Map(), 18))
  const verdict = await engine.load(catalog, emit(catalog, 18))
  expect(verdict.errors).toEqual([])
  const done = await engine.run({ statements: [...standIns, ...rewritten(text)] })
  return done.error?.message
}

describe('the calls to TimescaleDB', () => {
  it.each<readonly [string, Shape, Options]>([
    ['plain', {}, {}],
    ['with quoted names in another schema', { quoted: true, schema: 'Sales' }, {}],
    ['with a composite key', { composite: true }, {}],
    ['without summaries', {}, { rollup: false }],
    ['kept for good', {}, { keep: '' }],
    ['by week, summed up by day', {}, { every: 'week', bucket: 'day', keep: '1 year' }],
    ['summed up by minute', {}, { bucket: 'minute', keep: '2 days' }],
  ])('%s follow its rules', async (_, shape, options) => {
    const q = shop(shape)
    const d = on(q, q.design, 'time-series', { engine: 'timescaledb', ...options }, 'visits')
    expect(errors(d)).toEqual([])
    expect(await play(d, calls(d))).toBeUndefined()
  })

  it('are refused by the stand-ins where a key lacks the time', async () => {
    const text = calls(visits({ engine: 'timescaledb' }))
    expect(await play(s.design, text)).toMatch(/without the column/)
  })

  it('are refused by the stand-ins where summaries reach back to what is dropped', async () => {
    const d = visits({ engine: 'timescaledb' })
    const text = calls(d).replace(
      /start_offset => interval '\d+ seconds'/,
      "start_offset => interval '400 days'",
    )
    expect(await play(d, text)).toMatch(/dropped/)
  })

  it('are refused by the stand-ins for a summary of a table with row security, of which the design warns', async () => {
    const d = on(s, visits({ engine: 'timescaledb' }), 'tenancy-row', {}, 'visits')
    expect(errors(d).map((i) => i.code)).toEqual(['time-series/row-security'])
    expect(calls(d)).not.toContain('continuous')
    expect(await play(d, calls(visits({ engine: 'timescaledb' })))).toMatch(/row security/)
    for (const way of errors(d)[0]?.waysOut ?? [])
      expect(errors(applyChanges(d, way.changes).design)).toEqual([])
  })

  it.each<readonly [string, Shape, Options, readonly string[]]>([
    ['plain', {}, {}, ['keys', 'plain', 'timed', 'summary']],
    [
      'quoted, in another schema',
      { quoted: true, schema: 'Sales' },
      {},
      ['keys', 'plain', 'timed', 'summary'],
    ],
    [
      'a composite key, by day, for 15',
      { composite: true, target: 15 },
      { bucket: 'day' },
      ['keys', 'plain', 'timed', 'summary'],
    ],
    ['without summaries', {}, { rollup: false }, ['keys', 'plain', 'timed']],
  ])(
    '%s: promises what can be shown without the extension, and keeps it',
    async (_, shape, options, promised) => {
      const q = shop(shape)
      const held = await hold(
        engine,
        on(q, q.design, 'time-series', { engine: 'timescaledb', ...options }, 'visits'),
      )
      expect([...held.refused, ...broken(held)]).toEqual([])
      expect([...held.answers.keys()].map((id) => id.split('/')[1])).toEqual(promised)
    },
  )

  it.each<readonly [string, (o: Obj) => Obj]>([
    [
      'keys',
      (o) => (o.kind === 'key' && o.table === s.id('visits') ? { ...o, columns: o.columns.slice(0, 1) } : o),
    ],
    ['plain', (o) => (o.kind === 'table' && o.id === s.id('visits') ? { ...o, rls: 'enabled' } : o)],
    ['timed', (o) => (o.kind === 'column' && o.id === s.id('visits.at') ? { ...o, notNull: false } : o)],
  ])('%s turns red where the database has it otherwise', async (role, change) => {
    const made = compile(visits({ engine: 'timescaledb' }), registry)
    const found = proofsOf(made, book).find((p) => p.id.endsWith(`/${role}`))
    const script = found && renderProof(found, made, namesOf(made.catalog))
    if (!script?.ok) throw new Error('no such promise')
    let catalog: Catalog = new Map([...made.catalog].map(([id, o]) => [id, change(o)]))
    if (role === 'timed')
      catalog = new Map([...catalog].filter(([, o]) => !(o.kind === 'key' && o.table === s.id('visits'))))
    expect((await engine.load(catalog, emit(catalog, 18))).errors).toEqual([])
    expect((await runScript(engine, script.value, [])).verdict).toBe('broken')
  })

  it('keep values no shorter than a chunk', () => {
    const d = visits({ engine: 'timescaledb', every: 'month', keep: '2 days' })
    const [issue] = errors(d)
    expect(issue?.code).toBe('time-series/kept-too-short')
    expect(errors(applyChanges(d, issue?.waysOut[0]?.changes ?? []).design)).toEqual([])
  })
})
