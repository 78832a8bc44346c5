import type { Id } from '../../base/index.ts'
import { kinds, type Obj } from '../../catalog/index.ts'
import type { ActiveUse, Book, Compiled, Docs } from '../../compile/index.ts'
import { type DecisionRecord, plainChoiceOf, recordsOf } from '../../design/index.ts'
import { fence, inMarkdown, prose, slug } from './text.ts'
import type { BundleFile } from './types.ts'

/** What a use is switched on for: `orders`, `orders.status`, or undefined for the whole design. */
export const targetOf = (compiled: Compiled, { use }: ActiveUse): string | undefined => {
  const named = (id: Id): string | undefined => (id === '' ? undefined : compiled.catalog.get(id)?.name)
  const table = named(use.table)
  const column = named(use.column)
  return table === undefined || column === undefined ? table : `${table}.${column}`
}

/** The options with names in place of the ids of tables and columns. */
const readable = (compiled: Compiled, value: unknown): unknown => {
  if (typeof value === 'string') return compiled.catalog.get(value)?.name ?? value
  if (Array.isArray(value)) return value.map((v) => readable(compiled, v))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, readable(compiled, v)]))
}

const options = (compiled: Compiled, a: ActiveUse): readonly string[] => {
  const value = readable(compiled, a.use.options)
  const none = typeof value !== 'object' || value === null || Object.keys(value).length === 0
  return none ? [] : ['## Options', fence('json', JSON.stringify(value, null, 2))]
}

const objectName = (compiled: Compiled, o: Obj): string => {
  const table = 'table' in o ? compiled.catalog.get(o.table) : undefined
  return o.kind === 'column' && table ? `${table.name}.${o.name}` : o.name
}

/** What the use made, a line for each kind. */
const made = (compiled: Compiled, a: ActiveUse): readonly string[] => {
  const own = [...compiled.catalog.values()].filter((o) => o.why?.use === a.use.id && o.name !== '')
  const lines = kinds.flatMap((kind) => {
    const names = own.filter((o) => o.kind === kind).map((o) => inMarkdown(objectName(compiled, o)))
    return names.length === 0 ? [] : [`- ${kind}: ${names.join(', ')}`]
  })
  return lines.length === 0 ? [] : ['## What it makes', lines.join('\n')]
}

const paragraphs = (written: string | undefined, otherwise: string): string => {
  const own = prose(written ?? '')
  return own === '' ? otherwise : own
}

const dated = (own: DecisionRecord | undefined): string =>
  own?.date === undefined ? 'not recorded' : inMarkdown(own.date)

const page = (
  compiled: Compiled,
  a: ActiveUse,
  docs: Docs,
  n: number,
  own: DecisionRecord | undefined,
): string => {
  const { manifest } = a.pattern
  const target = targetOf(compiled, a)
  const on = target === undefined ? 'the whole design' : inMarkdown(target)
  const parts = [
    `# ${n}. ${manifest.title}: ${on}`,
    [
      `- Status: ${own?.status ?? 'accepted'}`,
      `- Date: ${dated(own)}`,
      `- Pattern: ${manifest.name}, version ${manifest.version}`,
    ].join('\n'),
    '## Context',
    paragraphs(own?.context, docs.decision.context),
    '## Decision',
    paragraphs(own?.decision, docs.decision.decision),
    '## Consequences',
    paragraphs(own?.consequences, docs.decision.consequences),
    '## Cost',
    [`- Storage: ${docs.cost.storage}`, `- Writes: ${docs.cost.writes}`, `- Locks: ${docs.cost.locks}`].join(
      '\n',
    ),
    ...options(compiled, a),
    ...made(compiled, a),
  ]
  return `${parts.join('\n\n')}\n`
}

const numbered = (n: number, stem: string): string =>
  `docs/decisions/${String(n).padStart(4, '0')}-${stem}.md`

/** A choice for which nothing was switched on: all of it is what people wrote. */
const plainFiles = (compiled: Compiled, from: number): readonly BundleFile[] =>
  recordsOf(compiled.design, 'decision')
    .flatMap((own) => {
      const plain = plainChoiceOf(own.use)
      const table = plain && compiled.catalog.get(plain.table)
      return table?.kind === 'table' ? [{ ...plain, own, table }] : []
    })
    .map(({ own, table, title, choice }, i) => {
      const n = from + i
      const parts = [
        `# ${n}. ${title}: ${inMarkdown(table.name)}`,
        [`- Status: ${own.status}`, `- Date: ${dated(own)}`].join('\n'),
        ...(['context', 'decision', 'consequences'] as const).flatMap((m) => {
          const text = paragraphs(own[m], '')
          return text === '' ? [] : [`## ${m.charAt(0).toUpperCase()}${m.slice(1)}`, text]
        }),
      ]
      return { path: numbered(n, `${choice}-${slug(table.name, 'table')}`), text: `${parts.join('\n\n')}\n` }
    })

/**
 * One record a pattern use, numbered in the order of uses: a person's words where there are some, else the pattern's.
 * After them what was decided without a pattern.
 */
export const decisionFiles = (compiled: Compiled, book: Book): readonly BundleFile[] => {
  const written = new Map(recordsOf(compiled.design, 'decision').map((d) => [d.use, d]))
  const ofUses = [...compiled.uses.values()].flatMap((a, i) => {
    const { name } = a.pattern.manifest
    const docs = book.get(name)?.docs
    if (!docs) return []
    const target = targetOf(compiled, a)
    const stem = target === undefined ? name : `${name}-${slug(target, 'table')}`
    return [{ path: numbered(i + 1, stem), text: page(compiled, a, docs, i + 1, written.get(a.use.id)) }]
  })
  return [...ofUses, ...plainFiles(compiled, compiled.uses.size + 1)]
}
