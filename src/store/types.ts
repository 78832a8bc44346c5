import type { Id, Result } from '../base/index.ts'
import type { AnyPattern, Compiled, Issue, Proof } from '../compile/index.ts'
import type { Design } from '../design/index.ts'
import type { EngineInfo, EngineKind, Notices, SqlError, Verdict } from '../engine/index.ts'
import type { Emitted, Piece } from '../sql/index.ts'
import type { Answer, Answered, Explained, RowTrial } from '../verify/index.ts'
import type { Attempt, Command, Commands, Refusal } from './command-types.ts'

export type * from './command-types.ts'

export interface DesignSummary {
  readonly id: string
  readonly name: string
  readonly tables: number
  /** Milliseconds since 1970. */
  readonly changed: number
}
export interface TemplateSummary {
  readonly id: string
  readonly name: string
  readonly summary: string
  readonly tables: number
  readonly patterns: readonly string[]
  /** Their titles. */
  readonly badges: readonly string[]
}

export type SaveState =
  | { readonly at: 'saved' }
  | { readonly at: 'saving' }
  /** The store is full, evicted or refused: said in words, with a way to save a file. */
  | { readonly at: 'failed'; readonly message: string }

/** `edit`: this tab writes. `follow`: another tab writes, this one shows it. `shared`: opened from a link, read only. */
export type Mode = 'edit' | 'follow' | 'shared'

export interface OpenDesign {
  readonly design: Design
  readonly compiled: Compiled
  /** `unwritten` until editing has loaded. */
  readonly emitted: Emitted
  readonly mode: Mode
  /** Names of the steps that undo and redo would take, the next one first. */
  readonly undo: readonly string[]
  readonly redo: readonly string[]
  readonly saved: SaveState
  /** Grows with each change; verdicts and answers say which one they judged. */
  readonly revision: number
  /** What the last command touched, for marking lines and bringing the viewport to it. */
  readonly touched: readonly Id[]
  /** False for a design that came by link or file until the reader presses "Run checks". */
  readonly mayRun: boolean
}

export interface EngineState {
  readonly status: 'off' | 'booting' | 'ready' | 'busy' | 'restarting' | 'failed'
  readonly info?: EngineInfo
  readonly failure?: string
  readonly verdict?: Verdict
  /** Revision that `verdict` and `answers` judged. */
  readonly revision?: number
  readonly answers: ReadonlyMap<string, Answer>
  /** Proofs under way or waiting, by id. */
  readonly running: ReadonlySet<string>
}

/** The Problems panel's one list: compile's issues and engines' errors alike. */
export interface Problem {
  readonly source: 'design' | EngineKind
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: string
  readonly objects: readonly Id[]
  readonly code: string
  readonly waysOut: Issue['waysOut']
  /** The use of a pattern that it is about, and which of its options. */
  readonly at?: { readonly use: Id; readonly option: string }
}

export type DockTab = 'ddl' | 'checks' | 'rows' | 'queries' | 'problems'
export type Theme = 'light' | 'dark' | 'system'
export interface View {
  readonly dock: DockTab
  readonly dockOpen: boolean
  readonly dockHeight: number
  readonly sideOpen: boolean
  readonly sideWidth: number
  readonly inspectorOpen: boolean
  readonly inspectorWidth: number
  readonly theme: Theme
  /** Hide companions (tables that patterns made). */
  readonly hideCompanions: boolean
  readonly ddl: 'all' | 'selection' | 'patterns'
}

export interface AppState {
  readonly screen: 'start' | 'design'
  readonly library: readonly DesignSummary[]
  readonly templates: readonly TemplateSummary[]
  readonly open: OpenDesign | undefined
  /** Objects, records (areas, notes) or uses. */
  readonly selection: readonly Id[]
  readonly engines: Readonly<Record<EngineKind, EngineState>>
  readonly problems: readonly Problem[]
  readonly view: View
  /** Every pattern of the catalogue, in its order, once all are loaded; none before. */
  readonly patterns: readonly AnyPattern[]
  /** The last thing worth telling (deleted with undo, opened, refused …); `undo` runs when pressed. */
  readonly notice:
    | {
        readonly key: number
        readonly text: string
        readonly tone: 'plain' | 'error'
        readonly action?: { readonly label: string; readonly run: () => void }
      }
    | undefined
}

export interface QueryAnswer {
  readonly engine: EngineInfo
  /** Absent where nothing was run. */
  readonly statements?: readonly Piece[]
  readonly results: readonly Answered[]
  readonly error?: SqlError
  readonly notices?: Notices
  readonly ms: number
}

/** A pattern shown on a small design of its own. */
export interface Sample {
  readonly before: Compiled
  readonly after: Compiled
  /** The table that the pattern is about; absent for one that is about the whole design. */
  readonly table?: Id
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly proofs: readonly Proof[]
}

