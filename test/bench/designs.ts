import { drawnId, type Id, ranksAfter } from '../../src/base/index.ts'
import {
  applyChanges,
  type Design,
  type DesignRecord,
  newDesign,
  settingsOf,
} from '../../src/design/index.ts'

const random = (n: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => (i * 37 + 11) % 256)
const words = [
  'name',
  'email',
  'status',
  'total',
  'note',
  'city',
  'phone',
  'code',
  'label',
  'amount',
  'kind',
  'title',
]

export interface Size {
  readonly tables: number
  readonly columns: number
  /** Foreign keys a table, to earlier tables. */
  readonly references?: number
  readonly patterns?: readonly string[]
}

/** A synthetic design: identity keys, unique codes, references to earlier tables, laid out on a grid. */
export const synthetic = ({ tables, columns, references = 1.5, patterns = [] }: Size): Design => {
  const start = newDesign('Bench', random)
  const author = start.authors[0] ?? ''
  const schema = settingsOf(start).schema
  const records: DesignRecord[] = []
  let counter = 10
  const next = <K extends string>(): Id<K> => drawnId<K>(author, counter++)
  const keys: { readonly table: Id<'table'>; readonly id: Id<'column'> }[] = []
  const ranks = ranksAfter('', columns)
  for (let t = 0; t < tables; t++) {
    const table = next<'table'>()
    records.push({ kind: 'table', id: table, name: `table_${t}`, schema })
    const wanted = Math.min(t, Math.floor((t + 1) * references) - Math.floor(t * references))
    const ids = ranks.map((rank, i): Id<'column'> => {
      const id = next<'column'>()
      const fk = i >= 1 && i <= wanted
      records.push({
        kind: 'column',
        id,
        table,
        rank,
        name: i === 0 ? 'id' : fk ? `ref_${i}_id` : `${words[i % words.length] ?? 'c'}_${i}`,
        type: { base: i === 0 || fk ? 'bigint' : i % 5 === 4 ? 'timestamptz' : 'text' },
        ...(i % 3 === 0 || fk ? { notNull: true } : {}),
        ...(i === 0 ? { identity: 'always' } : {}),
      })
      return id
    })
    const [key, ...rest] = ids
    if (!key) continue
    records.push({ kind: 'key', id: next(), name: '', table, primary: true, columns: [key] })
    const last = rest.at(-1)
    if (last) records.push({ kind: 'key', id: next(), name: '', table, columns: [last] })
    rest.slice(0, wanted).forEach((column, i) => {
      const parent = keys[(t * 7 + i * 13) % keys.length]
      if (parent)
        records.push({
          kind: 'fk',
          id: next(),
          name: '',
          table,
          columns: [column],
          references: parent.table,
          refColumns: [parent.id],
        })
    })
    keys.push({ table, id: key })
    const across = Math.ceil(Math.sqrt(tables * 1.6))
    records.push({
      kind: 'place',
      id: next(),
      of: table,
      x: (t % across) * 320,
      y: Math.floor(t / across) * 400,
    })
    for (const pattern of patterns) {
      const id = `${pattern}@${table}#1` as Id<'use'>
      records.push({ kind: 'use', id, pattern, target: table })
    }
  }
  return applyChanges(
    start,
    records.map((r) => ({ id: r.id, to: r })),
  ).design
}
