import type { LucideIcon } from 'lucide-react'
import { memo } from 'react'
import type { Kind } from '../../../store/index.ts'
import { classes } from '../../kit/classes.ts'
import { Icon } from '../../kit/icon.tsx'
import {
  DomainIcon,
  EnumIcon,
  ExtensionIcon,
  MatviewIcon,
  RightIcon,
  RoleIcon,
  RoutineIcon,
  TableIcon,
  ViewIcon,
} from '../../kit/icons.ts'
import type { TreeRow } from './tree-model.ts'

const icons: Partial<Readonly<Record<Kind, LucideIcon>>> = {
  table: TableIcon,
  view: ViewIcon,
  matview: MatviewIcon,
  enum: EnumIcon,
  domain: DomainIcon,
  routine: RoutineIcon,
  role: RoleIcon,
  extension: ExtensionIcon,
}

interface RowProps {
  readonly row: TreeRow
  readonly selected: boolean
  readonly focused: boolean
  readonly wrong: 'error' | 'warning' | undefined
}

/** Rows say what they are; the list handles every event. */
export const Row = memo(({ row, selected, focused, wrong }: RowProps) =>
  row.row === 'section' ? (
    <div
      role="treeitem"
      aria-level={1}
      aria-expanded={row.open}
      aria-selected={selected}
      tabIndex={focused ? 0 : -1}
      data-key={row.key}
      className={classes('tree-row section', selected && 'selected')}
    >
      <Icon of={RightIcon} size={12} className={classes('turn', row.open && 'open')} />
      <span className="cut grow">{row.label}</span>
      <span className="faint">{row.count}</span>
    </div>
  ) : (
    <div
      role="treeitem"
      aria-level={2}
      aria-selected={selected}
      tabIndex={focused ? 0 : -1}
      data-key={row.key}
      data-tip={
        row.madeBy
          ? `${row.label}\nMade by ${row.madeBy}`
          : row.leftOut
            ? `${row.label}\nLeft out of the DDL. The problems say why.`
            : undefined
      }
      className={classes('tree-row', selected && 'selected', row.madeBy && 'made')}
    >
      <Icon of={icons[row.kind] ?? TableIcon} size={14} />
      <span className="cut grow">{row.label}</span>
      {wrong && (
        <span
          className={classes('dot', wrong === 'error' ? 'red' : 'amber')}
          role="img"
          aria-label={wrong === 'error' ? 'has an error' : 'has a warning'}
        />
      )}
    </div>
  ),
)
Row.displayName = 'Row'
