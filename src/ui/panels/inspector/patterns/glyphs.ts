import type { LucideIcon } from 'lucide-react'
import Building from 'lucide-react/icons/building-2'
import Clock from 'lucide-react/icons/clock'
import GitFork from 'lucide-react/icons/git-fork'
import History from 'lucide-react/icons/history'
import Shapes from 'lucide-react/icons/shapes'
import Split from 'lucide-react/icons/split'
import Trash from 'lucide-react/icons/trash-2'
import UserPen from 'lucide-react/icons/user-pen'
import Workflow from 'lucide-react/icons/workflow'

const glyphs: Readonly<Record<string, LucideIcon>> = {
  'building-2': Building,
  clock: Clock,
  'git-fork': GitFork,
  history: History,
  split: Split,
  'trash-2': Trash,
  'user-pen': UserPen,
  workflow: Workflow,
}

/** The icon that a pattern asks for; shapes for one that is not bundled. */
export const glyphOf = (name: string): LucideIcon => glyphs[name] ?? Shapes
