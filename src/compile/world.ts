import type { Id } from '../base/index.ts'
import { type DataType, type Kind, kinds, type Obj, type Sql, type Template } from '../catalog/index.ts'
import type { SettingsRecord } from '../design/index.ts'
import type {
  AccessClaim,
  CopiesClaim,
  MoveClaim,
  News,
  ParentClaim,
  Remedy,
  SplitClaim,
  Unfit,
  WithinClaim,
} from './claims.ts'
import type { Copied, Parent, PlainFact, Returning, Timed, UseFact } from './facts.ts'
import type { Issue } from './issue.ts'
import type { Owning } from './proof.ts'
import type { Redraw } from './redraws.ts'
import { Roll, Shelf } from './rolls.ts'
import type { ActiveUse } from './types.ts'

/** A column of another type than drawn: by which use, what it was, and what that leaves without meaning. */
interface Retyped {
  readonly use: Id<'use'>
  readonly was: DataType
  readonly unfit?: Unfit
}

/** An issue whose message still mentions objects by id. */
export interface DraftIssue extends Omit<Issue, 'message' | 'waysOut'> {
  readonly message: Template
  readonly remedies?: readonly Remedy[]
  readonly waysOut?: Issue['waysOut']
  readonly redraws?: readonly Redraw[]
  /** Said only where both are the same text once everything has its name. */
  readonly same?: readonly [Template, Template]
  /** Said only where the first, once everything has its name, is the same text as none of the others. */
  readonly unlike?: readonly Template[]
}

/** While it is being made. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** What a name is made of: a template, or the object that has the same name. */
export type NamedAfter = Template | Id

/** A claim with the use that made it. */
export interface Owned<C> {
  readonly claim: C
  readonly use: Id<'use'>
}

/** A timed table with how its constraint is called where it is made. */
export type TimedTable = Timed & { readonly role: string; readonly name: Template }

/** A column's move, and who asks for it. */
export interface Moving {
  readonly use: Id<'use'>
  readonly claim: MoveClaim
}
/** A use that partitions a table. */
export interface Split {
  readonly active: ActiveUse
  readonly claim: SplitClaim
}

/** What partitions widened; while it is hidden, how the table is partitioned, and the columns that carry. */
export interface KeptSplit {
  readonly wide: readonly (readonly Id[])[]
  readonly hidden?: readonly Obj<'table' | 'column'>[]
}

const perTable = ['column', 'key', 'check', 'exclusion', 'fk', 'index', 'trigger', 'policy'] as const
export type TableKind = (typeof perTable)[number]
type Shelves = Map<Id, Shelf>

/**
 * What one compilation builds up: objects without final names, indexed by table. Mutable, and never seen
 * outside this room; patterns read it through Facts.
 */
export class World {
  /** Columns that moved, by the table that they came from. */
  readonly moved = new Map<Id, Id>()
  /** Columns that are asked to move. */
  readonly moves = new Map<Id, Moving>()
  /** Uses that need a column where it is, by column. */
  readonly standing = new Map<Id, Set<Id<'use'>>>()
  /** How tables came to be partitioned, by table. */
  readonly splits = new Map<Id, Split>()
  /** What ejected patterns had partitioned: seen as partitioned, with all that it widened, from the split on only. */
  readonly keptSplits = new Map<Id, KeptSplit>()
  readonly settings: SettingsRecord
  readonly objects = new Map<Id, Obj>()
  /** Of objects whose name is not drawn text. */
  readonly names = new Map<Id, NamedAfter>()
  readonly issues: DraftIssue[] = []
  uses: readonly UseFact[] = []
  plain: readonly PlainFact[] = []
  /** Some claim was made of the uses and their decision records: then an edited record changes the catalog. */
  tellsUses = false
  readonly scopes = new Map<Id, Id<'column'>>()
  readonly alive = new Map<Id, Sql>()
  readonly timed = new Map<Id, TimedTable>()
  /** Keys of versions that ejected patterns had kept. */
  readonly keptTimed = new Map<Id, readonly Id<'column'>[]>()
  readonly within: { readonly owned: Owned<WithinClaim>; readonly id: Id<'fk'> }[] = []
  readonly beside = new Map<Id, Id<'table'>>()
  /** Claims of one phase, until it is sealed. */
  readonly parentWishes = new Map<Id<'table'>, Owned<ParentClaim>[]>()
  readonly parents = new Map<Id, Parent>()
  readonly owned = new Map<Id, Owning>()
  /** By table: whose rows its writers have to act as. */
  readonly actors = new Map<Id, { readonly table: Id<'table'>; readonly key: Id<'column'> }>()
  readonly mirrors = new Map<Id, Id<'table'>>()
  /** By mirror: the id of its copy of a column. */
  readonly copyIds = new Map<Id, (column: Id) => Id<'column'>>()
  /** By mirror: its copies, in the order of the columns that they copy. */
  readonly copied = new Map<Id, readonly Copied[]>()
  private originals: ReadonlyMap<Id, Id<'column'>> | undefined
  /** Columns that take the type of another. */
  readonly likes = new Map<Id, Id<'column'>>()
  /** How many columns patterns added to a table. */
  readonly added = new Map<Id, number>()
  /** By the table whose rows are told. */
  readonly tells = new Map<Id, News>()
  /** By archive. */
  readonly returns = new Map<Id, Returning>()
  /** By the table whose values are kept elsewhere. */
  readonly copies = new Map<Id, CopiesClaim[]>()
  /** Columns that became another type: by which use, and what they were. */
  readonly retyped = new Map<Id, Retyped>()
  /** Stand-in → the column that it stands for. */
  readonly standIns = new Map<Id, Id<'column'>>()
  /** Settings that sessions need, with a value for trials. */
  readonly sessions = new Map<string, string>()
  readonly holds = new Map<Id, 'facts' | 'reference'>()
  readonly keptRls = new Map<Id, 'enabled' | 'forced'>()
  /** Access that ejected patterns had settled. */
  readonly kept = new Map<Id, AccessClaim['app']>()
  readonly access = new Map<Id, { readonly app: AccessClaim['app']; readonly use: Id<'use'> }>()
  tenants: { readonly table: Id<'table'>; readonly key: Id<'column'> } | undefined
  readonly appRole = 'roles@design/app' as Id<'role'>
  readonly maintenanceRole = 'roles@design/maintenance' as Id<'role'>
  private readonly rolls = new Map<Kind, Roll>(kinds.map((kind) => [kind, new Roll()]))
  private readonly tables = new Map<Kind, Shelves>(perTable.map((kind) => [kind, new Map()]))
  private readonly inbound: Shelves = new Map()

