import { type Id, withValues } from '../base/index.ts'
import { type Catalog, cameFrom, fill, type Obj, type Template } from '../catalog/index.ts'
import type { Design } from '../design/index.ts'
import { checkForms } from './check.ts'
import type { Claim, IssueClaim, Phase, Phases } from './claims.ts'
import { widenConflicts } from './conflict-targets.ts'
import { dropCycles, dropDangling } from './dangling.ts'
import { renamesOnly, sameRecords } from './differing.ts'
import { factsOf } from './facts-of.ts'
import { fileText } from './file-text.ts'
import type { Issue } from './issue.ts'
import { drawnObject, dropStaleTraits, load } from './load.ts'
import { type Naming, nameAll } from './naming.ts'
import { claimParent, sealParents } from './parents.ts'
import { sealPaths } from './paths.ts'
import type { Registry } from './pattern.ts'
import { scopeCopies } from './phase-copies.ts'
import { addReference, checkReferences, sealAlive, sealScopes, sealStandIns } from './phase-keys.ts'
import { sealMoves } from './phase-move.ts'
import { sealPolicies } from './phase-owned.ts'
import { sealRetyped } from './phase-retyped.ts'
import { addTrigger, claimAccess, omit, sealAccess, sealViews, setRls } from './phase-rows.ts'
import { claimPrimary, followTypes, retype } from './phase-shape.ts'
import { addPartition, checkSplits, claimSplit, sealSplits } from './phase-split.ts'
import { add, addColumn, addCopies, addNews, addTable, sealLikes, sealMirrors } from './phase-tables.ts'
import { claimTimed, sealTimed } from './phase-timed.ts'
import { sealWithin } from './phase-within.ts'
import type { Traits } from './proof.ts'
import { checkReferenceTypes } from './reference-types.ts'
import { waysOutOf } from './remedies.ts'
import { renameIn } from './renaming.ts'
import { shareWith } from './share.ts'
import { standByOptions, standOn } from './standing.ts'
import type { ActiveUse, CompanionFile, Compiled, Compiler } from './types.ts'
import { activeUses, plainTold, usesTold } from './uses.ts'
import type { DraftIssue, World } from './world.ts'

interface Structure {
  readonly world: World
  readonly uses: ReadonlyMap<Id, ActiveUse>
  readonly files: readonly (Omit<CompanionFile, 'text'> & {
    readonly text: { readonly text: readonly string[]; readonly refs: readonly { readonly id: Id }[] }
  })[]
}

type Step<F extends Phase> = (w: World, active: ActiveUse, claim: Phases[F]) => void

/** All claims of a phase are made before the first is applied: no pattern sees another's of the same phase. */
const runPhase = <F extends Phase>(
  w: World,
  uses: ReadonlyMap<Id, ActiveUse>,
  phase: F,
  step: Step<F>,
): void => {
  const facts = factsOf(w)
  const made: { readonly active: ActiveUse; readonly claims: readonly Claim<F>[] }[] = []
  for (const active of uses.values()) {
    const claims = active.pattern.claims(phase, facts, active.use)
    if (claims.length > 0) made.push({ active, claims })
  }
  for (const { active, claims } of made)
    for (const claim of claims) {
      if (claim.claim === 'issue') w.issues.push(issueOf(active, claim))
      else step(w, active, claim as Phases[F])
    }
}

const issueOf = ({ use }: ActiveUse, { claim: _c, waysOut, ...rest }: IssueClaim): DraftIssue => ({
  ...rest,
  use: use.id,
  ...(waysOut ? { remedies: waysOut } : {}),
})