/** Samples of patterns, and a database of their own to run their promises in. */
export interface Samples {
  of(pattern: string): Promise<Sample>
  /** Runs every promise in PostgreSQL; `tell` hears each answer as it comes. */
  prove(
    pattern: string,
    tell: (answers: ReadonlyMap<string, Answer>) => void,
  ): Promise<Result<EngineInfo, string>>
  /** Ends the database; asked again, it starts anew. */
  close(): void
}

/**
 * The query of each design that was typed and not saved in it. Writing here ends before the call returns, so a tab
 * that closes in the next moment loses nothing.
 */
export interface Drafts {
  read(design: string): string | undefined
  /** An empty text takes it away. False where it is too long or there is no room: the one before stays. */
  write(design: string, text: string): boolean
}

/** What the page can do. Created once by `createApp`; the state is a zustand vanilla store beside it. */
export interface App {
  readonly state: {
    getState(): AppState
    getInitialState(): AppState
    subscribe(listener: (state: AppState, previous: AppState) => void): () => void
  }
  readonly commands: Commands
  /** Runs at once where editing is there, else as soon as it has loaded: for what goes on with a command's result. */
  ready(run: () => void): void
  /** Runs a command, or tells its refusal in a notice; false when refused. */
  run(attempt: Attempt | Command): boolean
  /** Finds out what an attempt would bring, so that running it next takes no time for that. */
  foresee(attempt: Attempt): void
  undo(): void
  redo(): void
  select(ids: readonly Id[], how?: 'set' | 'add' | 'toggle'): void
  setView(view: Partial<View>): void
  /** Loads what of the catalogue is not here yet; `state.patterns` has it then. */
  loadPatterns(): void
  dismissNotice(): void

  /** Opens what the page was opened for: the design in a link's fragment, else the one this tab had open before a reload. */
  start(fragment: string): Promise<void>
  create(template?: string): Promise<void>
  openStored(id: string): Promise<void>
  /** A file's text, dropped or chosen: becomes a design of its own in the library. */
  openFile(text: string, fileName: string): Promise<Result<void, string>>
  /** A link's fragment: opens read-only; nothing local changes, nothing of it is executed. */
  openLink(fragment: string): Promise<Result<void, string>>
  keepCopy(): Promise<void>
  leave(): Promise<void>
  renameStored(id: string, name: string): Promise<void>
  duplicateStored(id: string): Promise<void>
  /** Deletes with a notice that can bring it back. */
  deleteStored(id: string): Promise<void>
  takeOver(): Promise<void>
  persisted(): Promise<boolean>

  /** A design that came by link or file may be executed from now on. */
  allowRun(): void
  /** Something is being moved by hand until the result is called: engines begin nothing new while each frame counts. */
  hold(): () => void
  /** Proofs again: all, or these ids; on PGlite when ready, and on pg-mem. */
  prove(ids?: readonly string[]): Promise<void>
  /** Ended after the limit, or by `stop`. */
  query(sql: string, engine: EngineKind, limitMs: number, stop?: AbortSignal): Promise<QueryAnswer>
  readonly drafts: Drafts
  /** The plan of one statement, as text and as a tree. */
  explain(
    sql: string,
    engine: EngineKind,
    limitMs: number,
    stop?: AbortSignal,
  ): Promise<Result<Explained, SqlError>>
  /** Inserts the row in a transaction that is rolled back, and says which constraint refused it. */
  tryRow(engine: EngineKind, table: Id, values: Readonly<Record<string, string | null>>): Promise<RowTrial>
  /** Generated rows, one that should pass and one against each constraint. */
  tryCases(engine: EngineKind, table: Id): Promise<readonly RowTrial[]>

  saveFile(): { readonly name: string; readonly text: string }
  shareLink(): Promise<
    Result<
      { readonly url: string; readonly length: number },
      { readonly length: number; readonly limit: number } | { readonly lost: string }
    >
  >
  exportBundle(): Promise<Result<Bundle, string>>
  /** Patterns shown on a small design of their own; loaded when first asked for. */
  samples(): Promise<Samples>
  /** What switching would change, before it is switched. */
  preview(attempt: Attempt): Result<Preview, Refusal>
}

/** A design as files, and what was run of it. */
export interface Bundle {
  readonly name: string
  readonly bytes: Uint8Array
  /** In words. */
  readonly verified: string
  /** PostgreSQL took all of it, and no promise is broken or still looked at. */
  readonly sound: boolean
}

/** What a step that has not been made would lead to. */
export interface Foreseen {
  readonly compiled: Compiled
  readonly emitted: Emitted
}

export interface Preview extends Foreseen {
  /** Statements only in the new text, gone from the old, in order. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** Issues that would be new. */
  readonly issues: readonly Issue[]
}
