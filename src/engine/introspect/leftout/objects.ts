import { objects, type Rule } from './rule.ts'

const none = (what: string): string => `A design has no ${what}.`

/** A sequence that stands for itself: `serial` and identity are told by their columns. */
const free = `o.relkind = 'S' and not exists (select from pg_depend d join pg_attrdef ad on ad.adrelid = d.refobjid and ad.adnum = d.refobjsubid
    join pg_attribute a on a.attrelid = ad.adrelid and a.attnum = ad.adnum
  where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = o.oid and d.refclassid = 'pg_catalog.pg_class'::regclass
    and d.deptype = 'a' and a.atttypid in (20, 21, 23)
    and pg_get_expr(ad.adbin, ad.adrelid) = format('nextval(%L::regclass)', o.oid::regclass))`

const isArray = 'exists (select from pg_type e where e.typarray = o.oid)'

/** A partition of a partition, or one that is partitioned again. */
const below = `o.relispartition and (o.relkind = 'p' or o.relkind = 'r' and exists (
  select from pg_inherits join pg_class parent on parent.oid = inhparent where inhrelid = o.oid and parent.relispartition))`

/** Kinds of objects that a catalog does not know at all. */
export const objectRules: readonly Rule[] = [
  objects(
    'composite type',
    'pg_type',
    none('composite types'),
    "exists (select from pg_class c where c.oid = o.typrelid and c.relkind = 'c')",
  ),
  objects('sequence', 'pg_class', none('sequences that belong to no column'), free),
  objects('foreign table', 'pg_class', none('foreign tables'), "o.relkind = 'f'"),
  objects('partition', 'pg_class', 'A design has no partitions of partitions.', below),
  objects('range type', 'pg_type', none('range types of its own'), "o.typtype = 'r'"),
  objects(
    'base type',
    'pg_type',
    none('base types of its own'),
    `o.typtype = 'b' and not ${isArray} or not o.typisdefined`,
  ),
  objects('aggregate', 'pg_proc', none('aggregates of its own'), "o.prokind = 'a'"),
  objects('window function', 'pg_proc', none('window functions of its own'), "o.prokind = 'w'"),
  objects('operator', 'pg_operator', none('operators of its own')),
  objects('operator class', 'pg_opclass', none('operator classes of its own')),
  objects('operator family', 'pg_opfamily', none('operator families of its own')),
  objects('cast', 'pg_cast', none('casts of its own')),
  objects('collation', 'pg_collation', none('collations of its own')),
  objects('conversion', 'pg_conversion', none('conversions of its own')),
  objects('text search configuration', 'pg_ts_config', none('text search configurations of its own')),
  objects('text search dictionary', 'pg_ts_dict', none('text search dictionaries of its own')),
  objects('text search parser', 'pg_ts_parser', none('text search parsers of its own')),
  objects('text search template', 'pg_ts_template', none('text search templates of its own')),
  objects('access method', 'pg_am', none('access methods of its own')),
  objects('language', 'pg_language', none('languages of its own')),
  objects('transform', 'pg_transform', none('transforms')),
  objects('event trigger', 'pg_event_trigger', none('event triggers')),
  objects('foreign data wrapper', 'pg_foreign_data_wrapper', none('foreign data wrappers')),
  objects('server', 'pg_foreign_server', none('foreign servers')),
  objects('user mapping', 'pg_user_mapping', none('user mappings')),
  objects('publication', 'pg_publication', none('publications')),
  objects('subscription', 'pg_subscription', none('subscriptions')),
  objects('statistics', 'pg_statistic_ext', none('extended statistics')),
  objects('default privileges', 'pg_default_acl', none('default privileges')),
  objects('rule', 'pg_rewrite', none('rules'), "o.rulename <> '_RETURN'"),
  {
    kind: 'large object',
    why: none('large objects'),
    query: 'select o.oid::text as name from pg_largeobject_metadata o',
  },
  objects('tablespace', 'pg_tablespace', none('tablespaces')),
]
