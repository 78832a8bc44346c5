import { compile } from '../../../src/compile/index.ts'
import type { Design } from '../../../src/design/index.ts'
import { registry } from '../../patterns/all.ts'
import { names, on, siteFor } from '../../patterns/on.ts'
import { tenTables } from '../../patterns/ten.ts'
import { synthetic } from '../designs.ts'

/** The designs that the rows share. Companions of patterns come on top of the tables. */
export const twentyFive = () => synthetic({ tables: 25, columns: 10 })

/** Patterns that add no table, so that 100 tables are 100. */
export const hundred = () =>
  synthetic({ tables: 100, columns: 12, patterns: ['audit-columns', 'soft-delete'] })

export const fiveHundred = () => synthetic({ tables: 500, columns: 12 })

export const threePatterns = ['audit-columns', 'soft-delete', 'history-table'] as const

export const fiveHundredWithPatterns = () => synthetic({ tables: 500, columns: 12, patterns: threePatterns })

/** Ten tables with the first twenty patterns of the catalogue that go onto two of them in turn without an error. */
export const twenty = (): { readonly design: Design; readonly patterns: readonly string[] } => {
  const s = tenTables()
  let design = s.design
  const patterns: string[] = []
  for (const name of names) {
    if (patterns.length === 20) break
    const turn = patterns.length % 2 === 0 && siteFor([name]) === 'orders' ? 'orders' : 'visits'
    const next = on(s, design, name, {}, turn)
    if (compile(next, registry).issues.some((i) => i.severity === 'error')) continue
    design = next
    patterns.push(name)
  }
  return { design, patterns }
}
