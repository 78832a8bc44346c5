import { describe, expect, it } from 'vitest'
import { nextUseId } from '../../src/compile/index.ts'
import { applyChanges, type DesignRecord, newDesign } from '../../src/design/index.ts'
import { insert, owner } from '../../src/patterns/kit/index.ts'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { type Connection, onServer, type Real, sqlBlocks } from './pg.ts'

const random = (n: number): Uint8Array => new Uint8Array(n).fill(7)
const { open } = onServer()
const s = shop()
const design = on(s, s.design, 'expand-contract')

/** Three hundred orders, a new column beside the note, and a change that fills it. */
const prepared = async (db: Real, owned: Connection): Promise<void> => {
  await db.play(owner(insert(s.id('customers'), 'c')))
  await owned.rows(`insert into orders (customer_id, number, status, total, note)
    select (select min(id) from customers), n::text, 'open', n, 'note ' || n from generate_series(1, 300) n`)
  await owned.rows('begin')
  await owned.rows(`select start_change('rename orders.note')`)
  await owned.rows('alter table orders add column remark text')
  await owned.rows(
    `select plan_backfill('rename orders.note', 'remark', 'orders', 'remark = note', 'remark is null and note is not null', 50)`,
  )
  await owned.rows('commit')
  await owned.rows(`select enter_phase('rename orders.note', 'backfill')`)
}
const filled = 'select count(*) from orders where remark = note'
const contract = `select enter_phase('rename orders.note', 'contract')`
const run = `call run_backfill('rename orders.note')`

describe('a backfill on a table that is in use', () => {
  it('commits batch by batch, waits for no one for long, and steps back from a lock', async ({ skip }) => {
    const db = await open(design, skip)
    const [owned, holder, watcher] = [
      await db.connect({ as: 'owner' }),
      await db.connect({ as: 'owner' }),
      await db.connect({ as: 'owner' }),
    ]
    await prepared(db, owned)
    await holder.rows('begin')
    await holder.rows(`update orders set total = 0 where number = '120'`)
    const running = owned.rows(run)
    await db.waits(owned)
    expect(await watcher.rows(filled)).toEqual([['100']])
    expect(await watcher.refused(contract)).toBe('55000')
    await holder.rows('rollback')
    await running
    expect(await watcher.rows(filled)).toEqual([['300']])
    expect(await watcher.rows('select rows_done, finished_at is not null from schema_backfills')).toEqual([
      ['300', 't'],
    ])
    expect(await watcher.refused(contract)).toBeUndefined()
  })

  it('goes on where it stopped after its connection was cut', async ({ skip }) => {
    const db = await open(design, skip)
    const [owned, holder, cut] = [
      await db.connect({ as: 'owner' }),
      await db.connect({ as: 'owner' }),
      await db.connect({ as: 'owner' }),
    ]
    const root = await db.connect({ as: 'superuser' })
    await prepared(db, owned)
    await holder.rows('begin')
    await holder.rows(`update orders set total = 0 where number = '220'`)
    const running = cut.refused(run)
    await db.waits(cut)
    await root.rows(`select pg_cancel_backend(${cut.pid})`)
    expect(await running).toBe('57014')
    expect(await root.rows(filled)).toEqual([['200']])
    await holder.rows('rollback')
    await owned.rows(run)
    expect(await root.rows('select rows_done from schema_backfills')).toEqual([['300']])
  })

  it('fills each row once when it is run twice at a time, and rows that come meanwhile too', async ({
    skip,
  }) => {
    const db = await open(design, skip)
    const [owned, other, writer] = [
      await db.connect({ as: 'owner' }),
      await db.connect({ as: 'owner' }),
      await db.connect({ as: 'owner' }),
    ]
    await prepared(db, owned)
    const late = (async () => {
      for (let n = 301; n <= 340; n++)
        await writer.rows(
          `insert into orders (customer_id, number, status, total, note) select min(id), '${n}', 'open', 1, 'late' from customers`,
        )
    })()
    await Promise.all([owned.rows(run), other.rows(run)])
    await late
    const [[left] = []] = await owned.rows('select count(*) from orders where remark is null')
    const [[done] = []] = await owned.rows('select rows_done from schema_backfills')
    expect(Number(done) + Number(left)).toBe(340)
    if (left !== '0') await owned.rows(run)
    await owned.rows(
      `insert into orders (customer_id, number, status, total, note) select min(id), 'last', 'open', 1, 'late' from customers`,
    )
    expect(await owned.refused(contract)).toBe('55000')
    await owned.rows(run)
    expect(await owned.rows('select rows_done from schema_backfills')).toEqual([['341']])
    expect(await owned.refused(contract)).toBeUndefined()
    expect(await owned.refused(run)).toBe('55000')
  })
})

describe('the runbook', () => {
  it('runs as it is written', async ({ skip }) => {
    const bare = applyChanges(newDesign('Bare', random), []).design
    const id = nextUseId(bare, 'expand-contract', undefined)
    const use: DesignRecord = { kind: 'use', id, pattern: 'expand-contract' }
    const db = await open(applyChanges(bare, [{ id, to: use }]).design, skip)
    const owned = await db.connect({ as: 'owner' })
    await owned.rows(`create table customers (id bigint generated always as identity primary key, mail text)`)
    await owned.rows(
      `insert into customers (mail) select n || '@example.org' from generate_series(1, 2500) n`,
    )
    const [expand = '', backfill = '', contract = '', required = ''] = sqlBlocks(db, /schema-changes/)
    await owned.rows(expand)
    expect(await owned.refused(contract)).toBe('55000')
    await owned.rows('rollback')
    for (const one of backfill.split(/;\n/).filter((x) => x.trim() !== '')) await owned.rows(one)
    await owned.rows(contract)
    expect(await owned.rows('select count(email) from customers')).toEqual([['2500']])
    expect(await owned.refused('select mail from customers')).toBe('42703')
    expect(await owned.rows('select phase from schema_changes')).toEqual([['done']])
    for (const one of required.split(/;\n/).filter((x) => x.trim() !== '')) await owned.rows(one)
    expect(await owned.refused('insert into customers (email) values (null)')).toBe('23502')
  })
})
