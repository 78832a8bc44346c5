-- Stands in for Citus: functions with its names that refuse what its documentation says it refuses.
create schema citus_stand_in;

create table citus_stand_in.placed (
  relation regclass primary key,
  kind text not null,
  key int2,
  together int
);

create function citus_stand_in.refuse(why text) returns void language plpgsql as $$
begin
  raise exception using errcode = '0A000', message = why;
end
$$;

create function public.create_reference_table(table_name regclass) returns void language plpgsql as $$
begin
  if exists (select from pg_class where oid = table_name and relkind = 'p') then
    perform citus_stand_in.refuse(format('%s is partitioned: it cannot be a reference table', table_name));
  end if;
  if exists (
    select from pg_constraint f join citus_stand_in.placed p on p.relation = f.confrelid and p.kind = 'd'
    where f.contype = 'f' and f.conrelid = table_name
  ) then
    perform citus_stand_in.refuse(format('%s: a reference table cannot reference a distributed one', table_name));
  end if;
  insert into citus_stand_in.placed values (table_name, 'r', null, null);
end
$$;

create function public.create_distributed_table(
  table_name regclass, distribution_column text, colocate_with text default 'default', shard_count int default 32
) returns void language plpgsql as $$
declare
  k int2;
  t oid;
  grp int;
  bad text;
begin
  select attnum, atttypid into k, t from pg_attribute
  where attrelid = table_name and attname = distribution_column and not attisdropped;
  if k is null then
    perform citus_stand_in.refuse(format('%s has no column %s', table_name, distribution_column));
  end if;
  if exists (select from citus_stand_in.placed where relation = table_name) then
    perform citus_stand_in.refuse(format('%s is placed already', table_name));
  end if;
  select string_agg(indexrelid::regclass::text, ', ') into bad from pg_index
  where indrelid = table_name and (indisunique or indisexclusion) and not k = any (indkey::int2[]);
  if bad is not null then
    perform citus_stand_in.refuse(format('cannot create constraint on %s: %s must include the distribution column', table_name, bad));
  end if;
  if exists (
    select from pg_attribute where attrelid = table_name and attidentity <> '' and atttypid <> 'int8'::regtype
  ) then
    perform citus_stand_in.refuse(format('%s: identity columns of a distributed table are bigint', table_name));
  end if;
  if colocate_with = 'none' then
    select coalesce(max(together), 0) + 1 into grp from citus_stand_in.placed;
  else
    select p.together into grp from citus_stand_in.placed p
    join pg_attribute a on a.attrelid = p.relation and a.attnum = p.key
    where p.relation = colocate_with::regclass and p.kind = 'd' and a.atttypid = t;
    if grp is null then
      perform citus_stand_in.refuse(format('%s cannot be colocated with %s', table_name, colocate_with));
    end if;
  end if;
  select string_agg(f.conname, ', ') into bad
  from pg_constraint f left join citus_stand_in.placed p on p.relation = f.confrelid
  where f.contype = 'f' and f.conrelid = table_name and not (
    coalesce(p.kind, '') = 'r'
    or ((coalesce(p.together, -1) = grp or f.confrelid = table_name) and exists (
      select from unnest(f.conkey, f.confkey) x(child, parent)
      where x.child = k and x.parent = coalesce(p.key, k)))
  );
  if bad is not null then
    perform citus_stand_in.refuse(format('cannot create foreign key on %s: %s is neither colocated by the distribution column nor to a reference table', table_name, bad));
  end if;
  if exists (
    select from pg_constraint f where f.contype = 'f' and f.conrelid = table_name and k = any (f.conkey)
      and (f.confupdtype not in ('a', 'r') or (f.confdeltype in ('n', 'd') and k = any (coalesce(f.confdelsetcols, f.conkey))))
  ) then
    perform citus_stand_in.refuse(format('%s: a reference would change the distribution column', table_name));
  end if;
  insert into citus_stand_in.placed values (table_name, 'd', k, grp);
end
$$;

-- What is left where it was must not point at what is spread.
create view citus_stand_in.dangling as
select f.conrelid::regclass as relation, f.conname from pg_constraint f
join citus_stand_in.placed p on p.relation = f.confrelid and p.kind = 'd'
where f.contype = 'f' and not exists (select from citus_stand_in.placed c where c.relation = f.conrelid and c.kind = 'd');
