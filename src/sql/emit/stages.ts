import type { Kind, Obj, PerKind } from '../../catalog/index.ts'
import type { Names, Numbers } from '../names.ts'
import type { Statement } from '../types.ts'
import {
  attachStatements,
  closeRoutine,
  extensionStatements,
  grantStatements,
  membershipStatements,
  ownerStatement,
  rlsStatements,
  roleStatements,
  rowsStatements,
  schemaStatements,
} from './access.ts'
import {
  indexStatements,
  matviewStatements,
  partitionStatements,
  policyStatements,
  triggerStatements,
  viewStatements,
} from './relation.ts'
import { routineStatements } from './routine.ts'
import { fkStatements, type TableParts, tableStatements } from './table.ts'
import { domainStatements, enumStatements } from './types.ts'

/**
 * The order in which statements stand as far as dependencies leave it open. Reference rows come before
 * whatever guards rows (foreign keys, triggers, row security); owners change last, because the one who runs the
 * statements may lose the right to go on.
 */
export const stages = [
  'role',
  'member',
  'schema',
  'extension',
  'enum',
  'domain',
  'table',
  'partition',
  'rows',
  'index',
  'fk',
  'routine',
  'view',
  'viewIndex',
  'trigger',
  'rls',
  'policy',
  'close',
  'grant',
  'owner',
] as const
export type Stage = (typeof stages)[number]

/** The stage in which an object is created; undefined for what CREATE TABLE holds. */
export const homeStage: Readonly<Record<Kind, Stage | undefined>> = {
  schema: 'schema',
  extension: 'extension',
  role: 'role',
  enum: 'enum',
  domain: 'domain',
  table: 'table',
  column: undefined,
  key: undefined,
  check: undefined,
  exclusion: undefined,
  fk: 'fk',
  index: 'index',
  view: 'view',
  matview: 'view',
  routine: 'routine',
  trigger: 'trigger',
  policy: 'policy',
  grant: 'grant',
  partition: 'partition',
  rows: 'rows',
}

const noStages: readonly Stage[] = []

const withOwner = (o: { readonly owner?: string }, before: readonly Stage[]): readonly Stage[] =>
  o.owner === undefined ? before : [...before, 'owner']

/** What an object needs besides its creation, which comes before. */
export const extraStages = (o: Obj): readonly Stage[] => {
  switch (o.kind) {
    case 'role':
      return o.memberOf?.length ? ['member'] : noStages
    case 'table':
      return withOwner(o, o.rls ? ['rls'] : noStages)
    case 'routine':
      return withOwner(o, o.closed ? ['close'] : noStages)
    case 'schema':
    case 'view':
    case 'matview':
      return withOwner(o, noStages)
    default:
      return noStages
  }
}

/** Statements that create one object. What CREATE TABLE holds makes none of its own. */
export const creation = (
  names: Names,
  partsOf: (t: Obj<'table'>) => TableParts,
  bodyOf: (r: Obj<'routine'>) => Numbers | undefined,
): PerKind<readonly Statement[]> => ({
  schema: (o) => schemaStatements(o),
  extension: (o) => extensionStatements(o, names),
  role: (o) => roleStatements(o),
  enum: (o) => enumStatements(o, names),
  domain: (o) => domainStatements(o, names),
  table: (o) => tableStatements(partsOf(o), names),
  column: () => [],
  key: () => [],
  check: () => [],
  exclusion: () => [],
  fk: (o) => fkStatements(o, names),
  index: (o) => indexStatements(o, names),
  view: (o) => viewStatements(o, names),
  matview: (o) => matviewStatements(o, names),
  routine: (o) => routineStatements(o, names, bodyOf(o)),
  trigger: (o) => triggerStatements(o, names),
  policy: (o) => policyStatements(o, names),
  grant: (o) => grantStatements(o, names),
  partition: (o) => partitionStatements(o, names),
  rows: (o) => rowsStatements(o, names),
})

/** Statements of a stage that follows an object's creation. */
export const following = (o: Obj, stage: Stage, names: Names): readonly Statement[] => {
  if (stage === 'member' && o.kind === 'role') return membershipStatements(o, names)
  if (stage === 'rls' && o.kind === 'table') return rlsStatements(o, names)
  if (stage === 'close' && o.kind === 'routine') return [closeRoutine(o, names)]
  if (stage === 'owner' && 'owner' in o && o.owner !== undefined) {
    const more = o.kind === 'routine' ? attachStatements(o, o.owner, names) : []
    return [ownerStatement(o, o.owner, names), ...more]
  }
  throw new Error(`a ${o.kind} has no stage ${stage}`)
}
