import type { Id } from '../../base/index.ts'
import { type AnyPattern, eject as ejected, nextUseId } from '../../compile/index.ts'
import { type Change, change, type Json, type UseRecord } from '../../design/index.ts'
import type { Attempt } from '../types.ts'
import { type Context, done, each, label, need, refuse } from './context.ts'
import { removeWithDependants } from './remove.ts'
import { resolveSqlOptions } from './sql-options.ts'

type Options = Readonly<Record<string, Json>>

/** Only what differs from the pattern's defaults, so that a better default reaches old designs. */
const differing = (pattern: AnyPattern, options: Options): Options => {
  const parsed = pattern.parse({})
  const defaults = parsed.ok && typeof parsed.value === 'object' && parsed.value !== null ? parsed.value : {}
  const same = (k: string, v: Json): boolean =>
    k in defaults &&
    JSON.stringify((defaults as { readonly [key: string]: unknown })[k]) === JSON.stringify(v)
  return Object.fromEntries(Object.entries(options).filter(([k, v]) => !same(k, v)))
}

const parsedOptions = (pattern: AnyPattern, options: Options, at: Id | undefined) => {
  const parsed = pattern.parse(options)
  if (parsed.ok) return undefined
  const [problem] = parsed.error
  const where = problem && problem.path !== '' ? ` (${problem.path})` : ''
  return refuse(
    `${pattern.manifest.title}: ${(problem?.message ?? 'these options do not fit').replace(/\.$/, '')}${where}.`,
    ...(at === undefined ? [] : [at]),
  )
}

const targetTrouble = (x: Context, pattern: AnyPattern, target: Id | undefined): Attempt | undefined => {
  const { scope, title, wide } = pattern.manifest
  if (scope === 'design')
    return target === undefined ? undefined : refuse(`${title} is switched on for the whole design.`, target)
  if (target === undefined && wide) return undefined
  if (target === undefined) return refuse(`${title} is switched on for a ${scope}. Choose one first.`)
  const o = x.compiled.catalog.get(target)
  return o?.kind === scope
    ? undefined
    : refuse(`${title} is switched on for a ${scope}. Choose one first.`, target)
}

const withOptions = (use: UseRecord, options: Options): UseRecord => {
  const { options: _old, ...rest } = use
  return Object.keys(options).length > 0 ? { ...rest, options } : rest
}

/** Switches a pattern on. The same switch on the same target gives the same ids. */
export const patternOn = (x: Context, name: string, target?: Id, options: Options = {}): Attempt => {
  const pattern = x.registry.get(name)
  if (!pattern) return refuse(`There is no pattern called ${name}.`)
  const resolved = resolveSqlOptions(x, pattern, options, target)
  if (!resolved.ok) return refuse(resolved.error)
  const trouble = targetTrouble(x, pattern, target) ?? parsedOptions(pattern, resolved.value, target)
  if (trouble) return trouble
  for (const u of each(x.design, 'use')) {
    if (!pattern.manifest.many && u.pattern === name && u.target === target)
      return refuse(
        `${pattern.manifest.title} is on already${target === undefined ? '' : ` for ${label(x, target)}`}. Change its options instead.`,
        u.id,
      )
  }
  const id = nextUseId(x.design, name, target)
  const use: UseRecord = {
    kind: 'use',
    id,
    pattern: name,
    ...(target === undefined ? {} : { target: target as Id<'table' | 'column'> }),
  }
  return done(`Switch on ${pattern.manifest.title}`, [
    change(withOptions(use, differing(pattern, resolved.value))),
  ])
}

const title = (x: Context, use: UseRecord): string =>
  x.registry.get(use.pattern)?.manifest.title ?? use.pattern

/** Switches a use off, with what was drawn on the objects it made. */
export const patternOff = (x: Context, use: Id): Attempt => {
  const u = need(x, 'use', use)
  if (!u.ok) return u
  return removeWithDependants(x, [use], `Switch off ${title(x, u.value)}`)
}

/** Sets the named options; those not named stay. */
export const setOptions = (x: Context, use: Id, options: Options): Attempt => {
  const u = need(x, 'use', use)
  if (!u.ok) return u
  const pattern = x.registry.get(u.value.pattern)
  if (!pattern) return refuse(`There is no pattern called ${u.value.pattern} in this version of Damask.`, use)
  const resolved = resolveSqlOptions(x, pattern, { ...u.value.options, ...options }, u.value.target)
  if (!resolved.ok) return refuse(resolved.error, use)
  const next = resolved.value
  const trouble = parsedOptions(pattern, next, use)
  if (trouble) return trouble
  return done(`Change ${pattern.manifest.title}`, [change(withOptions(u.value, differing(pattern, next)))], {
    merge: `options ${use}`,
  })
}

/** The uses that these objects are of; what is not there yet tells it by its id. */
const usesBehind = (x: Context, ids: readonly Id[]): readonly UseRecord[] => {
  const uses = new Set(
    ids.flatMap((id) => {
      const r = x.design.records.get(x.compiled.catalog.get(id)?.why?.use ?? (id.split('/')[0] as Id))
      return r?.kind === 'use' ? [r] : []
    }),
  )
  return [...uses]
}

/** What others make would not stay what it is: said, rather than done. */
const entangled = (x: Context, use: UseRecord, lost: readonly Id[]): Attempt => {
  const others = usesBehind(x, lost).filter((u) => u.id !== use.id)
  const own = title(x, use)
  const names = others.map((u) => `“${title(x, u)}”`).join(' and ') || 'the others'
  const first = others.every((o) => ejected(x.compiled, o.id, x.registry).lost.length === 0)
  const way = first ? `Eject ${names} first and “${own}” then, or switch one` : 'Switch one'
  return refuse(
    `Ejecting “${own}” would change what ${names} made, and the schema with it. ${way} of them off.`,
    use.id,
    ...others.map((u) => u.id),
  )
}

/** Turns what the use made into drawn objects under the same ids; the intent is gone. */
export const eject = (x: Context, use: Id): Attempt => {
  const u = need(x, 'use', use)
  if (!u.ok) return u
  const { changes, lost } = ejected(x.compiled, u.value.id, x.registry)
  if (lost.length > 0) return entangled(x, u.value, lost)
  const decisions: Change[] = []
  for (const d of each(x.design, 'decision')) if (d.use === use) decisions.push({ id: d.id, to: null })
  return done(`Eject ${title(x, u.value)}`, [...changes, ...decisions])
}
