import { notMember, userSchema } from '../read.ts'
import { made, nameOf, objects, ownRelation, type Rule, relations } from './rule.ts'

const relation = (kind: string, why: string, where: string): Rule => ({
  kind,
  why,
  query: `select ${nameOf('pg_class', 'c.oid')} as name from ${relations} where ${ownRelation} and (${where})`,
})

const column = (what: string, where: string): Rule => ({
  kind: 'column',
  why: `Its ${what} is not part of a design.`,
  query: `select ${nameOf('pg_class', 'c.oid')} || '.' || quote_ident(a.attname) as name
    from pg_attribute a join pg_type t on t.oid = a.atttypid join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'm') and a.attnum > 0 and not a.attisdropped and ${ownRelation} and (${where})`,
})

const routine = (what: string, where: string): Rule =>
  objects(
    'routine',
    'pg_proc',
    `Its ${what} is not part of a design.`,
    `o.prokind in ('f', 'p') and (${where})`,
  )

const viewOptions = `exists (select from unnest(c.reloptions) o where o !~ '^(security_invoker|security_barrier|check_option)=')`

/** What a number's own sequence counts up to. */
const most = `case q.seqtypid when 21 then 32767 when 23 then 2147483647 else 9223372036854775807 end`

/** Traits of objects that a catalog holds without them. */
export const traitRules: readonly Rule[] = [
  relation('table', 'It is made OF a type; a design lists its columns instead.', 'c.reloftype <> 0'),
  relation(
    'table',
    'Its storage parameters are not part of a design.',
    "c.relkind in ('r', 'p') and c.reloptions is not null",
  ),
  relation('view', 'Its options are not part of a design.', `c.relkind = 'v' and ${viewOptions}`),
  relation(
    'materialized view',
    'Its storage parameters are not part of a design.',
    "c.relkind = 'm' and c.reloptions is not null",
  ),
  relation(
    'index',
    'Its storage parameters are not part of a design.',
    "c.relkind in ('i', 'I') and c.reloptions is not null",
  ),
  relation(
    'tablespace',
    'A design places only partitions in tablespaces.',
    "c.reltablespace <> 0 and not (c.relispartition and c.relkind = 'r')",
  ),
  relation(
    'access method',
    'A design has no access methods of tables.',
    "c.relkind in ('r', 'p', 'm') and c.relam <> 0 and c.relam <> (select am.oid from pg_am am where am.amname = 'heap')",
  ),
  relation(
    'replica identity',
    'A design has no replica identities.',
    "c.relkind in ('r', 'p', 'm') and c.relreplident <> 'd'",
  ),
  relation(
    'index',
    'It is marked for CLUSTER, which is not part of a design.',
    'exists (select from pg_index x where x.indexrelid = c.oid and x.indisclustered)',
  ),
  relation(
    'index',
    'It is not valid: PostgreSQL does not use it.',
    'exists (select from pg_index x where x.indexrelid = c.oid and not x.indisvalid)',
  ),
  relation(
    'index',
    'Parameters of its operator classes are not part of a design.',
    "c.relkind in ('i', 'I') and exists (select from pg_attribute a where a.attrelid = c.oid and a.attoptions is not null)",
  ),
  column('storage', 'a.attstorage <> t.typstorage'),
  column('compression', "a.attcompression <> ''"),
  column('statistics target', 'a.attstattarget >= 0'),
  column('attribute options', 'a.attoptions is not null'),
  {
    kind: 'view column',
    why: 'Its default is not part of a design.',
    query: `select ${nameOf('pg_class', 'c.oid')} || '.' || quote_ident(a.attname) as name from pg_attrdef d
      join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum join pg_class c on c.oid = d.adrelid
      join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and ${ownRelation}`,
  },
  {
    kind: 'partition column',
    why: 'A design has no defaults of a single partition.',
    query: `select ${nameOf('pg_class', 'c.oid')} || '.' || quote_ident(a.attname) as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        join pg_inherits h on h.inhrelid = c.oid join pg_attribute pa on pa.attrelid = h.inhparent and pa.attname = a.attname
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        left join pg_attrdef pd on pd.adrelid = pa.attrelid and pd.adnum = pa.attnum
      where c.relispartition and ${ownRelation}
        and pg_get_expr(d.adbin, d.adrelid) is distinct from pg_get_expr(pd.adbin, pd.adrelid)`,
  },
  {
    kind: 'sequence',
    why: 'Options of the sequence behind a column (START, INCREMENT, CYCLE …) are not part of a design.',
    query: `select ${nameOf('pg_class', 'c.oid')} as name from pg_sequence q join pg_class c on c.oid = q.seqrelid
      join pg_namespace n on n.oid = c.relnamespace join pg_depend d on d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid
        and d.deptype in ('a', 'i') and d.refclassid = 'pg_catalog.pg_class'::regclass
      join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
      where ${ownRelation} and (q.seqstart, q.seqincrement, q.seqmin, q.seqcache, q.seqmax, q.seqcycle, q.seqtypid)
        <> (1, 1, 1, 1, ${most}, false, a.atttypid) and a.atttypid in (20, 21, 23)`,
  },
  routine('LEAKPROOF', 'o.proleakproof'),
  routine(
    'estimate of cost',
    "o.procost <> case when o.prolang in (select l.oid from pg_language l where l.lanname in ('c', 'internal')) then 1 else 100 end",
  ),
  routine('estimate of rows', 'o.prorows <> case when o.proretset then 1000 else 0 end'),
  routine('support function', 'o.prosupport <> 0'),
  routine('list of transforms', 'o.protrftypes is not null'),
  {
    kind: 'comment',
    why: 'A design has no comments on columns of views or of partitions.',
    query: `select 'column ' || ${nameOf('pg_class', 'c.oid')} || '.' || quote_ident(a.attname) as name
      from pg_description x join pg_attribute a on a.attrelid = x.objoid and a.attnum = x.objsubid
      join pg_class c on c.oid = x.objoid join pg_namespace n on n.oid = c.relnamespace
      where x.classoid = 'pg_catalog.pg_class'::regclass and (c.relkind in ('v', 'm') or c.relispartition) and ${ownRelation}`,
  },
  {
    kind: 'comment',
    why: 'A design has no comments on this kind of constraint.',
    query: `select 'constraint ' || ${nameOf('pg_constraint', 'k.oid')} as name from pg_description x
      join pg_constraint k on k.oid = x.objoid where x.classoid = 'pg_catalog.pg_constraint'::regclass
      and (k.contypid <> 0 or k.contype = 'n') and ${made('pg_constraint', 'k.oid')}`,
  },
  {
    kind: 'comment',
    why: 'A design has no comments on the sequence or the index behind a column or a constraint.',
    query: `select ${nameOf('pg_class', 'c.oid')} as name from pg_description x join pg_class c on c.oid = x.objoid
      join pg_namespace n on n.oid = c.relnamespace
      where x.classoid = 'pg_catalog.pg_class'::regclass and x.objsubid = 0 and ${ownRelation} and (
        c.relkind = 'S' and exists (select from pg_depend d where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid
          and d.deptype in ('a', 'i') and d.refobjsubid > 0)
        or exists (select from pg_constraint k where k.conindid = c.oid and k.contype in ('p', 'u', 'x')))`,
  },
  {
    kind: 'owner',
    why: 'Types and partitions of a design have no owner of their own.',
    query: `select ${nameOf('pg_type', 't.oid')} as name from pg_type t join pg_namespace n on n.oid = t.typnamespace
        join pg_roles r on r.oid = t.typowner where t.typtype in ('e', 'd') and ${userSchema('n')} and ${notMember('pg_type', 't.oid')}
        and r.rolname not in ('postgres', 'damask_owner')
      union all
      select ${nameOf('pg_class', 'c.oid')} from ${relations} join pg_inherits h on h.inhrelid = c.oid
        join pg_class parent on parent.oid = h.inhparent
        where c.relispartition and c.relkind = 'r' and c.relowner <> parent.relowner and ${ownRelation}`,
  },
]
