import { compareIds, derivedId, type Id } from '../base/index.ts'
import { name, sql } from '../catalog/index.ts'
import { type Design, plainChoiceOf, recordsOf, type UseRecord } from '../design/index.ts'
import type { PlainFact, UseFact } from './facts.ts'
import type { AnyPattern, Manifest, Registry, Use } from './pattern.ts'
import type { ActiveUse } from './types.ts'
import type { World } from './world.ts'

const off = (r: UseRecord) => [{ label: 'Switch the pattern off', changes: [{ id: r.id, to: null }] }]

/** Where the use applies, or why it cannot. */
const targetOf = (
  w: World,
  r: UseRecord,
  { scope, wide }: Manifest,
): { readonly table?: Id<'table'>; readonly column?: Id<'column'> } | string => {
  if (scope === 'design') return r.target ? 'is for the whole design, not for one object' : {}
  if (wide && !r.target) return {}
  const table = r.target && w.get('table', r.target)
  if (scope === 'table')
    return table ? { table: table.id as Id<'table'> } : 'needs a table that is in the design'
  const column = r.target && w.get('column', r.target)
  return column
    ? { table: column.table, column: column.id as Id<'column'> }
    : 'needs a column that is in the design'
}

/** Each id is made once: ids that are the same string are found faster. */
const idsOf = (r: UseRecord): Use<unknown>['idOf'] => {
  const made = new Map<string, Id>()
  return <K extends string>(role: string): Id<K> => {
    const known = made.get(role)
    if (known !== undefined) return known as Id<K>
    const id = (r.bind?.[role] as Id<K> | undefined) ?? derivedId<K>(r.id, role)
    made.set(role, id)
    return id
  }
}

/** The id in a role that is asked for once: the use need not remember it. */
export const idOnce = <K extends string>({ use, bound }: ActiveUse, role: string): Id<K> =>
  bound ? use.idOf<K>(role) : derivedId<K>(use.id, role)

/** The defaults of each pattern, parsed once for all uses without options of their own. */
const parser = (): ((pattern: AnyPattern) => ReturnType<AnyPattern['parse']>) => {
  const known = new Map<AnyPattern, ReturnType<AnyPattern['parse']>>()
  return (pattern) => {
    const parsed = known.get(pattern) ?? pattern.parse(undefined)
    known.set(pattern, parsed)
    return parsed
  }
}

/** The uses that can run, in id order: the order of switching does not matter. */
export const activeUses = (w: World, design: Design, registry: Registry): ReadonlyMap<Id, ActiveUse> => {
  const out = new Map<Id, ActiveUse>()
  const parsedNone = parser()
  for (const r of [...recordsOf(design, 'use')].sort((a, b) => compareIds(a.id, b.id))) {
    const objects = r.target ? [r.target, r.id] : [r.id]
    const fail = (code: string, message: string, option?: string): void => {
      w.issues.push({
        code,
        severity: 'error',
        objects,
        use: r.id,
        waysOut: off(r),
        ...(option === undefined ? {} : { option }),
        message: r.target && w.objects.has(r.target) ? sql`${name(r.target)}: ${message}` : sql`${message}`,
      })
    }
    const pattern = registry.get(r.pattern)
    if (!pattern) {
      fail(
        'use/unknown-pattern',
        `there is no pattern "${r.pattern}" here; it stays in the file but makes nothing.`,
      )
      continue
    }
    const target = targetOf(w, r, pattern.manifest)
    if (typeof target === 'string') {
      fail('use/no-target', `${pattern.manifest.title} ${target}.`)
      continue
    }
    const parsed = r.options === undefined ? parsedNone(pattern) : pattern.parse(r.options)
    if (!parsed.ok) {
      for (const p of parsed.error)
        fail('use/options', `${pattern.manifest.title}, option ${p.path || 'value'}: ${p.message}`, p.path)
      continue
    }
    const nowhere = '' as Id
    const use: Use<unknown> = {
      id: r.id,
      table: target.table ?? (nowhere as Id<'table'>),
      column: target.column ?? (nowhere as Id<'column'>),
      options: parsed.value,
      idOf: idsOf(r),
    }
    out.set(r.id, { pattern, use, bound: r.bind !== undefined })
  }
  return out
}

/** The uses as patterns may tell of them, with what people wrote about each. */
export const usesTold = (design: Design, uses: ReadonlyMap<Id, ActiveUse>): readonly UseFact[] => {
  const records = new Map(recordsOf(design, 'decision').map((d) => [d.use, d]))
  return [...uses.values()].map(({ pattern: { manifest }, use }): UseFact => {
    const target = (use.column as Id) === '' ? use.table : use.column
    const record = records.get(use.id)
    return {
      id: use.id,
      pattern: manifest.name,
      title: manifest.title,
      summary: manifest.summary,
      ...((target as Id) === '' ? {} : { target }),
      ...(record ? { record } : {}),
    }
  })
}

/** What was decided without a pattern, as patterns may tell of it. */
export const plainTold = (design: Design): readonly PlainFact[] =>
  recordsOf(design, 'decision').flatMap((record) => {
    const plain = plainChoiceOf(record.use)
    return plain ? [{ title: plain.title, table: plain.table, record }] : []
  })
