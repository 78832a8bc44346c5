import { type Catalog, type Obj, quoteLiteral, typeExtension } from '../../catalog/index.ts'
import { dollarQuote, quoteIdent, type Statement } from '../../sql/index.ts'

/** How patterns' routines name what an extension has, with its schema, because their search path has none. */
const pinned: ReadonlyMap<string, RegExp> = new Map([
  ['pgcrypto', /\.pgp_sym_(?:en|de)crypt/],
  ...Object.entries(typeExtension).map(([type, x]) => [x, new RegExp(`\\.${type}\\b`)] as const),
])

const types = new Set(Object.values(typeExtension))
/** The schemas of extensions whose operators a routine finds. */
const looked = /^set search_path = pg_catalog, (.+), pg_temp$/m

/** The schema in which routines look for what an extension has; undefined where none does. */
export const homeOf = (
  x: Obj<'extension'>,
  catalog: Catalog,
  statements: readonly Statement[],
): string | undefined => {
  const named = pinned.get(x.name)
  if (!named) return undefined
  const home = (x.schema === undefined ? undefined : catalog.get(x.schema)?.name) ?? 'public'
  const looks = ({ sql }: Statement): boolean =>
    types.has(x.name) && (looked.exec(sql)?.[1] ?? '').includes(quoteIdent(home))
  return statements.some((s) => named.test(s.sql) || looks(s)) ? home : undefined
}

/**
 * Stops the migration where the extension was there before, in another schema, as some hosts have it: routines would
 * be made without a word, and fail when rows are written.
 */
export const atHome = (x: Obj<'extension'>, schema: string): string => {
  const name = quoteLiteral(x.name)
  const home = quoteLiteral(schema)
  return `do ${dollarQuote(`
declare
  found name;
begin
  select nspname into found from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace where e.extname = ${name};
  if found <> ${home} then
    raise exception 'extension % is in schema %, and is needed in %', ${name}, found, ${home}
      using hint = pg_catalog.format('Whoever owns it can move it: alter extension %I set schema %I', ${name}, ${home});
  end if;
end
`)};`
}
