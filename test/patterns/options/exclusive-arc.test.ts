import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import type { Engine } from '../../../src/engine/index.ts'
import { emit } from '../../../src/sql/index.ts'
import { pglite } from '../../engine/node.ts'
import { registry } from '../all.ts'
import { on } from '../on.ts'
import { shop } from '../shop.ts'
import { checkProblems, checkVariants } from './check.ts'

checkVariants('exclusive-arc', {
  'an action for each parent': {
    options: (s) => ({
      parents: [
        { table: s.id('posts'), onDelete: 'cascade' },
        { table: s.id('photos'), onDelete: 'restrict' },
      ],
    }),
  },
  'rows that may lose their parent': {
    options: (s) => ({
      parents: [
        { table: s.id('posts'), onDelete: 'set null' },
        { table: s.id('photos'), onDelete: 'no action' },
      ],
      exactly: 'at most one',
    }),
  },
})

checkProblems('exclusive-arc', {
  'a parent whose rows would be left without one': {
    options: (s) => ({
      parents: [
        { table: s.id('posts'), onDelete: 'set null' },
        { table: s.id('photos'), onDelete: 'cascade' },
      ],
    }),
    code: 'exclusive-arc/emptied',
    option: 'parents',
  },
  'a parent twice': {
    options: (s) => ({ parents: [s.id('posts'), s.id('posts')] }),
    code: 'exclusive-arc/parents',
    option: 'parents',
  },
  'a parent that is gone': {
    options: () => ({ parents: ['gone.1'] }),
    code: 'exclusive-arc/parent-gone',
    option: 'parents',
  },
})

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

describe('deleting a parent', () => {
  it.each([
    ['cascade', { count: '0', left: null }],
    ['set null', { count: '1', left: null }],
    ['restrict', { refused: '23001' }],
    ['no action', { refused: '23503' }],
  ] as const)('%s', async (onDelete, then) => {
    const s = shop()
    const [posts, photos] = [s.id('posts'), s.id('photos')]
    const { catalog } = compile(
      on(s, s.design, 'exclusive-arc', {
        parents: [
          { table: posts, onDelete },
          { table: photos, onDelete: 'restrict' },
        ],
        exactly: 'at most one',
      }),
      registry,
    )
    await engine.load(catalog, emit(catalog, 18))
    const done = await engine.run({
      statements: [
        "insert into customers (id, email) overriding system value values (1, 'a')",
        "insert into posts (id, title) overriding system value values (1, 'a')",
        "insert into orders (id, customer_id, number, status, total, posts_id) overriding system value values (1, 1, 'a', 'a', 1, 1)",
        'delete from posts',
        'select count(*)::text, max(posts_id)::text from orders',
      ],
    })
    if ('refused' in then) expect(done.error?.sqlstate).toBe(then.refused)
    else {
      expect(done.error).toBeUndefined()
      expect(done.results.at(-1)?.rows).toEqual([[then.count, then.left]])
    }
  })
})
