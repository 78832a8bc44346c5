import { name, qualified, quoteLiteral, sql } from '../../catalog/index.ts'
import type { Proof, ProofSql } from '../../compile/api.ts'
import { app, maintenance, proof, rows, run, stmt } from '../kit/index.ts'
import { type U, upcasters } from './check.ts'
import type { Upcaster } from './options.ts'
import { aggregate, appended, imported, plainType } from './scene.ts'

const read = (use: U, role: string, upto?: string): ProofSql =>
  stmt`select ${qualified(use.idOf(role))}(${aggregate(use)}${upto ? `, '${upto}'` : ''})::text`
const projected = (use: U): ProofSql =>
  stmt`select p.${name(use.idOf('projection:state'))}::text from ${qualified(use.idOf('projection'))} p`

const projection = (use: U): readonly Proof[] => {
  if (!use.options.projection) return []
  const type = plainType(use)
  const both = app(
    run(read(use, 'replay'), rows(['{"a": 2, "b": 3}'])),
    run(projected(use), rows(['{"a": 2, "b": 3}'])),
  )
  return [
    proof(
      use,
      'projection',
      sql`The state kept for an aggregate is what its events give when they are replayed.`,
      [use.idOf('project'), use.idOf('replay')],
      app(appended(use, 0, type, { a: 1 })),
      app(appended(use, 1, type, { b: 3 }), appended(use, 2, type, { a: 2 })),
      both,
    ),
    proof(
      use,
      'rebuild',
      sql`All states can be made anew from the events alone.`,
      [use.idOf('rebuild')],
      app(appended(use, 0, type, { a: 2 }), appended(use, 1, type, { b: 3 })),
      maintenance(run(stmt`delete from ${qualified(use.idOf('projection'))}`)),
      maintenance(run(stmt`select ${qualified(use.idOf('rebuild'))}()::text`, rows(['1']))),
      both,
    ),
  ]
}

const times = (use: U): Proof => {
  const type = plainType(use)
  const at = (row: string, version: number, a: number, day: string) =>
    imported(use, row, { version, type, data: { a }, at: `${day} 12:00:00+00` })
  return proof(
    use,
    'time',
    sql`The state of an aggregate at any time can be asked.`,
    [use.idOf('replay'), use.idOf('state')],
    maintenance(at('e1', 1, 1, '2024-01-01'), at('e2', 2, 2, '2024-02-01')),
    app(
      run(read(use, 'replay', '2023-12-31 00:00:00+00'), rows([null])),
      run(read(use, 'replay', '2024-01-15 00:00:00+00'), rows(['{"a": 1}'])),
      run(read(use, 'state', '2024-01-15 00:00:00+00'), rows(['{"a": 1}'])),
      run(read(use, 'replay'), rows(['{"a": 2}'])),
    ),
  )
}

const snapshots = (use: U): Proof => {
  const type = plainType(use)
  const events = [1, 2].map((version) =>
    imported(use, `e${version}`, {
      version,
      type,
      data: { [`k${version}`]: version },
      at: `2024-0${version}-01 12:00:00+00`,
    }),
  )
  const snapshot = stmt`select ${qualified(use.idOf('snapshot'))}(${aggregate(use)})::text`
  const whole = '{"k1": 1, "k2": 2, "k3": 3}'
  return proof(
    use,
    'snapshot',
    sql`A snapshot and the events since give the same state as all events, and a time before the snapshot is still told right.`,
    [use.idOf('snapshot'), use.idOf('state')],
    maintenance(...events),
    app(run(snapshot, rows(['2']))),
    app(appended(use, 2, type, { k3: 3 })),
    app(
      run(read(use, 'state'), rows([whole])),
      run(read(use, 'replay'), rows([whole])),
      run(read(use, 'state', '2024-01-15 00:00:00+00'), rows(['{"k1": 1}'])),
    ),
  )
}

/** An expression's outcome is the person's own; the other changes can be told. */
const told = (
  u: Upcaster,
): { readonly before: Record<string, number>; readonly after: string } | undefined => {
  switch (u.change) {
    case 'rename':
      return u.key === u.to
        ? undefined
        : {
            before: { [u.key]: 7 },
            after: `select d ? ${quoteLiteral(u.to)} and not d ? ${quoteLiteral(u.key)}`,
          }
    case 'set':
      return {
        before: { other: 7 },
        after: `select d -> ${quoteLiteral(u.key)} = ${quoteLiteral(u.to)}::jsonb`,
      }
    case 'drop':
      return { before: { [u.key]: 7 }, after: `select not d ? ${quoteLiteral(u.key)}` }
    case 'compute':
      return undefined
  }
}

const newerForms = (use: U): readonly Proof[] =>
  [...upcasters(use)].flatMap(([type, steps]) => {
    const [only, ...more] = steps
    const scene = only && more.length === 0 ? told(only) : undefined
    if (!scene) return []
    return [
      proof(
        use,
        `upcast:${type}`,
        sql`An event of type ${type} that was stored in an old form is read in the newest one, and stays stored as it was.`,
        [use.idOf('upcast')],
        maintenance(
          imported(use, 'old', { version: 1, type, data: scene.before, at: '2024-01-01 12:00:00+00' }),
        ),
        app(
          run(
            stmt`select (${scene.after} from ${qualified(use.idOf('upcast'))}(e.${name(use.idOf('events:event_type'))}, e.${name(use.idOf('events:event_version'))}, e.${name(use.idOf('events:data'))}) d)::text, (e.${name(use.idOf('events:data'))} = ${quoteLiteral(JSON.stringify(scene.before))}::jsonb)::text from ${qualified(use.idOf('events'))} e`,
            rows(['true', 'true']),
          ),
        ),
      ),
    ]
  })

const sums = (use: U): readonly Proof[] => {
  const adds = use.options.applies.find((a) => a.how === 'add')
  if (
    !adds ||
    use.options.applies.find((a) => a.type === adds.type) !== adds ||
    upcasters(use).has(adds.type)
  )
    return []
  return [
    proof(
      use,
      `add:${adds.type}`,
      sql`The numbers of ${adds.type} events add up.`,
      [use.idOf('apply')],
      app(appended(use, 0, adds.type, { n: 40 }), appended(use, 1, adds.type, { n: 2 })),
      app(run(read(use, 'replay'), rows(['{"n": 42}']))),
    ),
  ]
}

export const readProofs = (use: U): readonly Proof[] => [
  ...projection(use),
  times(use),
  snapshots(use),
  ...sums(use),
  ...newerForms(use),
]