const structure = (design: Design, registry: Registry): Structure => {
  const w = load(design)
  const uses = activeUses(w, design, registry)
  w.uses = usesTold(design, uses)
  w.plain = plainTold(design)
  standByOptions(w, design, uses)
  const files: Structure['files'][number][] = []
  runPhase(w, uses, 'shape', (_, a, c) => {
    if (c.claim === 'column') addColumn(w, a, c)
    else if (c.claim === 'retype') retype(w, a.use.id, c)
    else if (c.claim === 'stands') standOn(w, c.column, a.use.id)
    else claimPrimary(w, a, c)
  })
  followTypes(w)
  runPhase(w, uses, 'tables', (_, a, c) => {
    if (c.claim === 'table') addTable(w, a, c)
    else if (c.claim === 'role') w.needRole(c.name, a.use.id, c.comment, c.likeApp)
    else if (c.claim === 'setting') w.sessions.set(c.name, c.sample)
    else add(w, a, c)
  })
  sealRetyped(w)
  runPhase(w, uses, 'columns', (_, a, c) => {
    if (c.claim === 'column') addColumn(w, a, c)
    else if (c.claim === 'retype') retype(w, a.use.id, c)
    else if (c.claim === 'parent') claimParent(w, a, c)
    else if (c.claim === 'move') {
      if (!w.moves.has(c.column)) w.moves.set(c.column, { use: a.use.id, claim: c })
    } else if (c.claim === 'tells') addNews(w, c)
    else addCopies(w, c)
  })
  followTypes(w)
  sealParents(w)
  sealMoves(w, uses)
  sealLikes(w)
  sealMirrors(w)
  dropStaleTraits(w)
  runPhase(w, uses, 'keys', (_, a, c) => {
    if (c.claim === 'scope') {
      w.scopes.set(c.table, c.column)
      w.tenants = c.tenants
    } else if (c.claim === 'alive') w.alive.set(c.table, c.predicate)
    else if (c.claim === 'timed') claimTimed(w, a, c)
    else if (c.claim === 'within')
      w.within.push({ owned: { claim: c, use: a.use.id }, id: a.use.idOf(c.role) })
    else if (c.claim === 'reference') addReference(w, a, c)
    else if (c.claim === 'owned') {
      const { claim: _c, table, ...rows } = c
      w.owned.set(table, { ...rows, use: a.use.id })
    } else if (c.claim === 'actors') w.actors.set(c.table, { table: c.people, key: c.key })
    else if (c.claim === 'stand-in') w.standIns.set(c.by, c.column)
    else add(w, a, c)
  })
  sealStandIns(w)
  sealWithin(w)
  sealScopes(w)
  scopeCopies(w)
  sealAlive(w)
  sealTimed(w)
  checkReferences(w)
  checkReferenceTypes(w)
  runPhase(w, uses, 'split', (_, a, c) => (c.claim === 'split' ? claimSplit(w, a, c) : addPartition(w, a, c)))
  sealSplits(w)
  widenConflicts(w)
  for (const [table, mode] of w.keptRls) setRls(w, { claim: 'rls', table: table as Id<'table'>, mode })
  runPhase(w, uses, 'rows', (_, a, c) => {
    if (c.claim === 'trigger') addTrigger(w, a, c)
    else if (c.claim === 'access') claimAccess(w, a.use.id, c)
    else if (c.claim === 'rls') setRls(w, c)
    else if (c.claim === 'omit') omit(w, c)
    else add(w, a, c)
  })
  sealPolicies(w)
  runPhase(w, uses, 'derived', (_, a, c) => {
    if (c.claim === 'trigger') addTrigger(w, a, c)
    else if (c.claim === 'writable') w.kept.set(c.view, 'write')
    else add(w, a, c)
  })
  sealAccess(w)
  sealViews(w)
  runPhase(w, uses, 'files', (_, a, c) => files.push({ path: c.path, text: c.text, use: a.use.id }))
  sealPaths(w)
  checkSplits(w)
  checkForms(w)
  dropCycles(w)
  dropDangling(w, true)
  return { world: w, uses, files }
}

const traitsOf = (w: World): Traits => ({
  scopes: w.scopes,
  alive: w.alive,
  timed: w.timed,
  parents: w.parents,
  owned: w.owned,
  actors: w.actors,
  beside: w.beside,
  holds: w.holds,
  copies: w.copies,
  tells: w.tells,
  standIns: w.standIns,
  sessions: w.sessions,
  access: new Map([...w.kept, ...[...w.access].map(([t, a]): [Id, typeof a.app] => [t, a.app])]),
  mirrors: w.mirrors,
  copied: w.copied,
  returns: w.returns,
  settings: { actor: w.settings.actorSetting, tenant: w.settings.tenantSetting },
  ...(w.tenants ? { tenants: w.tenants } : {}),
  ...(w.objects.has(w.appRole) ? { appRole: w.appRole } : {}),
  ...(w.objects.has(w.maintenanceRole) ? { maintenanceRole: w.maintenanceRole } : {}),
})

