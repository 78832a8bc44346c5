import type { Id } from '../../base/index.ts'
import { type Obj, partsOf } from '../../catalog/index.ts'
import { change, type DesignRecord } from '../../design/index.ts'
import type { Attempt } from '../types.ts'
import { type Context, done, label, notDrawn, objectsOf, refuse } from './context.ts'
import { bearer, checkedName, checkedTitle } from './names.ts'

const words: Readonly<Record<string, string>> = {
  fk: 'foreign key',
  matview: 'materialized view',
  rows: 'set of rows',
  settings: 'design',
}
export const kindWord = (kind: string): string => words[kind] ?? kind

/** The first of them by kind and name, and how many more there are. `about`: what they mention and is not in the design. */
export const listed = (
  x: Context,
  records: readonly DesignRecord[],
  about: readonly DesignRecord[] = [],
): string => {
  const named = new Map<Id, string>(about.map((r) => [r.id, 'name' in r ? r.name : '']))
  const nameOf = (id: Id): string => x.compiled.catalog.get(id)?.name ?? named.get(id) ?? '?'
  const first = records.slice(0, 3).map((r) => {
    if (r.kind === 'use') return `the pattern “${x.registry.get(r.pattern)?.manifest.title ?? r.pattern}”`
    const name = x.compiled.catalog.get(r.id)?.name ?? ('name' in r ? r.name : '')
    if (name !== '') return `the ${kindWord(r.kind)} \`${name}\``
    if (r.kind !== 'fk') return `a ${kindWord(r.kind)}`
    return `the ${kindWord(r.kind)} of \`${nameOf(r.table)}\` (${r.columns.map(nameOf).join(', ')})`
  })
  return records.length > 3 ? `${first.join(', ')} and ${records.length - 3} more` : first.join(', ')
}

/** The drawn object that holds a named part (an enum label, a view's column, a parameter) of this id. */
const holderOf = (x: Context, part: Id): DesignRecord | undefined => {
  for (const o of objectsOf(x)) if (partsOf(o).some((p) => p.id === part)) return x.design.records.get(o.id)
  return undefined
}

const withPart = (record: DesignRecord, part: Id, name: string): DesignRecord => {
  const renamed = <P extends { readonly id: Id }>(ps: readonly P[]): readonly P[] =>
    ps.map((p) => (p.id === part ? { ...p, name } : p))
  switch (record.kind) {
    case 'enum':
      return { ...record, labels: renamed(record.labels) }
    case 'domain':
      return { ...record, checks: renamed(record.checks) }
    case 'routine':
      return { ...record, params: renamed(record.params) }
    case 'view':
    case 'matview':
      return { ...record, columns: renamed(record.columns ?? []) }
    default:
      return record
  }
}

const renamePart = (x: Context, part: Id, name: string): Attempt => {
  const holder = holderOf(x, part)
  if (!holder) return notDrawn(x, part)
  if (partsOf(holder as Obj).some((p) => p.id !== part && p.name === name))
    return refuse(`${label(x, holder.id)} has “${name}” already. Choose another name.`, holder.id)
  return done(
    `Rename in ${label(x, holder.id).replaceAll('`', '')}`,
    [change(withPart(holder, part, name))],
    {
      merge: `rename ${part}`,
    },
  )
}

/** Names anything that has one; an empty name gives a constraint or index back to PostgreSQL's own naming. */
export const rename = (x: Context, id: Id, typed: string): Attempt => {
  const record = x.design.records.get(id)
  const unnamed: ReadonlySet<string> = new Set([
    'key',
    'check',
    'exclusion',
    'fk',
    'index',
    'trigger',
    'policy',
  ])
  if (record && unnamed.has(record.kind) && typed.trim() === '' && 'name' in record) {
    return done(`Rename ${kindWord(record.kind)}`, [change({ ...record, name: '' })], {
      merge: `rename ${id}`,
    })
  }
  const checked = record?.kind === 'area' ? checkedTitle(typed) : checkedName(typed)
  if (!checked.ok) return refuse(checked.error, id)
  if (!record) return renamePart(x, id, checked.value)
  if (!('name' in record)) return refuse('This has no name.', id)
  const other = bearer(x, record, checked.value)
  if (other)
    return refuse(
      `There is a ${kindWord(other)} called \`${checked.value}\` here already. Choose another name.`,
      id,
    )
  return done(`Rename ${kindWord(record.kind)}`, [change({ ...record, name: checked.value })], {
    merge: `rename ${id}`,
  })
}
