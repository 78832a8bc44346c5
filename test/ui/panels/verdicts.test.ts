import { expect, it } from 'vitest'
import type { Answer, AppState, EngineState } from '../../../src/store/index.ts'
import { judge, underWay } from '../../../src/ui/panels/checks/verdicts.ts'

const info = { kind: 'pglite', name: 'PostgreSQL', version: '18.6' } as const
const held: Answer = { verdict: 'held', engine: info, ms: 1 }
const broken: Answer = { verdict: 'broken', engine: info, ms: 1, because: 'x', sql: 'y' }
const gap: Answer = { verdict: 'gap', engine: info, gaps: [] }

const engine = (answer?: Answer, more: Partial<EngineState> = {}): EngineState => ({
  status: 'ready',
  answers: new Map(answer ? [['p', answer]] : []),
  running: new Set(),
  ...more,
})
const engines = (pglite: EngineState, mem: EngineState): AppState['engines'] => ({ pglite, 'pg-mem': mem })

it.each([
  ['the server’s word stands over pg-mem’s', engines(engine(broken), engine(held)), 'broken'],
  [
    'pg-mem’s word counts until the server has one',
    engines(engine(undefined, { status: 'booting' }), engine(held)),
    'held',
  ],
  [
    'a gap while the other still boots is not yet judged',
    engines(engine(undefined, { status: 'booting' }), engine(gap)),
    'waiting',
  ],
  ['gaps everywhere cannot be judged here', engines(engine(gap), engine(gap)), 'cannot'],
  ['nothing yet', engines(engine(), engine()), 'waiting'],
  ['under way', engines(engine(held, { running: new Set(['p']) }), engine(held)), 'running'],
] as const)('%s', (_, state, expected) => {
  expect(judge(state, 'p').standing).toBe(expected)
})

it.each([
  ['an engine that boots', engines(engine(undefined, { status: 'booting' }), engine()), true],
  ['a promise that is looked at', engines(engine(), engine(undefined, { running: new Set(['p']) })), true],
  ['engines that rest', engines(engine(), engine()), false],
  ['engines that were never started', engines(engine(undefined, { status: 'off' }), engine()), false],
] as const)('work under way: %s', (_, state, expected) => {
  expect(underWay(state)).toBe(expected)
})
