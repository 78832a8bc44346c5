const words = (s: string): ReadonlySet<string> => new Set(s.trim().split(/\s+/))

/** PostgreSQL 18's fully reserved keywords. */
export const reserved = words(`
  all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
  current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc
  distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral
  leading limit localtime localtimestamp not null offset on only or order placing primary references returning select
  session_user some symmetric system_user table then to trailing true union unique user using variadic when where
  window with`)

/** Keywords that may name a function or a type, but no column or table. */
export const typeOrFunction = words(`
  authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left like
  natural notnull outer overlaps right similar tablesample verbose`)

/** Keywords that may name a column or a table, but no function or type. */
export const columnName = words(`
  between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout int
  integer interval json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar
  json_serialize json_table json_value least merge_action national nchar none normalize nullif numeric out overlay
  position precision real row setof smallint substring time timestamp treat trim values varchar xmlattributes
  xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable`)

/**
 * Words that PL/pgSQL reserves and SQL does not. In a routine's body `new.by` bare names no column, `new."by"` does.
 */
export const bodyReserved = words('begin by declare execute foreach if loop strict while')

/** Names of pg_catalog's types, but for those that start with pg_ or an underscore. They hide a design's own type. */
export const catalogTypes = words(`
  aclitem any anyarray anycompatible anycompatiblearray anycompatiblemultirange anycompatiblenonarray
  anycompatiblerange anyelement anyenum anymultirange anynonarray anyrange bit bool box bpchar bytea char cid cidr
  circle cstring date datemultirange daterange event_trigger fdw_handler float4 float8 gtsvector index_am_handler inet
  int2 int2vector int4 int4multirange int4range int8 int8multirange int8range internal interval json jsonb jsonpath
  language_handler line lseg macaddr macaddr8 money name numeric nummultirange numrange oid oidvector path point
  polygon record refcursor regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc
  regprocedure regrole regtype table_am_handler text tid time timestamp timestamptz timetz trigger tsm_handler
  tsmultirange tsquery tsrange tstzmultirange tstzrange tsvector txid_snapshot unknown uuid varbit varchar void xid
  xid8 xml`)

const quotedWords: ReadonlySet<string> = new Set([...reserved, ...typeOrFunction, ...columnName])

/** True where an identifier must be quoted because the word is a keyword. */
export const isKeyword = (word: string): boolean => quotedWords.has(word)
