import type { LucideIcon } from 'lucide-react'
import type { AnyPattern, App, Id, Kind } from '../../../store/index.ts'
import { canvasCommands, leadTo, runCanvas } from '../../canvas/index.ts'
import { fitsPattern } from '../../kit/find-pattern.ts'
import { PatternIcon, TableIcon } from '../../kit/icons.ts'
import { isApple, keyOf, spoken } from '../../kit/keys.ts'
import { type Action, type Reach, whenEdit } from '../actions/action.ts'
import { allAdds } from '../actions/adds.ts'
import { design } from '../actions/design.ts'
import { page } from '../actions/page.ts'
import { panels } from '../actions/panels.ts'
import { score } from './palette-score.ts'

export interface PaletteItem {
  readonly id: string
  readonly group: 'Commands' | 'Tables and objects' | 'Columns' | 'Patterns'
  readonly label: string
  /** Said after the label, quieter. */
  readonly where?: string
  readonly icon?: LucideIcon
  readonly keys?: string
  readonly run: (app: App) => void
  /** Takes the focus to what was chosen; without it, the focus returns to where it was. */
  readonly lead?: () => void
  /** Whether it answers to what is typed by other words than its label's. */
  readonly answers?: (typed: string) => boolean
  /** Finds out what it would bring, while the person still looks at it. */
  readonly foresee?: (app: App) => void
}

const listed: readonly Kind[] = [
  'table',
  'view',
  'matview',
  'enum',
  'domain',
  'routine',
  'role',
  'extension',
  'schema',
]

const actions: readonly Action[] = [...design, ...allAdds, ...panels, ...page]

const commandItems = (s: Reach): readonly PaletteItem[] =>
  actions
    .filter((a) => a.enabled(s) && a.id !== 'palette' && a.id !== 'commands')
    .map((a) => ({
      id: `command ${a.id}`,
      group: 'Commands',
      label: a.label,
      where: a.group,
      run: a.run,
      ...(a.icon ? { icon: a.icon } : {}),
      ...(a.key ? { keys: keyOf(a.key) } : {}),
    }))

const addsAlready = new Set(['add-table', 'add-area', 'add-note'])

const selectsOwnTable = (s: Reach): boolean => {
  const catalog = s.open?.compiled.catalog
  return s.selection.some((id) => {
    const o = catalog?.get(id)
    const table = o?.kind === 'column' ? catalog?.get(o.table) : o
    return table?.kind === 'table' && table.why === undefined
  })
}
const selects = (s: Reach): boolean => s.selection.length > 0

/** When a command of the canvas does something; the others always do. */
const canvasWhen: ReadonlyMap<string, (s: Reach) => boolean> = new Map([
  ['add-column', (s: Reach) => whenEdit(s) && selectsOwnTable(s)],
  ['rename', (s: Reach) => whenEdit(s) && selects(s)],
  ['fit-selection', selects],
  ['layout', whenEdit],
])

const canvasItems = (s: Reach): readonly PaletteItem[] =>
  s.screen === 'start'
    ? []
    : canvasCommands
        .filter((k) => !addsAlready.has(k.id) && (canvasWhen.get(k.id)?.(s) ?? true))
        .map((k) => ({
          id: `canvas ${k.id}`,
          group: 'Commands',
          label: k.label,
          where: 'Canvas',
          keys: spoken(k.keys[0], isApple()),
          run: () => runCanvas(k.id),
        }))

/** What has no place on the canvas has one in the list. */
const goTo = (id: Id): Pick<PaletteItem, 'run' | 'lead'> => ({
  run: (app) => app.select([id]),
  lead: () => leadTo(id, document.querySelector<HTMLElement>(`[role="tree"] [data-key="${CSS.escape(id)}"]`)),
})

const objectItems = (s: Reach): readonly PaletteItem[] => {
  const catalog = s.open?.compiled.catalog
  if (!catalog) return []
  return [...catalog.values()].flatMap((o): readonly PaletteItem[] => {
    if (o.kind === 'column') {
      const table = catalog.get(o.table)
      return [{ id: o.id, group: 'Columns', label: o.name, where: table?.name ?? '', ...goTo(o.id) }]
    }
    if (!listed.includes(o.kind)) return []
    return [
      {
        id: o.id,
        group: 'Tables and objects',
        label: o.name,
        where: o.kind,
        icon: TableIcon,
        ...goTo(o.id),
      },
    ]
  })
}

const patternItems = (s: Reach, patterns: readonly AnyPattern[]): readonly PaletteItem[] => {
  if (s.open?.mode !== 'edit') return []
  const table = s.selection.map((id) => s.open?.compiled.catalog.get(id)).find((o) => o?.kind === 'table')
  return patterns.flatMap((pattern): readonly PaletteItem[] => {
    const { manifest } = pattern
    const target = manifest.scope === 'design' ? undefined : manifest.scope === 'table' ? table : undefined
    if (manifest.scope !== 'design' && !target && !manifest.wide) return []
    return [
      {
        id: `pattern ${manifest.name}`,
        group: 'Patterns',
        label: `Switch on ${manifest.title}`,
        where: target ? `for ${target.name}` : 'for the design',
        icon: PatternIcon,
        answers: (typed) => fitsPattern(pattern, typed),
        run: (a) => a.run(a.commands.patternOn(manifest.name, target?.id)),
        foresee: (a) => a.foresee(a.commands.patternOn(manifest.name, target?.id)),
      },
    ]
  })
}

/** For two selected tables, in the order they were selected. */
const linkItems = (s: Reach): readonly PaletteItem[] => {
  const [one, other, ...more] = s.selection.map((id) => s.open?.compiled.catalog.get(id))
  if (s.open?.mode !== 'edit' || one?.kind !== 'table' || other?.kind !== 'table' || more.length > 0)
    return []
  return [
    {
      id: 'command link-many',
      group: 'Commands',
      label: 'Link the two selected tables many to many',
      where: `${one.name} and ${other.name}`,
      icon: PatternIcon,
      run: (a) => a.run(a.commands.linkMany(one.id, other.id)),
      foresee: (a) => a.foresee(a.commands.linkMany(one.id, other.id)),
    },
  ]
}

/** Everything the palette can reach now. */
export const paletteItems = (s: Reach, patterns: readonly AnyPattern[]): readonly PaletteItem[] => [
  ...commandItems(s),
  ...linkItems(s),
  ...canvasItems(s),
  ...objectItems(s),
  ...patternItems(s, patterns),
]

const most = 60
/** What a name scores at least that holds the typed letters side by side. */
const together = 50

/** The best answers, best first within their groups' order. `>` in front asks for commands only. */
export const bestItems = (items: readonly PaletteItem[], typed: string): readonly PaletteItem[] => {
  const only = typed.startsWith('>')
  const query = only ? typed.slice(1) : typed
  const ranked = items
    .filter((i) => !only || i.group === 'Commands')
    .map((item) => ({
      item,
      score: Math.max(
        score(item.label, query),
        score(`${item.where ?? ''}.${item.label}`, query) - 5,
        query.trim() !== '' && item.answers?.(query) ? together : 0,
      ),
    }))
    .sort((a, b) => b.score - a.score)
  // Letters scattered over a name are an answer only where nothing holds them together.
  const least = (ranked[0]?.score ?? 0) >= together ? together : 1
  return ranked
    .filter((r) => r.score >= least)
    .slice(0, most)
    .map((r) => r.item)
}
