import type { LucideIcon } from 'lucide-react'
import Activity from 'lucide-react/icons/activity'
import Archive from 'lucide-react/icons/archive'
import ArrowLeftRight from 'lucide-react/icons/arrow-left-right'
import Banknote from 'lucide-react/icons/banknote'
import BookOpen from 'lucide-react/icons/book-open'
import Boxes from 'lucide-react/icons/boxes'
import Braces from 'lucide-react/icons/braces'
import Brackets from 'lucide-react/icons/brackets'
import Building from 'lucide-react/icons/building-2'
import CalendarClock from 'lucide-react/icons/calendar-clock'
import CalendarRange from 'lucide-react/icons/calendar-range'
import Camera from 'lucide-react/icons/camera'
import ChartLine from 'lucide-react/icons/chart-line'
import Clock from 'lucide-react/icons/clock'
import Columns2 from 'lucide-react/icons/columns-2'
import Database from 'lucide-react/icons/database'
import Eraser from 'lucide-react/icons/eraser'
import Eye from 'lucide-react/icons/eye'
import Fingerprint from 'lucide-react/icons/fingerprint-pattern'
import FolderTree from 'lucide-react/icons/folder-tree'
import Folders from 'lucide-react/icons/folders'
import GitMerge from 'lucide-react/icons/git-merge'
import Hash from 'lucide-react/icons/hash'
import History from 'lucide-react/icons/history'
import KeyRound from 'lucide-react/icons/key-round'
import Layers from 'lucide-react/icons/layers'
import Link2 from 'lucide-react/icons/link-2'
import ListChecks from 'lucide-react/icons/list-checks'
import ListFilter from 'lucide-react/icons/list-filter'
import ListOrdered from 'lucide-react/icons/list-ordered'
import ListTree from 'lucide-react/icons/list-tree'
import LockKeyhole from 'lucide-react/icons/lock-keyhole'
import MapPinned from 'lucide-react/icons/map-pinned'
import Network from 'lucide-react/icons/network'
import NotebookPen from 'lucide-react/icons/notebook-pen'
import Replace from 'lucide-react/icons/replace'
import Rows4 from 'lucide-react/icons/rows-4'
import ScrollText from 'lucide-react/icons/scroll-text'
import Send from 'lucide-react/icons/send'
import Server from 'lucide-react/icons/server'
import Shapes from 'lucide-react/icons/shapes'
import Sigma from 'lucide-react/icons/sigma'
import Split from 'lucide-react/icons/split'
import TextSearch from 'lucide-react/icons/text-search'
import Trash from 'lucide-react/icons/trash-2'
import UnfoldHorizontal from 'lucide-react/icons/unfold-horizontal'
import UserLock from 'lucide-react/icons/user-lock'
import Waypoints from 'lucide-react/icons/waypoints'
import Workflow from 'lucide-react/icons/workflow'
import { Icon } from './icon.tsx'

/** Icons that patterns' manifests name. */
const glyphs: Readonly<Record<string, LucideIcon>> = {
  'user-lock': UserLock,
  'git-merge': GitMerge,
  'lock-keyhole': LockKeyhole,
  boxes: Boxes,
  brackets: Brackets,
  'chart-line': ChartLine,
  'text-search': TextSearch,
  activity: Activity,
  'folder-tree': FolderTree,
  braces: Braces,
  archive: Archive,
  banknote: Banknote,
  'list-checks': ListChecks,
  waypoints: Waypoints,
  'key-round': KeyRound,
  'rows-4': Rows4,
  'columns-2': Columns2,
  'map-pinned': MapPinned,
  hash: Hash,
  'list-filter': ListFilter,
  'list-tree': ListTree,
  'building-2': Building,
  database: Database,
  eye: Eye,
  folders: Folders,
  eraser: Eraser,
  layers: Layers,
  'list-ordered': ListOrdered,
  clock: Clock,
  history: History,
  'scroll-text': ScrollText,
  split: Split,
  'trash-2': Trash,
  workflow: Workflow,
  send: Send,
  'calendar-range': CalendarRange,
  camera: Camera,
  'calendar-clock': CalendarClock,
  'fingerprint-pattern': Fingerprint,
  'book-open': BookOpen,
  replace: Replace,
  'link-2': Link2,
  'arrow-left-right': ArrowLeftRight,
  sigma: Sigma,
  'notebook-pen': NotebookPen,
  network: Network,
  'unfold-horizontal': UnfoldHorizontal,
  server: Server,
}

/** Every name that has an icon of its own. */
export const glyphNames: readonly string[] = Object.keys(glyphs)

/** A pattern's sign by the name in its manifest; an unknown name gets the sign of patterns at large. */
export const Glyph = ({
  name,
  size = 16,
  className,
}: {
  readonly name: string
  readonly size?: number
  readonly className?: string
}) => <Icon of={glyphs[name] ?? Shapes} size={size} className={className} />
