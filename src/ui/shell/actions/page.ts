import type { LucideIcon } from 'lucide-react'
import type { Theme } from '../../../store/index.ts'
import { FindIcon, InfoIcon, MoonIcon, PatternIcon, SunIcon, SystemIcon } from '../../kit/icons.ts'
import { openDialog } from '../ui-state.ts'
import { type Action, always } from './action.ts'

const theme = (value: Theme, label: string, icon: LucideIcon): Action => ({
  id: `theme-${value}`,
  label,
  group: 'Theme',
  icon,
  enabled: always,
  run: (app) => app.setView({ theme: value }),
})

/** What is there whatever is open. */
export const page: readonly Action[] = [
  {
    id: 'palette',
    label: 'Find anything',
    group: 'Page',
    icon: FindIcon,
    key: 'palette',
    enabled: always,
    run: () => openDialog('palette'),
  },
  {
    id: 'commands',
    label: 'Commands only',
    group: 'Page',
    icon: FindIcon,
    key: 'commands',
    enabled: always,
    run: () => openDialog('commands'),
  },
  {
    id: 'keys',
    label: 'Keyboard keys',
    group: 'Page',
    icon: InfoIcon,
    key: 'keys',
    enabled: always,
    run: () => openDialog('keys'),
  },
  {
    id: 'library',
    label: 'Pattern library',
    group: 'Page',
    icon: PatternIcon,
    enabled: always,
    run: () => openDialog('library'),
  },
  theme('light', 'Light theme', SunIcon),
  theme('dark', 'Dark theme', MoonIcon),
  theme('system', "The system's theme", SystemIcon),
]
