import type { LucideIcon } from 'lucide-react'
import type { App, AppState, Attempt, Id, Kind } from '../../store/index.ts'
import {
  AreaIcon,
  DomainIcon,
  EnumIcon,
  ExtensionIcon,
  MatviewIcon,
  NoteIcon,
  RoleIcon,
  RoutineIcon,
  SchemaIcon,
  TableIcon,
  ViewIcon,
} from '../kit/icons.ts'
import { freeSpot } from './spots.ts'

/** Something a person can add to the design from a menu or the palette. */
export interface Addition {
  readonly id: string
  readonly label: string
  readonly icon: LucideIcon
  readonly make: (app: App, s: AppState) => Attempt | undefined
}

const free = (s: AppState, base: string): string => {
  const taken = new Set([...(s.open?.compiled.catalog.values() ?? [])].map((o) => o.name))
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}_${n}`
    if (!taken.has(name)) return name
  }
}

const spot = (s: AppState) => (s.open ? freeSpot(s.open.design) : { x: 0, y: 0 })

/** What stands on the canvas, and stays where it was put. */
const standing: ReadonlySet<Kind> = new Set(['view', 'matview', 'enum', 'domain'])

const plain = (
  kind: Exclude<Kind, 'table' | 'column'>,
  label: string,
  icon: LucideIcon,
  base: string,
): Addition => ({
  id: kind,
  label,
  icon,
  make: (app, s) =>
    app.commands.add(kind, free(s, base), undefined, standing.has(kind) ? spot(s) : undefined),
})

export const additions: readonly Addition[] = [
  { id: 'table', label: 'Table', icon: TableIcon, make: (app, s) => app.commands.addTable(spot(s)) },
  plain('view', 'View', ViewIcon, 'new_view'),
  plain('matview', 'Materialized view', MatviewIcon, 'new_matview'),
  plain('enum', 'Enum type', EnumIcon, 'new_enum'),
  plain('domain', 'Domain', DomainIcon, 'new_domain'),
  plain('routine', 'Function or procedure', RoutineIcon, 'new_function'),
  plain('schema', 'Schema', SchemaIcon, 'new_schema'),
  plain('role', 'Role', RoleIcon, 'new_role'),
  plain('extension', 'Extension', ExtensionIcon, 'citext'),
  {
    id: 'area',
    label: 'Area',
    icon: AreaIcon,
    make: (app, s) => app.commands.addArea({ ...spot(s), width: 480, height: 320 }),
  },
  { id: 'note', label: 'Note', icon: NoteIcon, make: (app, s) => app.commands.addNote(spot(s)) },
]

/** What lives on a table: offered where a table is selected. */
export const tableAdditions: readonly {
  readonly kind: Extract<Kind, 'trigger' | 'policy' | 'grant' | 'rows'>
  readonly label: string
}[] = [
  { kind: 'trigger', label: 'Trigger' },
  { kind: 'policy', label: 'Policy' },
  { kind: 'grant', label: 'Grant' },
  { kind: 'rows', label: 'Reference rows' },
]

export const addTo = (app: App, kind: (typeof tableAdditions)[number]['kind'], table: Id): boolean =>
  app.run(app.commands.add(kind, kind === 'trigger' || kind === 'policy' ? `new_${kind}` : '', table))
