import type { Id } from '../../base/index.ts'
import { name, objectsOf, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, Transaction } from '../../compile/api.ts'
import { count, insert, key, proof, refused, rows, run, stmt } from '../kit/index.ts'
import { type Command, type U, whoMay } from './who.ts'

const as = (actor: string | null, ...steps: Transaction['steps']): Transaction => ({
  as: 'app',
  actor,
  steps,
})

/** How many of the two rows of a scenario one sees: others may be there, those that tenants stand on. */
const ofBoth = (table: Id<'table'>): ProofSql =>
  stmt`select count(*) from ${qualified(table)} where ${key('a')} or ${key('b')}`

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const t = use.table
  const o = use.options
  const owner = use.idOf<'column'>('owner')
  const held = (c: Command): boolean => whoMay(o, c) === 'owner'
  const seen = ofBoth(t)
  const take = stmt`update ${qualified(t)} set ${name(owner)} = ${name(owner)} where ${key('a')}`
  const out: Proof[] = []
  // Who may not add rows has none to be kept from others.
  if (!held('insert') && o.insert !== 'everyone') return adminOnly(use)
  if (held('select'))
    out.push(
      proof(
        use,
        'read',
        sql`People see their own rows of ${name(t)} and no others; without a person there is nothing to see.`,
        [use.idOf('select')],
        as('alice', insert(t, 'a')),
        as('bob', insert(t, 'b')),
        as('alice', run(seen, rows(['1']))),
        as('bob', run(seen, rows(['1']))),
        as(null, run(seen, rows(['0']))),
      ),
    )
  if (held('insert'))
    out.push(
      proof(
        use,
        'insert',
        sql`No one can add a row of ${name(t)} in someone else's name.`,
        [use.idOf('insert')],
        as('alice', insert(t, 'a')),
        as('alice', insert(t, 'x', { [owner]: 'bob' }, refused('42501'))),
      ),
    )
  // Who sees no row cannot change his own either.
  if (held('update') && o.read !== 'admin')
    out.push(
      proof(
        use,
        'update',
        sql`People change their own rows of ${name(t)} only, and cannot hand them to someone else.`,
        // Who cannot see a row cannot change it either, nor make one that he could not see.
        held('select') ? [] : [use.idOf('update')],
        as('alice', insert(t, 'a')),
        as('bob', run(take, count(0))),
        as('alice', run(take, count(1))),
        as(
          'alice',
          run(stmt`update ${qualified(t)} set ${name(owner)} = 'bob' where ${key('a')}`, refused('42501')),
        ),
      ),
    )
  if (held('delete'))
    out.push(
      proof(
        use,
        'delete',
        sql`People remove their own rows of ${name(t)} only.`,
        // Who cannot see a row cannot remove it either.
        held('select') ? [] : [use.idOf('delete')],
        as('alice', insert(t, 'a')),
        as('bob', run(stmt`delete from ${qualified(t)} where ${key('a')}`, count(0))),
      ),
    )
  return [...out, ...reserved(use), ...admins(use, made), ...mirrored(use, made)]
}

const adminOnly = (use: U): readonly Proof[] => [
  proof(
    use,
    'insert',
    sql`Only admins add rows of ${name(use.table)}.`,
    [use.idOf('insert')],
    as('alice', insert(use.table, 'x', {}, refused('42501'))),
  ),
]

/** What is left to admins, not even the owner does. */
const reserved = (use: U): readonly Proof[] => {
  const t = use.table
  if (use.options.read === 'admin') return []
  const owner = name(use.idOf('owner'))
  const acts = {
    update: {
      promise: sql`Only admins change rows of ${name(t)}.`,
      act: stmt`update ${qualified(t)} set ${owner} = ${owner} where ${key('a')}`,
    },
    delete: {
      promise: sql`Only admins remove rows of ${name(t)}.`,
      act: stmt`delete from ${qualified(t)} where ${key('a')}`,
    },
  } as const
  return (['update', 'delete'] as const)
    .filter((c) => whoMay(use.options, c) === 'admin')
    .map((c) =>
      proof(
        use,
        c,
        acts[c].promise,
        [use.idOf(c)],
        as('alice', insert(t, 'a')),
        as('alice', run(acts[c].act, count(0))),
      ),
    )
}

const admins = (use: U, made: Made): readonly Proof[] => {
  const role = objectsOf(made.catalog, 'role').find((r) => r.name === use.options.admin)
  if (!role || use.options.read === 'everyone') return []
  const t = use.table
  return [
    proof(
      use,
      'admin',
      sql`Admins see the rows of ${name(t)} of every owner.`,
      [],
      as('alice', insert(t, 'a')),
      as('bob', insert(t, 'b')),
      {
        as: 'owner',
        actor: 'carol',
        steps: [run(stmt`set local role ${name(role.id)}`), run(ofBoth(t), rows(['2']))],
      },
    ),
  ]
}

/** What repeats the rows keeps them from others too. */
const mirrored = (use: U, made: Made): readonly Proof[] =>
  objectsOf(made.catalog, 'policy')
    .filter((p) => p.why?.use === use.id && p.command === 'select' && p.why.role !== 'select')
    .map((p) =>
      proof(
        use,
        `${p.why?.role}`,
        sql`${name(p.table)} shows no one what belongs to others.`,
        [],
        as('alice', insert(use.table, 'a')),
        as('bob', run(stmt`select count(*) from ${qualified(p.table)}`, rows(['0']))),
      ),
    )
