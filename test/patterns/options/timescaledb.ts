/**
 * Functions that take TimescaleDB's calls and refuse what its documentation rules out: a hypertable's unique indexes
 * contain its time column, which is NOT NULL; it is no partitioned table and has no hypertable to reference; policies
 * are of hypertables, once each; a continuous aggregate groups by time_bucket over a hypertable without row security;
 * its refresh window holds two buckets at least and ends before chunks are dropped.
 */
export const standIns: readonly string[] = [
  'drop schema if exists timescale cascade',
  'create schema timescale',
  'create table timescale.hypertables (relation regclass primary key, dimension name, chunk interval, keep interval)',
  'create table timescale.aggregates (relation regclass primary key, source regclass, bucket interval, policy boolean default false)',
  'create type timescale.dimension as (field name, width interval)',
  `create function public.by_range(field name, width interval) returns timescale.dimension language sql
    as $$ select row(field, width)::timescale.dimension $$`,
  `create function public.time_bucket(width interval, at timestamptz) returns timestamptz language sql immutable
    as $$ select date_bin(width, at, timestamptz '2000-01-03') $$`,
  `create function public.time_bucket(width interval, at timestamp) returns timestamp language sql immutable
    as $$ select date_bin(width, at, timestamp '2000-01-03') $$`,
  `create function public.create_hypertable(relation regclass, dimension timescale.dimension, migrate_data boolean default false)
    returns void language plpgsql as $f$
    declare
      number smallint;
      kind text;
      broken text;
    begin
      select attnum, format_type(atttypid, null) into number, kind from pg_attribute
      where attrelid = relation and attname = dimension.field and attnotnull;
      if number is null then
        raise exception 'the time column is missing or may be NULL';
      end if;
      if kind not like 'timestamp%' and kind <> 'date' then
        raise exception 'the time column is a %', kind;
      end if;
      if (select relkind <> 'r' from pg_class where oid = relation) then
        raise exception 'a partitioned table cannot become a hypertable';
      end if;
      select indexrelid::regclass::text into broken from pg_index
      where indrelid = relation and indisunique and not number = any (indkey::int2[]);
      if broken is not null then
        raise exception 'cannot create a unique index without the column "%" (used in partitioning): %', dimension.field, broken;
      end if;
      if exists (select from pg_constraint c join timescale.hypertables h on h.relation in (c.confrelid, c.conrelid)
        where contype = 'f' and (conrelid = create_hypertable.relation or confrelid = create_hypertable.relation)) then
        raise exception 'hypertables cannot reference hypertables';
      end if;
      insert into timescale.hypertables values (relation, dimension.field, dimension.width);
    end $f$`,
  `create function public.add_retention_policy(relation regclass, drop_after interval) returns void language plpgsql as $f$
    begin
      update timescale.hypertables h set keep = drop_after where h.relation = add_retention_policy.relation and keep is null;
      if not found then
        raise exception 'no hypertable, or a policy is there already';
      end if;
    end $f$`,
  `create function timescale.continuous(made regclass, source regclass, bucket interval, query text) returns void language plpgsql as $f$
    begin
      if (select relrowsecurity from pg_class where oid = source) then
        raise exception 'cannot create continuous aggregate on hypertable with row security';
      end if;
      if not exists (select from timescale.hypertables h where h.relation = source) then
        raise exception 'a continuous aggregate needs a hypertable';
      end if;
      if query !~ 'time_bucket\\(' or query !~ 'group by' then
        raise exception 'a continuous aggregate groups by time_bucket';
      end if;
      insert into timescale.aggregates values (made, source, bucket);
    end $f$`,
  `create function public.add_continuous_aggregate_policy(relation regclass, start_offset interval, end_offset interval, schedule_interval interval)
    returns void language plpgsql as $f$
    declare
      width interval;
      kept interval;
    begin
      update timescale.aggregates a set policy = true where a.relation = add_continuous_aggregate_policy.relation and not policy
      returning bucket into width;
      if width is null then
        raise exception 'no continuous aggregate, or a policy is there already';
      end if;
      if start_offset - end_offset < 2 * width then
        raise exception 'the refresh window must hold two buckets at least';
      end if;
      select h.keep into kept from timescale.hypertables h join timescale.aggregates a on a.source = h.relation
      where a.relation = add_continuous_aggregate_policy.relation;
      if kept < start_offset then
        raise exception 'the refresh reaches back to chunks that are dropped';
      end if;
    end $f$`,
]

/**
 * The file as statements for a server without the extension: what only its parser takes is replaced, and a
 * continuous aggregate, once made, is shown to the rules.
 */
export const rewritten = (text: string): readonly string[] => {
  const statements: string[] = []
  let rest = text.replace(/^--.*$/gm, '').replace(/create extension if not exists timescaledb;/, '')
  const block = /do \$do\$[\s\S]*?\$do\$;/.exec(rest)
  const blocks = block ? [block[0]] : []
  if (block) rest = rest.replace(block[0], () => 'BLOCK;')
  for (const s of rest.split(/;\s*\n/).map((x) => x.trim().replace(/;$/, ''))) {
    if (s === 'BLOCK') statements.push(...blocks.flatMap(shown))
    else if (s !== '') statements.push(s)
  }
  return statements
}

const shown = (block: string): readonly string[] => {
  const bucket = /time_bucket\(interval '([^']+)'/.exec(block)?.[1] ?? ''
  const source = /\nfrom (.+)/.exec(block)?.[1] ?? ''
  const plain = block
    .replace(/with \(timescaledb\.continuous\) /, '')
    .replace('with (timescaledb.continuous)\n', '')
  return [
    plain,
    `select timescale.continuous(max(oid)::oid::regclass, $r$${source}$r$::regclass, interval '${bucket}', $q$${block}$q$)
      from pg_class where relkind = 'm'`,
  ]
}
