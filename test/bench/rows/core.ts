import { compile, createCompiler } from '../../../src/compile/index.ts'
import { applyChanges, type Design, recordsOf } from '../../../src/design/index.ts'
import { type Emitted, emit } from '../../../src/sql/index.ts'
import { registry } from '../../patterns/all.ts'
import { type Bench, type Measure, type Row, runs } from '../types.ts'
import { fiveHundredWithPatterns } from './designs.ts'

const target = 18

interface Timed {
  readonly compile: number
  /** To the statements with their map; what the page shows is brought up to date by statement. */
  readonly emit: number
  /** To join them into one text, which is put off until someone reads it. */
  readonly text: number
}

const whole = (design: Design): Timed => {
  const t0 = performance.now()
  const { catalog } = compile(design, registry)
  const t1 = performance.now()
  const emitted = emit(catalog, target)
  const t2 = performance.now()
  if (emitted.text === '') throw new Error('there is no DDL')
  return { compile: t1 - t0, emit: t2 - t1, text: performance.now() - t2 }
}

type Named = 'table' | 'column'

const rename = (design: Design, kind: Named, n: number): Design => {
  const of = recordsOf(design, kind)
  const record = of[Math.floor((of.length * (n + 1)) / (runs + 2))]
  if (!record) throw new Error(`the design holds no ${kind} to rename`)
  return applyChanges(design, [{ id: record.id, to: { ...record, name: `renamed_${n}` } }]).design
}

/** Renames one after the other, each compiled and emitted after the one before, as the page does. */
const renames = (design: Design, kind: Named): readonly Timed[] => {
  const compiler = createCompiler(registry)
  let current = design
  let last: Emitted = emit(compiler.compile(current).catalog, target)
  return Array.from({ length: runs }, (_, n) => {
    current = rename(current, kind, n)
    const t0 = performance.now()
    const { catalog } = compiler.compile(current)
    const t1 = performance.now()
    const emitted = emit(catalog, target, last)
    const t2 = performance.now()
    last = emitted
    if (!emitted.text.includes(`renamed_${n}`)) throw new Error('the DDL does not hold the new name')
    return { compile: t1 - t0, emit: t2 - t1, text: performance.now() - t2 }
  })
}

const parts = (timed: readonly Timed[]): string =>
  (['compile', 'emit', 'text'] as const)
    .map((part) => `${part} ${timed.map((t) => t[part].toFixed(1)).join(' ')}`)
    .join('; ')
    .replace('text', 'not counted, the text joined')

const figures = (what: string, atMost: number, timed: readonly Timed[]): Measure => ({
  what: `compile + emit, 500 tables × 12 columns, 3 patterns each, ${what}`,
  unit: 'ms',
  values: timed.map((t) => t.compile + t.emit),
  target: { atMost },
  note: parts(timed),
})

const measure = async (_bench: Bench): Promise<readonly Measure[]> => {
  const design = fiveHundredWithPatterns()
  const full = Array.from({ length: runs }, () => whole(design))
  return [
    figures('full', 150, full),
    figures('after renaming a column', 15, renames(design, 'column')),
    figures('after renaming a table', 15, renames(design, 'table')),
  ]
}

/** In Node, in one process: the first of the full runs is the one without a warm JIT. */
export const core: Row = { name: 'core', title: 'compile + emit, 500 tables', run: measure }
