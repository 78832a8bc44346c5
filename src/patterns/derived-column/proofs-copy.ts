import type { Id } from '../../base/index.ts'
import { name, type Obj, objectsOf, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql } from '../../compile/api.ts'
import { anotherValue } from '../kit/fresh-key.ts'
import { app, cell, count, insert, key, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { U } from './link.ts'
import { assigned, to } from './proof-values.ts'

interface Scene {
  readonly fk: Obj<'fk'>
  readonly source: Obj<'column'>
}

/** What is copied along which reference, read off the trigger's routine. */
const sceneOf = (use: U, made: Made): Scene | undefined => {
  const routine = made.catalog.get(use.idOf(use.options.kind === 'copy' ? 'fetch:fn' : 'freeze:fn'))
  if (routine?.kind !== 'routine') return undefined
  const [first] = routine.body.refs.flatMap((r) => {
    const o = made.catalog.get(r.id)
    return o?.kind === 'column' && r.id !== use.column ? [o] : []
  })
  const source = use.options.source ? made.catalog.get(use.options.source) : first
  if (source?.kind !== 'column') return undefined
  const fk = objectsOf(made.catalog, 'fk').find(
    (f) =>
      f.table === use.table &&
      f.references === source.table &&
      (!use.options.via || f.columns.includes(use.options.via)),
  )
  return fk ? { fk, source } : undefined
}

export const copyProofs = (use: U, made: Made): readonly Proof[] => {
  const scene = sceneOf(use, made)
  if (!scene) return []
  return use.options.kind === 'copy' ? kept(use, made, scene) : frozen(use, made, scene)
}

const equals = (use: U, source: Id<'column'>, row: string): ProofSql =>
  stmt`select (${name(use.column)} = ${cell(row, source)})::text from ${qualified(use.table)} where ${key('a')}`

/** Gives the parent's column a value that no other row has; nothing where that cannot be made up. */
const change = (made: Made, { fk, source }: Scene): ProofSql | undefined => {
  const value = anotherValue(made, source, 'p')
  return (
    value && [
      ...stmt`update ${qualified(fk.references)} set ${name(source.id)} = `,
      ...value,
      ...stmt` where ${key('p')}`,
    ]
  )
}

const kept = (use: U, made: Made, scene: Scene): readonly Proof[] => {
  const { fk, source } = scene
  const t = use.table
  const c = name(use.column)
  const id = source.id as Id<'column'>
  const changed = change(made, scene)
  const now = (row: string, of = row): ProofSql =>
    stmt`select (${c} is not distinct from (select q.${name(id)} from ${qualified(fk.references)} q where ${key(of)}))::text from ${qualified(t)} where ${key('a')}`
  const arranged = [
    app(insert(fk.references, 'p'), insert(fk.references, 'q')),
    app(insert(t, 'a', to(made, fk, 'p'))),
  ]
  return [
    proof(
      use,
      'copied',
      sql`${name(t)}.${c} is that of the row of ${name(fk.references)} it refers to, also once it refers to another.`,
      [use.idOf('fetch')],
      ...arranged,
      app(run(equals(use, id, 'p'), rows(['true']))),
      app(
        run(
          [...stmt`update ${qualified(t)} set `, ...assigned(made, fk, 'q'), ...stmt` where ${key('a')}`],
          count(1),
        ),
      ),
      app(run(equals(use, id, 'q'), rows(['true']))),
    ),
    ...(changed
      ? [
          proof(
            use,
            'spread',
            sql`When ${name(id)} of a row of ${name(fk.references)} changes, its copies in ${name(t)} change with it.`,
            [use.idOf('spread')],
            ...arranged,
            app(run(changed, count(1))),
            app(run(now('p'), rows(['true']))),
          ),
        ]
      : []),
  ]
}

const frozen = (use: U, made: Made, scene: Scene): readonly Proof[] => {
  const { fk, source } = scene
  const t = use.table
  const c = name(use.column)
  const id = source.id as Id<'column'>
  const changed = change(made, scene)
  const arranged = [app(insert(fk.references, 'p')), app(insert(t, 'a', to(made, fk, 'p')))]
  const other = anotherValue(made, source, 'p')
  return [
    proof(
      use,
      'frozen',
      sql`${name(t)}.${c} is what ${name(fk.references)} said when the row was made, and stays so.`,
      [use.idOf('freeze')],
      ...arranged,
      app(run(equals(use, id, 'p'), rows(['true']))),
      ...(changed ? [app(run(changed, count(1)))] : []),
      app(run(equals(use, id, 'p'), rows(['true']))),
    ),
    ...(other
      ? [
          proof(
            use,
            'written',
            sql`No one can change ${name(t)}.${c} afterwards.`,
            [use.idOf('frozen')],
            ...arranged,
            app(
              run(
                [...stmt`update ${qualified(t)} set ${c} = `, ...other, ...stmt` where ${key('a')}`],
                refused('428C9'),
              ),
            ),
          ),
        ]
      : []),
  ]
}