  constructor(settings: SettingsRecord) {
    this.settings = settings
  }

  put(o: Obj): void {
    this.replace(this.objects.get(o.id), o)
  }

  /** Puts `o` where `old` is what has its id so far. */
  replace(old: Obj | undefined, o: Obj): void {
    this.objects.set(o.id, o)
    if (!old) {
      this.rolls.get(o.kind)?.add(o)
      this.link(o)
    } else if (old.kind === o.kind) {
      this.rolls.get(o.kind)?.forget()
      this.relink(old, o)
    } else {
      this.rolls.get(old.kind)?.forget()
      this.rolls.get(o.kind)?.add(o)
      this.unlink(old)
      this.link(o)
    }
  }

  remove(id: Id): void {
    const old = this.objects.get(id)
    if (!old) return
    this.unlink(old)
    this.objects.delete(id)
    this.rolls.get(old.kind)?.forget()
  }

  get<K extends Kind>(kind: K, id: Id): Obj<K> | undefined {
    const o = this.objects.get(id)
    return o?.kind === kind ? (o as Obj<K>) : undefined
  }

  /** Columns in rank order, everything else in id order. */
  of<K extends TableKind>(kind: K, table: Id): readonly Obj<K>[] {
    return (this.tables.get(kind)?.get(table)?.all() ?? []) as unknown as readonly Obj<K>[]
  }

  /** In the order of loading, then of uses: both go by id. */
  all<K extends Kind>(kind: K): readonly Obj<K>[] {
    return (this.rolls.get(kind)?.all(kind, this.objects) ?? []) as unknown as readonly Obj<K>[]
  }

  referencesTo(table: Id): readonly Obj<'fk'>[] {
    return (this.inbound.get(table)?.all() ?? []) as readonly Obj<'fk'>[]
  }

  /** Says which columns a mirror has copies of. */
  sealMirror(mirror: Id, copied: readonly Copied[]): void {
    this.copied.set(mirror, copied)
    this.originals = undefined
  }

  /** For a column of a mirror: the column it copies. */
  mirroredColumn(column: Id): Id<'column'> | undefined {
    this.originals ??= new Map(
      [...this.copied.values()].flatMap((list) =>
        list.map(({ copy, original }) => [copy, original] as const),
      ),
    )
    return this.originals.get(column)
  }

  primaryKey(table: Id): Obj<'key'> | undefined {
    return this.of('key', table).find((k) => k.primary)
  }

  /** The extension by its name, made if no one drew it. */
  needExtension(name: string, use?: Id<'use'>): void {
    const id = `extension@${name}` as Id<'extension'>
    if (this.objects.has(id) || this.all('extension').some((e) => e.name === name)) return
    this.put({ kind: 'extension', id, name, ...(use ? { why: { use, role: 'extension' } } : {}) })
  }

  /** The id of the role of that name, drawn or to be made. */
  roleNamed(name: string): Id<'role'> {
    if (name === this.settings.appRole) return this.appRole
    if (name === this.settings.maintenanceRole) return this.maintenanceRole
    const drawn = this.all('role').find((r) => r.name === name)?.id
    return (drawn ?? `role@${name}`) as Id<'role'>
  }

  /** One role of a name, whoever asks for it. */
  needRole(name: string, use: Id<'use'>, comment?: string, likeApp = false): void {
    const id = this.roleNamed(name)
    if (this.objects.has(id) || id === this.appRole || id === this.maintenanceRole) return
    const why = { use, role: 'role' }
    this.put({
      kind: 'role',
      id,
      name,
      why,
      ...(likeApp ? { memberOf: [this.appRole] } : {}),
      ...(comment === undefined ? {} : { comment }),
    })
  }

  private link(o: Obj): void {
    const shelves = this.tables.get(o.kind)
    if (shelves) onto(shelves, (o as Obj<TableKind>).table, o)
    if (o.kind === 'fk') onto(this.inbound, o.references, o)
  }
  private unlink(o: Obj): void {
    this.tables
      .get(o.kind)
      ?.get((o as Obj<TableKind>).table)
      ?.delete(o)
    if (o.kind === 'fk') this.inbound.get(o.references)?.delete(o)
  }
  private relink(old: Obj, o: Obj): void {
    const shelves = this.tables.get(o.kind)
    if (!shelves) return
    const [from, to] = [(old as Obj<TableKind>).table, (o as Obj<TableKind>).table]
    if (from !== to || o.kind === 'fk') {
      this.unlink(old)
      this.link(o)
    } else shelves.get(to)?.replace(old, o)
  }
}

const onto = (shelves: Shelves, owner: Id, o: Obj): void => {
  const known = shelves.get(owner)
  if (known) known.add(o)
  else {
    const shelf = new Shelf()
    shelf.add(o)
    shelves.set(owner, shelf)
  }
}
