import { encodeLink } from '../../../src/formats/link/index.ts'
import { realistic } from '../realistic.ts'
import { type Measure, type Row, runs } from '../types.ts'
import { threePatterns } from './designs.ts'

const measure = async (): Promise<readonly Measure[]> => {
  const designs = Array.from({ length: runs }, (_, seed) =>
    realistic({ seed, tables: 25, patterns: threePatterns }),
  )
  const columns = designs.map((d) => [...d.records.values()].filter((r) => r.kind === 'column').length)
  return [
    {
      what: 'link of 25 tables, 3 patterns each, after the address',
      unit: 'characters',
      values: designs.map((d) => encodeLink(d).length + 1),
      target: { atMost: 4000 },
      note: `another design each run, of ${columns.join(', ')} columns`,
    },
  ]
}

export const link: Row = { name: 'link', title: 'link of a 25-table design', run: measure }
