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

it('one fault is one problem, however much is refused for want of what it kept from being made', async () => {
  const app = await blank()
  const { engines } = app.state.getState()
  const info = { kind: 'pglite', name: 'PostgreSQL', version: '18' } as const
  const root = { message: 'column "amont" does not exist', sqlstate: '42703', object: 'c' }
  const follows = { message: 'relation "orders" does not exist', sqlstate: '42P01', because: 'c' }
  const listed = (errors: (typeof root | (typeof follows & { object: string }))[]) => {
    const verdict = { engine: info, ms: 1, statements: 9, errors, gaps: [] }
    return problemsOf(openOf(app), { ...engines, pglite: { ...engines.pglite, verdict } })
  }
  expect(listed([root])).toMatchObject([{ message: root.message, objects: ['c'], code: '42703' }])
  expect(listed([root, { ...follows, object: 'i' }])).toMatchObject([
    { message: `${root.message} (1 more statement was refused for want of it.)`, objects: ['c'] },
  ])
  expect(listed([root, { ...follows, object: 'i' }, { ...follows, object: 'v' }])).toMatchObject([
    { message: `${root.message} (2 more statements were refused for want of it.)` },
  ])
})
