import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, qualified, rawSql, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { asComparable, matching, names, param, pinnedPath, pinnedType } from '../kit/index.ts'
import { modelName, type U } from './plan.ts'
import type { Sealed } from './sealed.ts'

const typeOf = (facts: Facts, column: Id): Sql => {
  const type = facts.object('column', column)?.type
  return type ? pinnedType(facts, type) : rawSql('text')
}

/** The lock that says who may touch the whole read model; a row's is taken beside it. */
const whole = (s: Sealed): Sql => sql`${regclass(s.model)}::regclass::oid::bigint`

const others = (s: Sealed): readonly Id[] => s.columns.map((c) => c.column).filter((c) => !s.pk.includes(c))

/** INSERT of rows from the source; those that are there already are changed where they differ. */
const put = (facts: Facts, s: Sealed, where: Sql): Sql => {
  const columns = s.columns.map((c) => c.column)
  const rest = others(s)
  const row = (of: string): Sql =>
    joinSql(
      rest.map((c) => asComparable(facts, facts.object('column', c), sql`${of}.${name(c)}`)),
      ', ',
    )
  const excluded = rest.map((c) => sql`${name(c)} = excluded.${name(c)}`)
  const change =
    rest.length === 0
      ? sql`nothing`
      : sql`update set ${joinSql(excluded, ', ')}
  where (${row('m')}) is distinct from (${row('excluded')})`
  return sql`insert into ${qualified(s.model)} as m (${names(columns)})
  select ${joinSql(
    columns.map((c) => sql`s.${name(c)}`),
    ', ',
  )} from ${qualified(s.source)} s${where}
  on conflict (${names(s.pk)}) do ${change}`
}

/**
 * The row of one key as its source has it. Two writers of one key wait for one another, so that neither misses the
 * other's rows: the row itself is what they lock, put there for that where it is missing. Statements may touch more
 * keys than the server can hold locks of any other kind.
 */
export const recompute = (facts: Facts, use: U, s: Sealed): Claim<'derived'> => {
  const id = use.idOf<'routine'>('put')
  const at = (alias: string): Sql =>
    joinSql(
      s.pk.map((c, i) => sql`${alias}.${name(c)} = $${i + 1}`),
      ' and ',
    )
  const key = joinSql(
    s.pk.map((_, i) => sql`$${i + 1}`),
    ', ',
  )
  return {
    claim: 'add',
    kind: 'routine',
    role: 'put',
    name: sql`put_${modelName(facts, use)}`,
    schema: s.schema,
    params: s.pk.map((c, i) =>
      param(id, i === 0 ? 'row_key' : `row_key_${i + 1}`, facts.object('column', c)?.type ?? builtIn('text')),
    ),
    returns: rawSql('void'),
    language: 'plpgsql',
    settings: pinnedPath,
    securityDefiner: true,
    closed: true,
    body: sql`
begin
  perform pg_advisory_xact_lock_shared(${whole(s)});
  loop
    perform 1 from ${qualified(s.model)} m where ${at('m')} for no key update;
    exit when found;
    insert into ${qualified(s.model)} (${names(s.pk)}) values (${key}) on conflict do nothing;
    exit when found;
  end loop;
  delete from ${qualified(s.model)} m
  where ${at('m')} and not exists (select 1 from ${qualified(s.source)} s where ${at('s')});
  ${put(facts, s, sql` where ${at('s')}`)};
end
`,
    comment: 'Computes one row of the read model again.',
  }
}

export const rebuild = (facts: Facts, use: U, s: Sealed): Claim<'derived'> => ({
  claim: 'add',
  kind: 'routine',
  role: 'rebuild',
  name: sql`rebuild_${modelName(facts, use)}`,
  schema: s.schema,
  params: [],
  returns: rawSql('bigint'),
  language: 'plpgsql',
  settings: pinnedPath,
  securityDefiner: true,
  closed: true,
  body: sql`
declare
  gone bigint;
  written bigint;
begin
  perform pg_advisory_xact_lock(${whole(s)});
  delete from ${qualified(s.model)} m
  where not exists (select 1 from ${qualified(s.source)} s where ${matching('s', s.pk, 'm', s.pk)});
  get diagnostics gone = row_count;
  ${put(facts, s, sql` where true`)};
  get diagnostics written = row_count;
  return gone + written;
end
`,
  comment: 'Makes the whole read model equal to its source and returns how many rows differed.',
})

/** Items are taken with SKIP LOCKED: workers beside one another take different ones. */
export const worker = (facts: Facts, use: U, s: Sealed): Claim<'derived'> => {
  const id = use.idOf<'routine'>('work')
  const [item, key] = [name(use.idOf('queue:id')), name(use.idOf('queue:key'))]
  const queue = qualified(use.idOf('queue'))
  const args = s.pk.map((c, i) => sql`(item.k->>${i})::${typeOf(facts, c)}`)
  return {
    claim: 'add',
    kind: 'routine',
    role: 'work',
    name: sql`work_${modelName(facts, use)}`,
    schema: s.schema,
    params: [param(id, 'batch', builtIn('integer'), rawSql(String(use.options.batch)))],
    returns: rawSql('integer'),
    language: 'plpgsql',
    settings: pinnedPath,
    securityDefiner: true,
    closed: true,
    body: sql`
declare
  item record;
  done integer := 0;
begin
  for item in
    with taken as (
      delete from ${queue} q
      where q.${item} in (select w.${item} from ${queue} w order by w.${item} limit $1 for update skip locked)
      returning q.${key} as k
    )
    select distinct t.k from taken t order by t.k nulls first
  loop
    done := done + 1;
    if item.k is null then
      perform ${qualified(use.idOf('rebuild'))}();
    else
      perform ${qualified(use.idOf('put'))}(${joinSql(args, ', ')});
    end if;
  end loop;
  return done;
end
`,
    comment:
      'Takes queued changes, computes each row of the read model once, and returns how many rows that were.',
  }
}
