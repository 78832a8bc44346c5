import type { Id } from '../../base/index.ts'
import {
  joinSql,
  literal,
  name,
  type Obj,
  objectsOf,
  qualified,
  rawSql,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, Transaction, Use } from '../../compile/api.ts'
import {
  app,
  columnsOf,
  count,
  insert,
  maintenance,
  owner,
  proof,
  refused,
  rows,
  run,
  stmt,
} from '../kit/index.ts'
import type { Options } from './options.ts'

type U = Use<Options>

const [one, two] = ['proof_acme', 'proof_globex']

const creating = (use: U): Transaction =>
  owner(
    run(stmt`drop schema if exists ${one}, ${two} cascade`),
    run(
      stmt`select count(*) from (select ${qualified(use.idOf('create_tenant_schema'))}('Acme', '${one}'), ${qualified(use.idOf('create_tenant_schema'))}('Globex', '${two}')) made`,
      rows(['1']),
    ),
  )
const dropping = (use: U): Transaction =>
  owner(
    ...[one, two].map((s) =>
      run(stmt`select ${qualified(use.idOf('drop_tenant_schema'))}('${s}')::text`, rows(['true'])),
    ),
  )

/** Tables of the template, as the function that lists them names them. */
const templateTables = (use: U, made: Made): readonly Obj<'table'>[] => {
  const r = made.catalog.get(use.idOf('template_tables'))
  const ids = new Set<Id>(r?.kind === 'routine' ? r.body.refs.map((x) => x.id) : [])
  return objectsOf(made.catalog, 'table').filter((t) => ids.has(t.id))
}

/** Parents first; undefined where a table needs a row of itself by way of others. */
const withParents = (
  made: Made,
  own: ReadonlySet<Id>,
  table: Id,
  above: readonly Id[] = [],
): readonly Id[] | undefined => {
  if (above.includes(table)) return undefined
  const out: Id[] = []
  for (const fk of objectsOf(made.catalog, 'fk')) {
    if (fk.table !== table || fk.references === table || !own.has(fk.references)) continue
    const more = withParents(made, own, fk.references, [...above, table])
    if (!more) return undefined
    out.push(...more)
  }
  return [...new Set([...out, table])]
}

interface Sample {
  readonly table: Obj<'table'>
  readonly family: readonly Id[]
}

/** The drawn table that most triggers watch: what is copied wrongly shows there. */
const sampleOf = (made: Made, own: readonly Obj<'table'>[]): Sample | undefined => {
  const ids = new Set<Id>(own.map((t) => t.id))
  const triggers = (t: Id): number => objectsOf(made.catalog, 'trigger').filter((g) => g.table === t).length
  const open = (t: Id): boolean => [undefined, 'write'].includes(made.traits.access.get(t))
  const choices = own
    .filter((t) => !t.why && open(t.id))
    .flatMap((table) => {
      const family = withParents(made, ids, table.id)
      return family ? [{ table, family, weight: triggers(table.id) }] : []
    })
  return choices.sort((a, b) => b.weight - a.weight)[0]
}

/** The rows that the generator wrote into the design's tables, put into a tenant's. */
const copied = (made: Made, s: Sample, schema: string): readonly ProofSql[] =>
  s.family.map((t) => {
    const list = joinSql(
      columnsOf(made.catalog, t).flatMap((c) => (c.generated ? [] : [name(c.id)])),
      ', ',
    )
    return stmt`insert into ${schema}.${name(t)} (${list}) overriding system value select ${list} from ${qualified(t)}`
  })

const counting = (schema: string, t: Id): ProofSql => stmt`select count(*) from ${schema}.${name(t)}`

const separate = (use: U, made: Made, s: Sample): Proof =>
  proof(
    use,
    'separate',
    sql`Two tenants have the same table ${name(s.table.id)}, and each sees the rows of its own.`,
    [use.idOf('create_tenant_schema'), use.idOf('copy_template')],
    creating(use),
    app(insert(s.table.id as Id<'table'>, 'a')),
    maintenance(...copied(made, s, one).map((q) => run(q))),
    maintenance(run(counting(one, s.table.id), rows(['1'])), run(counting(two, s.table.id), rows(['0']))),
    dropping(use),
  )

const path = (use: U, made: Made, s: Sample): Proof => {
  const enter = (tenant: string): ProofSql =>
    stmt`select ${qualified(use.idOf('use_tenant'))}(${name(use.idOf('tenants:id'))}) from ${qualified(use.idOf('tenants'))} where ${name(use.idOf('tenants:schema_name'))} = '${tenant}'`
  const seen = stmt`select count(*) from ${name(s.table.id)}`
  return proof(
    use,
    'path',
    sql`A transaction that has chosen its tenant means that tenant's ${name(s.table.id)} without saying so, and the next one has to choose again.`,
    [use.idOf('use_tenant')],
    creating(use),
    app(insert(s.table.id as Id<'table'>, 'a')),
    maintenance(...copied(made, s, one).map((q) => run(q))),
    app(run(enter(one), rows([one])), run(seen, rows(['1']))),
    app(run(enter(two), rows([two])), run(seen, rows(['0']))),
    app(
      run(
        stmt`select count(*) from pg_catalog.unnest(pg_catalog.current_schemas(false)) s where s in ('${one}', '${two}')`,
        rows(['0']),
      ),
    ),
    dropping(use),
  )
}

const touches = (t: Obj<'table'>): Sql =>
  sql`select 1 from ${qualified(t.id)} whole_row where whole_row.xmin::text = (pg_current_xact_id()::xid)::text`

