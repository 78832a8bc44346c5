import { expect, it } from 'vitest'
import { problemsOf } from '../../src/store/engines/problems.ts'
import { blank, idOf, must, openOf } from './world.ts'

it('what PostgreSQL in the page did not try is said, by object', async () => {
  const app = await blank()
  must(app, app.commands.add('extension', 'postgis'))
  const { engines } = app.state.getState()
  const gap = { object: idOf(app, 'postgis'), feature: 'extension', message: 'Not part of it.' }
  const info = { kind: 'pglite', name: 'PostgreSQL', version: '18' } as const
  const verdict = { engine: info, ms: 1, statements: 1, errors: [], gaps: [gap] }
  const list = (gaps: (typeof gap)[]) =>
    problemsOf(openOf(app), { ...engines, pglite: { ...engines.pglite, verdict: { ...verdict, gaps } } })
  expect(list([gap])).toMatchObject([
    { source: 'pglite', severity: 'info', message: 'Not part of it.', objects: [gap.object] },
  ])
  expect(list([])).toEqual([])
})
