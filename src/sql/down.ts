import { type Catalog, type Obj, type PerKind, quoteLiteral, visit } from '../catalog/index.ts'
import { called, doBlock, revokeStatement } from './emit/access.ts'
import { emittedOf } from './emit/assemble.ts'
import { planFor } from './emit/emitter.ts'
import { homeStage } from './emit/stages.ts'
import { adminStatement, statement } from './emit/writer.ts'
import { type Names, namesOf } from './names.ts'
import { quoteIdent } from './quote.ts'
import type { Emitted, Statement } from './types.ts'

/** Roles and extensions may be another's, or serve more than this design: such a one is kept, with a notice. */
const dropShared = (o: Obj<'role' | 'extension'>): string =>
  doBlock([
    'begin',
    `  drop ${o.kind} if exists ${quoteIdent(o.name)};`,
    'exception when dependent_objects_still_exist or object_in_use then',
    `  raise notice '${o.kind} % is still in use and was kept', ${quoteLiteral(o.name)};`,
    'when insufficient_privilege then',
    `  raise notice '${o.kind} % was kept: only an administrator may drop it', ${quoteLiteral(o.name)};`,
    'end',
  ])

/** The schema `public` was there before, with this comment and this owner. */
const restorePublic = (s: Obj<'schema'>): readonly Statement[] => [
  ...(s.comment ? [statement(s, "comment on schema public is 'standard public schema';")] : []),
  ...(s.owner === undefined ? [] : [statement(s, 'alter schema public owner to pg_database_owner;')]),
]

/** What a drop of the owner takes along needs no statement; grants matter on what stays. */
const drops = (names: Names): PerKind<readonly Statement[]> => {
  const drop = (o: Obj): readonly Statement[] => [statement(o, `drop ${called(o, names)};`)]
  const off = (o: Obj<'trigger' | 'policy'>): readonly Statement[] => [
    statement(o, `drop ${o.kind} ${quoteIdent(o.name)} on ${names.short(o.table)};`),
  ]
  return {
    schema: (o) => (o.name === 'public' ? restorePublic(o) : drop(o)),
    extension: (o) => [statement(o, dropShared(o))],
    role: (o) => [adminStatement(o, dropShared(o))],
    enum: drop,
    domain: drop,
    table: drop,
    column: () => [],
    key: () => [],
    check: () => [],
    exclusion: () => [],
    fk: (o) => [statement(o, `alter table ${names.short(o.table)} drop constraint ${quoteIdent(o.name)};`)],
    index: () => [],
    view: drop,
    matview: drop,
    routine: drop,
    trigger: off,
    policy: off,
    grant: (o) =>
      names.object(o.on).name === 'public' && names.object(o.on).kind === 'schema'
        ? [revokeStatement(o, names)]
        : [],
    partition: () => [],
    rows: () => [],
  }
}

/**
 * Statements that undo what `emit` makes of the catalog, last things first. Nothing of the design is left but
 * roles and extensions that something else uses, of which a notice tells. `up`, where given, saves finding the order again.
 */
export const emitDown = (catalog: Catalog, up?: Emitted): Emitted => {
  const plan = planFor(catalog, up)
  const names = namesOf(catalog)
  const table = drops(names)
  const statements: Statement[] = []
  for (const u of [...plan.units].reverse()) {
    const o = names.object(plan.ids[u.object] ?? '')
    if (u.stage === homeStage[o.kind]) statements.push(...visit(table, o))
  }
  return emittedOf(statements)
}
