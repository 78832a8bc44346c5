import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Catalog, rawSql, sql } from '../../src/catalog/index.ts'
import type { Proof } from '../../src/compile/index.ts'
import { emit } from '../../src/sql/index.ts'
import { mutants, renderProof, toPgTap } from '../../src/verify/index.ts'
import { type Server, startServer } from '../server.ts'
import { promises, proof, shop, shopMade } from './shop.ts'

const odd: Proof = {
  ...proof('odd', [], {
    as: 'owner',
    steps: [
      {
        run: [rawSql(`select null, '', 'a,b', 'c"d', 'e\\f', ' g', true, array[1,2], '$run$', ':x'`)],
        expect: { rows: [[null, '', 'a,b', 'c"d', 'e\\f', ' g', 't', '{1,2}', '$run$', ':x']] },
      },
      { run: [rawSql('select 1 where false')], expect: { rows: [] } },
      { run: [rawSql('values (1), (2)')], expect: { count: 2 } },
      { run: [rawSql("select 'ok 99 - not a test'")], expect: { anything: true } },
    ],
  }),
  use: 'other',
  promise: sql`it's # TODO odd
  and long`,
}
const files = (proofs: readonly Proof[]) =>
  toPgTap(
    proofs.map((p) => {
      const script = renderProof(p, shopMade)
      if (!script.ok) throw new Error(script.error.because)
      return script.value
    }),
    shop,
    (use) => `${use} of "x"/..`,
  )

let server: Server | undefined
let skipped = ''
beforeAll(async () => {
  const started = await startServer()
  if ('skip' in started) skipped = started.skip
  else if (!started.pgTap) {
    skipped = 'pgTAP is not installed (Debian: apt-get install postgresql-15-pgtap)'
    await started.stop()
  } else if (spawnSync('pg_prove', ['--version']).status !== 0) {
    skipped = 'pg_prove is not installed (Debian: apt-get install libtap-parser-sourcehandler-pgtap-perl)'
    await started.stop()
  } else server = started
  if (skipped) console.log(`skipped: ${skipped}`)
}, 60_000)
afterAll(() => server?.stop())

let made = 0
const database = async (s: Server, catalog: Catalog): Promise<string> => {
  const name = await s.createDatabase(`scratch_${++made}`)
  // Roles belong to the server, not to a database: they are there from the second time on.
  const { statements } = emit(catalog, 15)
  const text = statements
    .filter((x) => !(x.admin && made > 1))
    .map((x) => x.sql)
    .join('\n')
  s.program('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-d', name], text)
  return name
}
const prove = (s: Server, name: string, proofs: readonly Proof[]) => {
  const dir = mkdtempSync(join(tmpdir(), 'damask-tap-'))
  mkdirSync(join(dir, 'tests'))
  const paths = files(proofs).map((f) => {
    writeFileSync(join(dir, f.path), f.text)
    return join(dir, f.path)
  })
  const run = spawnSync(
    'pg_prove',
    ['-h', s.host, '-p', String(s.port), '-U', s.user, '-d', name, '-v', ...paths],
    { encoding: 'utf8' },
  )
  rmSync(dir, { recursive: true })
  return { status: run.status, out: run.stdout + run.stderr }
}

describe('pgTAP files', () => {
  it('are one a pattern use, with names that are safe in a bundle', () => {
    expect(files([...promises, odd]).map((f) => f.path)).toEqual([
      'tests/01_use_of_x.sql',
      'tests/02_other_of_x.sql',
    ])
  })

  it('pass on a server that holds the schema, twice', async ({ skip }) => {
    if (!server) return skip(skipped)
    const name = await database(server, shop)
    for (const _ of [1, 2]) {
      const { status, out } = prove(server, name, [...promises, odd])
      expect(out).toContain('Result: PASS')
      expect(out).not.toMatch(/TODO passed|planned/)
      expect(status).toBe(0)
    }
  })

  it.for(
    promises
      .flatMap((p) => mutants(p, shop).map((m) => ({ p, m, title: `${p.id} without ${m.what}` })))
      .filter(({ p }) => p.id !== 'use/known values'),
  )('fail: $title', async ({ p, m }, { skip }) => {
    if (!server) return skip(skipped)
    const { status, out } = prove(server, await database(server, m.catalog), [p])
    expect(out).toMatch(/not ok/)
    expect(status).not.toBe(0)
  })
})