const own = (use: U, made: Made, s: Sample): Proof =>
  proof(
    use,
    'own',
    sql`A write to a tenant's ${name(s.table.id)} changes no table of the design nor of another tenant.`,
    [use.idOf('copy_template')],
    creating(use),
    app(insert(s.table.id as Id<'table'>, 'a')),
    maintenance(
      ...copied(made, s, one).map((q) => run(q)),
      run(
        stmt`select count(*) from (${joinSql(
          templateTables(use, made).map((t) => touches(t)),
          ' union all ',
        )}) written`,
        rows(['0']),
      ),
      run(counting(one, s.table.id), rows(['1'])),
    ),
    dropping(use),
  )

/** Constraints, triggers, policies and indexes by table and kind, with how many there are. */
const inventory = (relations: string): string => `
  select c.relname as place, x.what, count(*) as n from pg_class c join pg_namespace n on n.oid = c.relnamespace
  cross join lateral (
    select concat('constraint ', k.contype) from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n'
    union all select concat('trigger ', g.tgname, ' ', g.tgtype) from pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal
    union all select concat('policy ', l.polname, ' ', l.polcmd) from pg_policy l where l.polrelid = c.oid
    union all select concat('index ', i.indisunique, i.indnatts) from pg_index i where i.indrelid = c.oid
    union all select concat('row security ', c.relrowsecurity, c.relforcerowsecurity)
    union all select concat('column ', a.attname, ' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    union all select concat('privilege ', p.privilege_type, ' ', p.grantee::regrole) from aclexplode(c.relacl) p where p.grantee <> c.relowner
  ) x (what) where ${relations} group by 1, 2`

const whole = (use: U): Proof => {
  const there = inventory(`c.oid = any (TEMPLATE()) and not c.relispartition`)
  const [before, after] = there.split('TEMPLATE')
  const here = inventory(`n.nspname = '${one}' and c.relkind in ('r', 'p') and not c.relispartition`)
  const all = sql`${rawSql(before ?? '')}${qualified(use.idOf('template_tables'))}${rawSql(after ?? '')}`
  return proof(
    use,
    'whole',
    sql`A tenant's schema has every column, constraint, index, trigger, policy and privilege of the design.`,
    [use.idOf('copy_template')],
    creating(use),
    owner(
      run(
        stmt`select count(*) from ((${all}) except (${rawSql(here)}) union all ((${rawSql(here)}) except (${all}))) difference`,
        rows(['0']),
      ),
      run(stmt`select (count(*) > 0)::text from (${rawSql(here)}) objects`, rows(['true'])),
    ),
    dropping(use),
  )
}

const adding = (t: Id, column: string): Sql =>
  sql`format('alter table %I add column ${column} text', ${literal(t)})`

const having = (column: string): ProofSql =>
  stmt`select count(*) from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace where a.attname = '${column}' and not c.relispartition and n.nspname in ('${one}', '${two}')`

const migration = (use: U, s: Sample): readonly Proof[] => {
  const all = (version: string, ddl: Sql): ProofSql =>
    stmt`select tenant_schema, split_part(outcome, ':', 1) from ${qualified(use.idOf('migrate_tenants'))}('${version}', ${ddl})`
  const single = (version: string, ddl: Sql): ProofSql =>
    stmt`select split_part(${qualified(use.idOf('migrate_tenant'))}('${one}', '${version}', ${ddl}), ':', 1)`
  const ddl = adding(s.table.id, 'proof_note')
  return [
    proof(
      use,
      'migration',
      sql`A later migration reaches every tenant once, and says so of each.`,
      [use.idOf('migrate_tenants'), use.idOf('migrate_tenant')],
      creating(use),
      owner(run(all('proof-1', ddl), rows([one, 'applied'], [two, 'applied']))),
      owner(run(having('proof_note'), rows(['2']))),
      owner(run(all('proof-1', ddl), rows([one, 'already'], [two, 'already']))),
      owner(run(stmt`delete from ${qualified(use.idOf('migrations'))}`)),
      dropping(use),
    ),
    proof(
      use,
      'failure',
      sql`A migration that fails for one tenant leaves that one as it was and the others migrated, and can be run again.`,
      [use.idOf('migrate_tenants'), use.idOf('migrate_tenant')],
      creating(use),
      owner(run(single('proof-0', ddl), rows(['applied']))),
      owner(run(all('proof-1', ddl), rows([one, 'failed'], [two, 'applied']))),
      owner(run(having('proof_note'), rows(['2']))),
      owner(run(all('proof-1', ddl), rows([one, 'failed'], [two, 'already']))),
      owner(run(stmt`delete from ${qualified(use.idOf('migrations'))}`)),
      dropping(use),
    ),
  ]
}

const drop = (use: U): Proof =>
  proof(
    use,
    'drop',
    sql`Dropping one tenant leaves the others, and the application can neither make nor drop one.`,
    [use.idOf('drop_tenant_schema')],
    creating(use),
    app(run(stmt`select ${qualified(use.idOf('drop_tenant_schema'))}('${one}')`, refused('42501'))),
    owner(run(stmt`select ${qualified(use.idOf('drop_tenant_schema'))}('${one}')::text`, rows(['true']))),
    owner(run(stmt`select nspname from pg_namespace where nspname in ('${one}', '${two}')`, rows([two]))),
    owner(run(stmt`select 1 from ${qualified(use.idOf('tenants'))}`, count(1))),
    owner(run(stmt`select ${qualified(use.idOf('drop_tenant_schema'))}('${two}')::text`, rows(['true']))),
  )

export const proofs = (use: U, made: Made): readonly Proof[] => {
  if (!made.catalog.has(use.idOf('copy_template'))) return []
  const s = sampleOf(made, templateTables(use, made))
  return [
    ...(s ? [separate(use, made, s), path(use, made, s), own(use, made, s)] : []),
    whole(use),
    ...(s ? migration(use, s) : []),
    drop(use),
  ]
}
