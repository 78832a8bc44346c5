import { notMember, userSchema } from '../read.ts'
import { nameOf, objects, ownRelation, type Rule, relations } from './rule.ts'

/** Whether the catalog has the routine: no system schema's, no extension's, none that a type brought along. */
const ownRoutine = (
  oid: string,
): string => `exists (select from pg_proc p join pg_namespace pn on pn.oid = p.pronamespace
  where p.oid = ${oid} and p.prokind in ('f', 'p') and ${userSchema('pn')} and ${notMember('pg_proc', 'p.oid')})`

/** On a table that is a partition: its whole is the partitioned table. */
const onPartition = (relation: string): string =>
  `exists (select from ${relations} where c.oid = ${relation} and c.relispartition and ${ownRelation})`

const partition = (what: string): string => `A design has no ${what} of a single partition.`

/** Things on relations that the catalog's own kinds cannot express where they are. */
export const partRules: readonly Rule[] = [
  objects(
    'trigger',
    'pg_trigger',
    'It calls a function of PostgreSQL or of an extension; a trigger of a design calls a routine of the design.',
    `not o.tgisinternal and o.tgparentid = 0 and not ${onPartition('o.tgrelid')} and not ${ownRoutine('o.tgfoid')}`,
  ),
  objects(
    'trigger',
    'pg_trigger',
    partition('triggers'),
    `not o.tgisinternal and o.tgparentid = 0 and ${onPartition('o.tgrelid')}`,
  ),
  objects(
    'trigger',
    'pg_trigger',
    'It is disabled, or enabled for replication; in a design every trigger fires.',
    `not o.tgisinternal and o.tgparentid = 0 and o.tgenabled <> 'O'`,
  ),
  objects(
    'constraint',
    'pg_constraint',
    partition('constraints'),
    `o.contype in ('p', 'u', 'c', 'x', 'f') and o.conparentid = 0 and o.conislocal and ${onPartition('o.conrelid')}`,
  ),
  objects(
    'constraint',
    'pg_constraint',
    'It references a partition; a design references whole tables.',
    `o.contype = 'f' and o.conparentid = 0 and ${onPartition('o.confrelid')} and not ${onPartition('o.conrelid')}`,
  ),
  objects(
    'constraint',
    'pg_constraint',
    `It references a table of an extension.`,
    `o.contype = 'f' and not ${notMember('pg_class', 'o.confrelid')}`,
  ),
  objects(
    'constraint',
    'pg_constraint',
    'It is NOT VALID or NOT ENFORCED; a design has only constraints that hold.',
    `o.conparentid = 0 and (not o.convalidated or to_json(o) ->> 'conenforced' = 'false')`,
  ),
  {
    kind: 'index',
    why: partition('indexes'),
    query: `select ${nameOf('pg_class', 'x.indexrelid')} as name from pg_index x join pg_class ic on ic.oid = x.indexrelid
      where not ic.relispartition and ${onPartition('x.indrelid')}
      and not exists (select from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))`,
  },
  objects('policy', 'pg_policy', partition('policies'), onPartition('o.polrelid')),
  {
    kind: 'row security',
    why: partition('row security'),
    query: `select ${nameOf('pg_class', 'c.oid')} as name from ${relations}
      where c.relispartition and c.relrowsecurity and ${ownRelation}`,
  },
  {
    kind: 'inheritance',
    why: 'A design has no tables that inherit; the columns of the parent are listed as its own.',
    query: `select ${nameOf('pg_class', 'c.oid')} || ' inherits ' || ${nameOf('pg_class', 'h.inhparent')} as name
      from pg_inherits h join pg_class c on c.oid = h.inhrelid join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and ${ownRelation}`,
  },
]
