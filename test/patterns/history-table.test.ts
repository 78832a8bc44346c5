import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { createNodeEngine, type Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { registry } from './all.ts'
import { on } from './on.ts'
import { shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await createNodeEngine('pglite')
})
afterAll(() => engine.close())

const ask = async (...statements: readonly string[]): Promise<unknown> => {
  const { results, error } = await engine.run({ session: { role: 'damask_owner' }, statements })
  return error?.message ?? results.at(-1)?.rows
}

describe('a row that was there before its history', () => {
  it.each(["update orders set note = 'new'", 'delete from orders'])(
    'is kept as it was: %s',
    async (change) => {
      const s = shop()
      const { catalog } = compile(on(s, s.design, 'history-table'), registry)
      expect((await engine.load(catalog, emit(catalog, 18))).errors).toEqual([])
      await ask("insert into customers (email) values ('x')")
      await ask(
        'alter table orders disable trigger user',
        "insert into orders (customer_id, number, status, total, note) values (1, 'a', 's', 1, 'old')",
        'alter table orders enable trigger user',
      )
      await ask(change)
      const before = "select note, changed_by from orders_as_of(now() - interval '1 hour')"
      expect(await ask(before)).toEqual([['old', null]])
      await ask("insert into orders (customer_id, number, status, total, note) values (1, 'b', 's', 1, 'b')")
      expect(await ask("select count(*)::text from orders_history where number = 'b'")).toEqual([['1']])
    },
  )
})
