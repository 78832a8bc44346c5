import {
  literal,
  name,
  type Obj,
  objectsOf,
  qualified,
  quoteLiteral,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Made, Proof, Value } from '../../compile/api.ts'
import {
  app,
  cell,
  count,
  countsAll,
  extensionsOf,
  holdPrimary,
  insert,
  key,
  owner,
  proof,
  refused,
  rows,
  run,
  stmt,
} from '../kit/index.ts'
import { samplesOf } from './samples.ts'
import { crypto, type U } from './sealed.ts'

interface Sealed {
  readonly trigger: Obj['id']
  readonly decrypt: Obj<'routine'>
  readonly value: string
  readonly other: string
}
const sealedOf = (use: U, { catalog }: Made): Sealed | undefined => {
  const decrypt = catalog.get(use.idOf('decrypt'))
  const column = catalog.get(use.column)
  if (decrypt?.kind !== 'routine' || column?.kind !== 'column') return undefined
  const samples = decrypt.returns && samplesOf(catalog, decrypt.returns)
  return samples && { trigger: use.idOf('seal'), decrypt, value: samples[0], other: samples[1] }
}

/** The value as it is when it is encrypted. */
const inBytes = (s: Sealed, value: string): Sql =>
  s.decrypt.returns?.text.join('') === 'bytea'
    ? sql`${quoteLiteral(value)}::bytea`
    : sql`convert_to(${quoteLiteral(value)}, 'UTF8')`

const storing = (use: U, made: Made, s: Sealed): readonly Proof[] => {
  const [t, c] = [use.table, name(use.column)]
  const plain = sql`${qualified(s.decrypt.id)}(${c})::text`
  const read = stmt`select ${plain} from ${qualified(t)} where ${key('a')}`
  const noKey = stmt`select set_config(${quoteLiteral(use.options.key)}, '', true)`
  const encrypt = crypto(extensionsOf(made.catalog), 'pgp_sym_encrypt_bytea')
  const again = sql`${encrypt}(${inBytes(s, s.other)}, current_setting(${quoteLiteral(use.options.key)}))`
  return [
    proof(
      use,
      'at-rest',
      sql`What is written into ${name(t)}.${c} is stored as a cipher; the value itself is not in it.`,
      [s.trigger],
      app(insert(t, 'a', { [use.column]: s.value })),
      app(
        run(
          stmt`select position(${inBytes(s, s.value)} in ${c}), length(${c}) > 40 from ${qualified(t)} where ${key('a')}`,
          rows(['0', 't']),
        ),
      ),
    ),
    proof(
      use,
      'round-trip',
      sql`Who may decrypt ${name(t)}.${c} reads what was written, also after the row was stored again.`,
      [s.decrypt.id, s.trigger],
      app(insert(t, 'a', { [use.column]: s.value })),
      owner(run(read, rows([s.value]))),
      app(run(stmt`update ${qualified(t)} set ${c} = ${c} where ${key('a')}`, count(1))),
      owner(run(read, rows([s.value]))),
      app(run(stmt`update ${qualified(t)} set ${c} = ${again} where ${key('a')}`, count(1))),
      owner(run(read, rows([s.other]))),
    ),
    proof(
      use,
      'no-key',
      sql`A session without the key writes nothing into ${name(t)}.${c}, and so nothing in plain text.`,
      [s.trigger],
      app(run(noKey), insert(t, 'x', { [use.column]: s.value }, refused('55000'))),
    ),
  ]
}

const reading = (use: U, made: Made, s: Sealed): readonly Proof[] => {
  const [t, c] = [use.table, name(use.column)]
  const view = use.idOf('view')
  const { reader } = use.options
  const grant = use.idOf('grant:decrypt')
  const role = made.catalog.get(grant)
  const may = (who: Sql) =>
    stmt`select bool_or(has_function_privilege(${who}, p.oid, 'execute'))::text from pg_catalog.pg_proc p where p.proname = ${literal(s.decrypt.id)}`
  return [
    proof(
      use,
      'closed',
      sql`The application may not call what reads ${name(t)}.${c} in plain text.`,
      [],
      app(insert(t, 'a', { [use.column]: s.value })),
      app(run(stmt`select ${qualified(s.decrypt.id)}(${c}) from ${qualified(t)}`, refused('42501'))),
      ...(made.catalog.has(view)
        ? [app(run(stmt`select ${c} from ${qualified(view)}`, refused('42501')))]
        : []),
    ),
    ...(role?.kind === 'grant' && role.to !== 'public' && made.catalog.has(role.to)
      ? [
          proof(
            use,
            'granted',
            sql`${reader} may read ${name(t)}.${c} in plain text.`,
            [grant],
            owner(run(may(sql`${literal(role.to)}`), rows(['true']))),
          ),
        ]
      : []),
    ...(made.catalog.has(view)
      ? [
          proof(
            use,
            'view',
            sql`${name(view)} shows ${c} as it was written.`,
            [view],
            app(insert(t, 'a', { [use.column]: s.value })),
            owner(run(stmt`select ${c}::text from ${qualified(view)} where ${key('a')}`, rows([s.value]))),
          ),
        ]
      : []),
  ]
}

