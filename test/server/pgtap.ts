import { describe, expect, it } from 'vitest'
import { proofsOf } from '../../src/compile/index.ts'
import type { Design } from '../../src/design/index.ts'
import { renderProof, type Script, toPgTap } from '../../src/verify/index.ts'
import { book } from '../patterns/all.ts'
import { allOn } from '../patterns/on.ts'
import { type Shape, type Shop, shop } from '../patterns/shop.ts'
import { onServer, type Real } from './pg.ts'

const scriptsOf = (db: Real): readonly Script[] =>
  proofsOf(db.compiled, book).map((p) => {
    const script = renderProof(p, db.compiled)
    if (!script.ok) throw new Error(script.error.because)
    return script.value
  })

/** Patterns that are on together, on a shop of this shape, and what else is drawn. */
export type Together = readonly [readonly string[], Shape, ((s: Shop) => Design)?]

/** Every promise of these patterns holds as the pgTAP that leaves in a bundle, on a server of this machine. */
export const holdsByPgTap = (what: string, lists: readonly Together[]): void => {
  const { open } = onServer()
  describe(`${what} on a server of this machine's own version`, () => {
    it.for(lists)('%s', async ([list, shape, drawn], { skip }) => {
      const s = shop(shape)
      const db = await open(allOn(drawn ? { ...s, design: drawn(s) } : s, list), skip)
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
}
