import type { Id } from '../../base/index.ts'
import { builtIn, type DataType, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { param, pinnedPath } from '../kit/index.ts'
import type { U } from './plan.ts'

type Derived = Claim<'derived'>

interface Called {
  readonly role: string
  readonly name: string
  readonly params: readonly (readonly [string, DataType, Sql?])[]
  readonly returns: string
  readonly language: 'sql' | 'plpgsql'
  readonly body: Sql
  readonly comment: string
  readonly volatility?: 'stable' | 'immutable'
  /** Changes where shards are: not for the application. */
  readonly closed?: boolean
}

const routine = (facts: Facts, use: U, r: Called): Derived => {
  const id = use.idOf<'routine'>(r.role)
  return {
    claim: 'add',
    kind: 'routine',
    role: r.role,
    name: rawSql(r.name),
    schema: facts.object('table', use.idOf('map'))?.schema ?? facts.schema,
    params: r.params.map(([n, type, fallback]) => param(id, n, type, fallback)),
    returns: rawSql(r.returns),
    language: r.language,
    settings: pinnedPath,
    body: r.body,
    comment: r.comment,
    ...(r.volatility ? { volatility: r.volatility } : {}),
    ...(r.closed ? { securityDefiner: true, closed: true } : {}),
  }
}

const [text, integer, bigint] = [builtIn('text'), builtIn('integer'), builtIn('bigint')]

/** By MD5, so that every language and every version of PostgreSQL finds the same shard. */
const shardOf = (facts: Facts, use: U): Derived =>
  routine(facts, use, {
    role: 'shard_of',
    name: 'shard_of',
    params: [['shard_key', text]],
    returns: 'integer',
    language: 'sql',
    volatility: 'immutable',
    body: rawSql(`\nselect (('x' || left(md5($1), 8))::bit(32)::bigint % ${use.options.shards})::integer\n`),
    comment: 'The logical shard of a key. It never changes.',
  })

export const mapRoutines = (facts: Facts, use: U): readonly Derived[] => {
  const q = (role: string) => qualified(use.idOf(role) as Id)
  const n = (role: string) => name(use.idOf<'column'>(role))
  const lock = sql`lock table ${q('map')}, ${q('moves')} in share row exclusive mode;`
  return [
    shardOf(facts, use),
    routine(facts, use, {
      role: 'host_of',
      name: 'shard_host',
      params: [['shard_key', text]],
      returns: 'text',
      language: 'sql',
      volatility: 'stable',
      body: sql`
select s.${n('nodes:host')} from ${q('map')} m join ${q('nodes')} s on s.${n('nodes:id')} = m.${n('map:node')}
where m.${n('map:shard')} = ${q('shard_of')}($1)
`,
      comment: 'The server that answers for a key.',
    }),
    routine(facts, use, {
      role: 'write_hosts',
      name: 'shard_write_hosts',
      params: [['shard_key', text]],
      returns: 'setof text',
      language: 'sql',
      volatility: 'stable',
      body: sql`
select s.${n('nodes:host')} from ${q('map')} m join ${q('nodes')} s on s.${n('nodes:id')} = m.${n('map:node')}
where m.${n('map:shard')} = ${q('shard_of')}($1)
union all
select s.${n('nodes:host')} from ${q('moves')} v join ${q('nodes')} s on s.${n('nodes:id')} = v.${n('moves:to')}
where v.${n('moves:shard')} = ${q('shard_of')}($1) and v.${n('moves:done')} is null
`,
      comment: 'The servers that a write for a key goes to: two while its shard is on its way.',
    }),
    routine(facts, use, {
      role: 'add_node',
      name: 'add_shard_node',
      params: [
        ['node_name', text],
        ['node_host', text],
        ['node_weight', integer, rawSql('1')],
      ],
      returns: 'integer',
      language: 'sql',
      closed: true,
      body: sql`
insert into ${q('nodes')} (${n('nodes:name')}, ${n('nodes:host')}, ${n('nodes:weight')}) values ($1, $2, $3)
returning ${n('nodes:id')}
`,
      comment: 'Adds a server. It holds nothing until shards are rebalanced. A weight of 0 empties it.',
    }),
    routine(facts, use, {
      role: 'rebalance',
      name: 'rebalance_shards',
      params: [],
      returns: 'integer',
      language: 'plpgsql',
      closed: true,
      body: sql`
declare
  step record;
  pick record;
  planned integer := 0;
begin
  ${lock}
  if not exists (select 1 from ${q('nodes')} s where s.${n('nodes:weight')} > 0) then
    raise exception using errcode = '55000', message = 'There is no server with a weight to hold shards.';
  end if;
  insert into ${q('map')} (${n('map:shard')}, ${n('map:node')})
  select g.shard, (array_agg(s.${n('nodes:id')} order by s.${n('nodes:id')}))[1 + (g.shard % count(*))::integer]
  from generate_series(0, ${use.options.shards - 1}) g(shard)
  cross join (select ${n('nodes:id')} from ${q('nodes')} where ${n('nodes:weight')} > 0) s
  where not exists (select 1 from ${q('map')} m where m.${n('map:shard')} = g.shard)
  group by g.shard;
  loop
    -- What each server will hold once all moves have arrived.
    with held as (
      select s.${n('nodes:id')} as node, s.${n('nodes:weight')} as weight, (
        select count(*) from ${q('map')} m
        left join ${q('moves')} v on v.${n('moves:shard')} = m.${n('map:shard')} and v.${n('moves:done')} is null
        where coalesce(v.${n('moves:to')}, m.${n('map:node')}) = s.${n('nodes:id')}
      ) as shards
      from ${q('nodes')} s
    )
    select f.node as node, e.node as target into step
    from held f cross join held e
    where f.shards > 0 and e.weight > 0 and f.node <> e.node
      and (f.weight = 0 or f.shards::numeric / f.weight > (e.shards + 1)::numeric / e.weight)
    order by case when f.weight = 0 then 1e9 else f.shards::numeric / f.weight end desc, f.node,
      (e.shards + 1)::numeric / e.weight, e.node
    limit 1;
    exit when not found;
    select m.${n('map:shard')} as shard into pick
    from ${q('map')} m
    where m.${n('map:node')} = step.node and not exists (
      select 1 from ${q('moves')} v where v.${n('moves:shard')} = m.${n('map:shard')} and v.${n('moves:done')} is null
    )
    order by m.${n('map:shard')} limit 1;
    exit when not found;
    insert into ${q('moves')} (${n('moves:shard')}, ${n('moves:from')}, ${n('moves:to')})
    values (pick.shard, step.node, step.target);
    planned := planned + 1;
  end loop;
  return planned;
end
`,
      comment:
        'Places shards that have no server, and plans the fewest moves that even out the rest by weight. Returns how many.',
    }),
    routine(facts, use, {
      role: 'finish',
      name: 'finish_shard_move',
      params: [['move_id', bigint]],
      returns: 'boolean',
      language: 'plpgsql',
      closed: true,
      body: sql`
declare
  moved record;
begin
  update ${q('moves')} v set ${n('moves:done')} = now() where v.${n('moves:id')} = $1 and v.${n('moves:done')} is null
  returning v.${n('moves:shard')} as shard, v.${n('moves:to')} as target into moved;
  if not found then
    return false;
  end if;
  update ${q('map')} m set ${n('map:node')} = moved.target, ${n('map:since')} = now() where m.${n('map:shard')} = moved.shard;
  return true;
end
`,
      comment:
        'The rows of the shard have been copied and compared: from now on the new server answers for it.',
    }),
    routine(facts, use, {
      role: 'cancel',
      name: 'cancel_shard_move',
      params: [['move_id', bigint]],
      returns: 'boolean',
      language: 'sql',
      closed: true,
      body: sql`
with gone as (
  delete from ${q('moves')} v where v.${n('moves:id')} = $1 and v.${n('moves:done')} is null returning 1
)
select exists (select 1 from gone)
`,
      comment: 'Gives a move up: the shard stays where it is.',
    }),
  ]
}
