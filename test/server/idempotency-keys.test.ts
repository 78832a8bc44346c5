import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer, type Real } from './pg.ts'

const { open } = onServer()
const s = shop()
const design = on(s, s.design, 'idempotency-keys')

const claim = (request = 'pay 5') =>
  `select outcome, attempt, response ->> 'paid' from claim_idempotency_keys('client', 'key-1', '${request}')`
const complete = (attempt: number) =>
  `select complete_idempotency_keys('client', 'key-1', ${attempt}, '{"paid": true}')`

interface Client {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}
/** What the helper's file exports, as its users see it. */
interface Helper {
  readonly once: <T>(
    client: Client,
    request: { scope: string; key: string; body: string },
    work: (client: Client) => Promise<T>,
  ) => Promise<T>
  readonly InProgress: new () => Error
}

const pair = async (db: Real) => [await db.connect(), await db.connect()] as const

describe('two workers with the same request at the same moment', () => {
  it('the second waits for the first and gets its answer', async ({ skip }) => {
    const db = await open(design, skip)
    const [one, two] = await pair(db)
    await one.rows('begin')
    expect(await one.rows(claim())).toEqual([['claimed', '1', null]])
    const second = two.rows(claim())
    await db.waits(two)
    await one.rows(complete(1))
    await one.rows('commit')
    expect(await second).toEqual([['completed', '1', 'true']])
  })

  it('the second does the work where the first takes it back', async ({ skip }) => {
    const db = await open(design, skip)
    const [one, two] = await pair(db)
    await one.rows('begin')
    await one.rows(claim())
    const second = two.rows(claim())
    await db.waits(two)
    await one.rows('rollback')
    expect(await second).toEqual([['claimed', '1', null]])
  })

  it('a claim that a worker holds is not purged, however short it was to be kept', async ({ skip }) => {
    const db = await open(design, skip)
    const [one, job] = [await db.connect(), await db.connect({ as: 'owner' })]
    const brief = (lease: string) =>
      `select outcome from claim_idempotency_keys('client', 'key-1', 'pay 5', lease => '${lease}', keep => '1 us')`
    const purge = 'select purge_idempotency_keys()'
    await one.rows(brief('1 hour'))
    expect(await job.rows(purge)).toEqual([['0']])
    await one.rows(complete(1))
    expect(await job.rows(purge)).toEqual([['1']])
    await one.rows(brief('1 us'))
    expect(await job.rows(purge)).toEqual([['1']])
  })

  it('another request with the key is refused once the first is committed', async ({ skip }) => {
    const db = await open(design, skip)
    const [one, two] = await pair(db)
    await one.rows('begin')
    await one.rows(claim())
    const second = two.refused(claim('pay 500'))
    await db.waits(two)
    await one.rows('commit')
    expect(await second).toBe('22023')
    expect(await two.rows(claim())).toEqual([['in progress', '1', null]])
  })

  it('of many that take over an abandoned claim one wins, and the late answer is refused', async ({
    skip,
  }) => {
    const db = await open(design, skip)
    const late = await db.connect()
    const root = await db.connect({ as: 'superuser' })
    await late.rows(claim())
    await root.rows(`update idempotency_keys set locked_until = now() - interval '1 second'`)
    const workers = await Promise.all(Array.from({ length: 6 }, () => db.connect()))
    const got = (await Promise.all(workers.map((w) => w.rows(claim())))).flat()
    expect(got.filter(([outcome]) => outcome === 'claimed')).toEqual([['claimed', '2', null]])
    expect(got.filter(([outcome]) => outcome === 'in progress')).toHaveLength(5)
    expect(await late.refused(complete(1))).toBe('40001')
    expect(await workers[0]?.refused(complete(2))).toBeUndefined()
  })
})

describe('the helper of the bundle', () => {
  it('does the work once for two requests at once', async ({ skip }) => {
    const db = await open(design, skip)
    const file = db.compiled.files.find((f) => f.path === 'helpers/once.ts')
    const folder = mkdtempSync(join(tmpdir(), 'damask-once-'))
    writeFileSync(join(folder, 'once.ts'), file?.text ?? '')
    const { once, InProgress } = (await import(/* @vite-ignore */ join(folder, 'once.ts'))) as Helper
    let runs = 0
    const request = { scope: 'client', key: 'key-1', body: 'pay 5' }
    const handle = async (): Promise<unknown> => {
      const client = new pg.Client({ connectionString: db.server.url(db.database) })
      await client.connect()
      try {
        await client.query('begin')
        const answer = await once(client, request, async () => ({ paid: ++runs }))
        await client.query('commit')
        return answer
      } finally {
        await client.end()
      }
    }
    expect(await Promise.all([handle(), handle(), handle()])).toEqual(Array(3).fill({ paid: 1 }))
    expect(runs).toBe(1)
    const other = await db.connect()
    await other.rows(`select claim_idempotency_keys('client', 'key-2', 'pay 5')`)
    const busy = new pg.Client({ connectionString: db.server.url(db.database) })
    await busy.connect()
    await expect(once(busy, { ...request, key: 'key-2' }, async () => 1)).rejects.toBeInstanceOf(InProgress)
    await busy.end()
    rmSync(folder, { recursive: true })
  })
})