const leftOutOf = (design: Design, catalog: Catalog): Catalog => {
  const out = new Map<Id, Obj>()
  for (const r of design.records.values()) {
    if (catalog.has(r.id)) continue
    const o = drawnObject(r)
    if (o) out.set(o.id, o)
  }
  return out
}

const finish = (
  design: Design,
  s: Structure,
  naming: Naming,
  catalog: Catalog,
  leftOut: Catalog,
): Compiled => {
  const say = (id: Id): string => catalog.get(id)?.name ?? naming.parts.get(id) ?? id
  const text = (t: Template): string => fill(t, (r) => say(r.id))
  const issue = (d: DraftIssue): Issue => {
    const { remedies, waysOut, redraws, same: _, unlike: _other, ...rest } = d
    return {
      ...rest,
      message: text(d.message),
      waysOut: [...(redraws ?? []).flatMap((r) => r(design)), ...(waysOut ?? []), ...waysOutOf(design, d)],
    }
  }
  const holds = ({ same, unlike }: DraftIssue): boolean => {
    const [one, ...others] = (unlike ?? []).map(text)
    return (!same || text(same[0]) === text(same[1])) && !others.some((o) => o === one)
  }
  return {
    design,
    catalog,
    leftOut,
    traits: traitsOf(s.world),
    uses: s.uses,
    issues: [...s.world.issues, ...naming.issues].filter(holds).map(issue),
    files: s.files.map((f) => ({
      path: f.path,
      use: f.use,
      text: fileText(f.path, f.text as DraftIssue['message'], catalog, say),
    })),
  }
}

interface Memory {
  readonly structure: Structure
  readonly naming: Naming
  readonly compiled: Compiled
}

const full = (design: Design, registry: Registry, before?: Compiled): Memory => {
  const s = structure(design, registry)
  const { objects, names, moved } = s.world
  const naming = nameAll({ objects, templates: names, moved })
  const catalog = before ? shareWith(before.catalog, objects) : objects
  return { structure: s, naming, compiled: finish(design, s, naming, catalog, leftOutOf(design, catalog)) }
}

/** The short way after a rename: same structure, new names. The memory before is spent. */
const again = (memory: Memory, design: Design): Memory | undefined => {
  const { structure: s, naming, compiled } = memory
  const ids = renamesOnly(compiled.design, design, s.world.tellsUses)
  if (!ids) return undefined
  if (ids.length === 0) return { ...memory, compiled: { ...compiled, design } }
  const renamed = new Map<Id, string>()
  for (const id of ids) {
    const r = design.records.get(id)
    if (!compiled.catalog.has(id) || !r || !('name' in r)) return undefined
    renamed.set(id, r.name)
  }
  const moved = renameIn(naming, { objects: compiled.catalog, templates: s.world.names, renamed })
  if (!moved) return undefined
  const values = new Map<Id, Obj>()
  for (const [id, text] of [...renamed, ...moved]) {
    const o = compiled.catalog.get(id)
    if (o) values.set(id, { ...o, name: text })
  }
  const catalog = withValues(compiled.catalog, values)
  cameFrom(catalog, compiled.catalog, new Set(values.keys()))
  return { structure: s, naming, compiled: finish(design, s, naming, catalog, compiled.leftOut) }
}

/** A compiler that keeps its last result. Its results are values: they never change afterwards. */
export const createCompiler = (registry: Registry): Compiler => {
  let memory: Memory | undefined
  let ahead: Memory | undefined
  const foreseen = (design: Design): Memory | undefined =>
    ahead && sameRecords(ahead.compiled.design, design)
      ? { ...ahead, compiled: { ...ahead.compiled, design } }
      : undefined
  return {
    compile(design) {
      if (memory && memory.compiled.design === design) return memory.compiled
      memory =
        foreseen(design) ?? (memory && again(memory, design)) ?? full(design, registry, memory?.compiled)
      ahead = undefined
      return memory.compiled
    },
    foresee(design) {
      ahead = foreseen(design) ?? full(design, registry, memory?.compiled)
      return ahead.compiled
    },
  }
}

/** Design → the best catalog it can plus issues. Pure; never throws for what a person can draw. */
export const compile = (design: Design, registry: Registry): Compiled => full(design, registry).compiled
