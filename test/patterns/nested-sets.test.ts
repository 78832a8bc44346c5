import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile, nextUseId } from '../../src/compile/index.ts'
import { applyChanges } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import type { Options } from './cases/types.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const s = shop()
const posts = s.id<'table'>('posts')
const onPosts = (options: Options) => {
  const id = nextUseId(s.design, 'nested-sets', posts)
  const to = { kind: 'use', id, pattern: 'nested-sets', target: posts, options } as const
  return compile(applyChanges(s.design, [{ id, to }]).design, registry)
}

/** Branches in brackets, in the order of the numbers. */
const drawn = async (options: Options, statements: readonly string[]) => {
  const { catalog } = onPosts(options)
  const verdict = await engine.load(catalog, emit(catalog, 18))
  expect(verdict.errors).toEqual([])
  const sets =
    options.store === 'beside'
      ? 'posts p join posts_sets s on s.id = p.id'
      : '(select *, id as key from posts) s'
  const title = options.store === 'beside' ? 'p.title' : 's.title'
  const done = await engine.run({
    statements: [
      ...statements,
      `select string_agg(mark, '' order by at) from (
        select lft as at, ${title} || '(' as mark from ${sets} union all select rgt, ')' from ${sets}
      ) x`,
    ],
  })
  return done.error?.sqlstate ?? done.results.at(-1)?.rows[0]?.[0]
}

const add = (title: string, ...more: readonly string[]): string =>
  `select add_posts(${[`'{"title": "${title}"}'`, ...more].join(', ')})`
/** A key of the first row of this title. */
const key = (title: string): string => `(select id from posts where title = '${title}')`
const tree = [add('a'), add('b', key('a')), add('c', key('a'))]

describe.each<readonly [string, Options]>([
  ['in columns', {}],
  ['beside', { store: 'beside' }],
])('a row that is added by call, numbers %s', (_, options) => {
  it.each<readonly [string, readonly string[], string]>([
    ['goes last', [...tree, add('d', key('a'))], 'a(b()c()d())'],
    ['goes first', [...tree, add('d', key('a'), 'true')], 'a(d()b()c())'],
    ['goes last at the top', [...tree, add('d')], 'a(b()c())d()'],
    ['goes first at the top', [...tree, add('d', 'null', 'true')], 'd()a(b()c())'],
    ['is the first there is', [add('a', 'null', 'true')], 'a()'],
    ['is the only one below its parent', [...tree, add('d', key('b'), 'true')], 'a(b(d())c())'],
    [
      'opens no gap for the next plain INSERT',
      [...tree, add('d', key('a'), 'true'), `insert into posts (title, parent_id) select 'e', ${key('a')}`],
      'a(d()b()c()e())',
    ],
    [
      'takes its parent from the call, not from the values',
      [...tree, `select add_posts('{"title": "d", "parent_id": 99}', ${key('c')})`],
      'a(b()c(d()))',
    ],
    ['is refused below a row that is not there', [...tree, add('d', '99')], '23503'],
    ['is refused with a column that is not there', [`select add_posts('{"name": "d"}')`], '42703'],
    ['is refused with an id of its own', [`select add_posts('{"id": 7, "title": "d"}')`], '428C9'],
    ['is refused where it lacks what it needs', [`select add_posts('{}')`], '23502'],
  ])('%s', async (_what, statements, expected) => {
    expect(await drawn(options, statements)).toBe(expected)
  })

  it('goes first where numbers were missing, too', async () => {
    const lose =
      options.store === 'beside'
        ? ['delete from posts_sets']
        : [
            'alter table posts disable trigger user',
            'update posts set lft = null, rgt = null',
            'alter table posts enable trigger user',
          ]
    expect(await drawn(options, [...tree, ...lose, add('d', key('a'), 'true')])).toBe('a(d()b()c())')
  })
})

it('gives the row with the numbers that it then has', async () => {
  const { catalog } = onPosts({})
  await engine.load(catalog, emit(catalog, 18))
  const done = await engine.run({
    statements: [
      ...tree,
      `select title, lft, rgt from ${add('d', key('a'), 'true').slice('select '.length)}`,
    ],
  })
  expect(done.results.at(-1)?.rows).toEqual([['d', '2', '3']])
})

it.each([['columns'], ['beside']])(
  'rows of tenants are added below their own, numbers in %s',
  async (store) => {
    const held = await hold(engine, on(s, on(s, s.design, 'tenancy-row'), 'nested-sets', { store }))
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect([...held.answers.keys()].filter((id) => /nested-sets.*\/add(-tenant)?$/.test(id))).toHaveLength(2)
  },
)