const columnsOf = (o: Obj<'key'> | Obj<'index'>) =>
  o.kind === 'key' ? o.columns : o.elements.flatMap((e) => e.column ?? [])

/** Unique keys and indexes that hold over the blind index. */
const uniques = (use: U, made: Made): readonly (Obj<'key'> | Obj<'index'>)[] => {
  const { catalog } = made
  const blind = use.idOf('blind')
  return [
    ...objectsOf(catalog, 'key').filter(
      (k) => k.columns.some((c) => c === blind) && !k.deferrable && !k.withoutOverlaps,
    ),
    ...objectsOf(catalog, 'index').filter(
      (i) => i.unique && i.elements.some((e) => e.column === blind) && countsAll(made, i),
    ),
  ].filter((k) => !holdPrimary(catalog, use.table, columnsOf(k)))
}

/** Whether something compares the blind index of two rows at all, at one time or over all. */
const compared = (use: U, { catalog }: Made): boolean => {
  const blind = use.idOf('blind')
  return (
    objectsOf(catalog, 'key').some((k) => k.columns.some((c) => c === blind)) ||
    objectsOf(catalog, 'index').some((i) => i.unique && i.elements.some((e) => e.column === blind)) ||
    objectsOf(catalog, 'exclusion').some((x) => x.elements.some((e) => e.column === blind))
  )
}

const blinded = (use: U, made: Made, s: Sealed): readonly Proof[] => {
  const find = use.idOf('find')
  if (!made.catalog.has(find)) return []
  const t = use.table
  const c = name(use.column)
  const found = (v: string) => stmt`select count(*) from ${qualified(find)}(${quoteLiteral(v)})`
  const keys = uniques(use, made)
  const scope = made.traits.scopes.get(t)
  const alike = (k: Obj<'key'> | Obj<'index'>): { readonly [column: string]: Value } =>
    Object.fromEntries(
      columnsOf(k).flatMap((x) => (x === scope || x === use.idOf('blind') ? [] : [[x, cell('a', x)]])),
    )
  return [
    proof(
      use,
      'equal',
      sql`Rows of ${name(t)} are found by the whole value of ${c} without decrypting any.`,
      [find, s.trigger],
      app(insert(t, 'a', { [use.column]: s.value })),
      app(run(found(s.value), rows(['1'])), run(found(s.other), rows(['0']))),
      app(insert(t, 'b', { [use.column]: s.other })),
      app(run(found(s.value), rows(['1']))),
    ),
    ...keys.map((k) =>
      proof(
        use,
        `unique:${k.id}`,
        sql`${c} stays unique in ${name(t)} although it is encrypted.`,
        [k.id],
        app(insert(t, 'a', { [use.column]: s.value })),
        app(insert(t, 'b', { ...alike(k), [use.column]: s.value }, { refused: ['23505'], by: k.id })),
      ),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const s = sealedOf(use, made)
  if (!s) return []
  const { trigger, value } = s
  const t = use.table
  const apart = compared(use, made)
    ? []
    : [
        proof(
          use,
          'unlike',
          sql`The same value of ${name(use.column)} is another cipher in each row of ${name(t)}.`,
          [trigger],
          app(insert(t, 'a', { [use.column]: value }), insert(t, 'b', { [use.column]: value })),
          app(run(stmt`select count(distinct ${name(use.column)}) from ${qualified(t)}`, rows(['2']))),
        ),
      ]
  return [...storing(use, made, s), ...apart, ...reading(use, made, s), ...blinded(use, made, s)]
}
