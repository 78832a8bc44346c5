import { describe, expect, it } from 'vitest'
import { proofsOf } from '../../src/compile/index.ts'
import { renderProof, type Script, toPgTap } from '../../src/verify/index.ts'
import { book } from '../patterns/all.ts'
import { allOn } from '../patterns/on.ts'
import { type Shape, shop } from '../patterns/shop.ts'
import { onServer, type Real } from './pg.ts'

const { open } = onServer()
const scale = ['materialized-view', 'read-model', 'index-plan', 'observability', 'topology', 'sharding']
const lists: readonly (readonly [readonly string[], Shape])[] = [
  [scale, { quoted: true, schema: 'Sales' }],
  [[...scale, 'tenancy-row', 'soft-delete', 'history-table'], {}],
]

const scriptsOf = (db: Real): readonly Script[] =>
  proofsOf(db.compiled, book).map((p) => {
    const script = renderProof(p, db.compiled)
    if (!script.ok) throw new Error(script.error.because)
    return script.value
  })

describe("performance and scale hold on a server of this machine's own version", () => {
  it.for(lists)('%s', async ([list, shape], { skip }) => {
    const db = await open(allOn(shop(shape), list), skip)
    if (!db.server.pgTap) return skip('pgTAP is not installed')
    const psql = (input: string): string =>
      db.server.program('psql', ['-XAtqv', 'ON_ERROR_STOP=1', '-d', db.database, '-f', '-'], input)
    psql('create extension pgtap')
    const scripts = scriptsOf(db)
    const lines = toPgTap(scripts, db.compiled.catalog).flatMap((f) => psql(f.text).split('\n'))
    expect(lines.filter((l) => /^(not ok|#)/.test(l))).toEqual([])
    expect(lines.filter((l) => l.startsWith('ok')).length).toBeGreaterThanOrEqual(scripts.length)
  })
})
