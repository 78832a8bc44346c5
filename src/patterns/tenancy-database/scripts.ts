/** Text of the scripts. Names of the design's objects stand in files of SQL beside them, never in a shell. */

const head = (what: string, usage: string): string => `#!/usr/bin/env bash
${what
  .split('\n')
  .map((l) => `# ${l}`.trimEnd())
  .join('\n')}
#
#   ${usage}
#
# The usual variables of psql (PGHOST, PGPORT, PGUSER, PGDATABASE …) say where the registry is.
set -euo pipefail
shopt -s inherit_errexit
here=$(cd "$(dirname "$0")" && pwd)
registry() { psql -XAtq -v ON_ERROR_STOP=1 "$@"; }
die() { echo "$*" >&2; exit 1; }
plain() { [[ $1 =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$ ]] || die "not a plain name: $1"; }
`

/** Sets host and port of a server of the registry; the database is given with each call. */
const reach = `
place() {
  local line
  line=$(registry -F ' ' -v server="$1" -f "$here/sql/server.sql")
  [ -n "$line" ] || die "the registry has no server $1"
  read -r host port <<<"$line"
}
remote() { local db=$1; shift; psql -X -q -v ON_ERROR_STOP=1 -h "$host" -p "$port" -d "$db" "$@"; }
`

/** Applies what a database lacks of the migrations in the bundle, and notes each. */
const migrate = `
# migrate TENANT DATABASE: applies what is missing, in order; stops at the first that fails.
migrate() {
  local tenant=$1 database=$2 file version known trouble
  for file in "$here"/../migrations/*.up.sql; do
    [ -e "$file" ] || continue
    version=$(basename "$file" .up.sql)
    known=$(registry -v tenant="$tenant" -v version="$version" -f "$here/sql/has-migration.sql") || return 1
    [ "$known" = t ] && continue
    if trouble=$(remote "$database" -f "$file" 2>&1 >/dev/null); then
      registry -v tenant="$tenant" -v version="$version" -f "$here/sql/migrated.sql" >/dev/null || return 1
    else
      registry -v tenant="$tenant" -v version="$version" -v trouble="$trouble" -f "$here/sql/not-migrated.sql" >/dev/null || true
      printf '%s\\t%s\\tfailed at %s: %s\\n' "$tenant" "$database" "$version" "\${trouble//$'\\n'/ }"
      return 1
    fi
  done
  printf '%s\\t%s\\tup to date\\n' "$tenant" "$database"
}
`

export const provision = `${head(
  `Makes a tenant: writes it into the registry, creates its database on a server, applies every
migration of the bundle and opens it. Prints the tenant's key. Run again with the key after a failure: it goes on.`,
  'tenants/provision.sh NAME SERVER DATABASE [KEY]',
)}${reach}${migrate}
[ $# -ge 3 ] || die "usage: $0 NAME SERVER DATABASE [KEY]"
name=$1 server=$2 database=$3 key=\${4:-}
plain "$server"; plain "$database"
place "$server"
tenant=$(registry -v key="$key" -v database="$database" -v server="$server" -f "$here/sql/find.sql")
if [ -z "$tenant" ]; then
  tenant=$(registry -v name="$name" -v server="$server" -v database="$database" -v key="$key" -f "$here/sql/register.sql")
fi
if [ "$(psql -XAtq -h "$host" -p "$port" -d postgres -v database="$database" -f "$here/sql/has-database.sql")" != t ]; then
  createdb -h "$host" -p "$port" -T template0 "$database"
fi
migrate "$tenant" "$database" >&2
registry -v tenant="$tenant" -f "$here/sql/activate.sql" >/dev/null
echo "$tenant"
`

export const migrateAll = `${head(
  `Applies the migrations of the bundle to the database of every tenant, one after another, and reports each.
One that fails stops no other. Migrate the database of the registry first, as you always do.
Ends with status 1 where a tenant failed; run it again once the reason is gone.`,
  'tenants/migrate-all.sh',
)}${reach}${migrate}
failed=0
databases=$(registry -F $'\\t' -f "$here/sql/databases.sql")
while IFS=$'\\t' read -r tenant server database; do
  [ -n "$tenant" ] || continue
  place "$server" </dev/null
  migrate "$tenant" "$database" </dev/null || failed=1
done <<<"$databases"
exit $failed
`

/** How rows get from one database to another: straight through a pipe, table by table, then compared. */
const copying = `
# The tables in which tenants have rows, in a file: names may hold anything. Without them there is nothing to do here.
tables=$(mktemp)
trap 'rm -f "$tables"' EXIT
registry -z -0 -f "$here/sql/tenant-tables.sql" >"$tables"
[ -s "$tables" ] || die "the registry names no tables of tenants"

# Every row of the tenant, in the target without triggers and checks: they held where the rows come from.
quiet='-c session_replication_role=replica -c row_security=off -c TimeZone=UTC -c DateStyle=ISO'
# copy FROM TO: both are names of functions that run psql on a database.
copy_tenant() {
  local from=$1 to=$2 table columns scope where filled
  while IFS= read -r -d '' table && IFS= read -r -d '' columns && IFS= read -r -d '' scope; do
    if [ -z "$scope" ]; then
      filled=$("$to" -At -c "select exists (select 1 from $table)")
      [ "$filled" = t ] && continue
      where=true
    else
      where="$scope = '$tenant'"
      PGOPTIONS=$quiet "$to" -c "delete from $table where $where"
    fi
    PGOPTIONS=$quiet "$from" -c "copy (select $columns from $table where $where) to stdout" |
      PGOPTIONS=$quiet "$to" -c "copy $table ($columns) from stdin"
  done <"$tables"
}
# digest PSQL: one line for each table of the tenant, with its rows counted and summed up.
digest() {
  local table columns scope
  while IFS= read -r -d '' table && IFS= read -r -d '' columns && IFS= read -r -d '' scope; do
    [ -n "$scope" ] || continue
    printf '%s ' "$table"
    PGOPTIONS=$quiet "$1" -At -c "select count(*), md5(coalesce(string_agg(h, '' order by h), '')) from (select md5(r::text) as h from (select $columns from $table where $scope = '$tenant') r) x"
  done <"$tables"
}
here_db() { registry "$@"; }
`

export const exportTenant = `${head(
  `Writes every row of a tenant that shares this database into a folder, one file of tab-separated text a table.
Run as a role that row-level security lets pass. A tenant with a database of its own is saved by pg_dump.`,
  'tenants/export-tenant.sh KEY FOLDER',
)}${copying}
[ $# -eq 2 ] || die "usage: $0 KEY FOLDER"
tenant=$1 folder=$2
plain "$tenant"
mkdir -p "$folder"
n=0
while IFS= read -r -d '' table && IFS= read -r -d '' columns && IFS= read -r -d '' scope; do
  [ -n "$scope" ] || continue
  n=$((n + 1))
  file=$(printf '%s/%03d.tsv' "$folder" "$n")
  PGOPTIONS=$quiet here_db -c "copy (select $columns from $table where $scope = '$tenant') to stdout" >"$file"
  printf '%s\\t%s\\t%s\\n' "$(basename "$file")" "$table" "$columns"
done <"$tables" >"$folder/tables.txt"
cat "$folder/tables.txt"
`

export const moveTenant = `${head(
  `Moves a tenant out of this database into one of its own, or back. The tenant is closed while its rows are copied and
compared; where they differ or anything fails, the move is given up and the tenant opened where it was.
Run as a superuser: triggers and references of the target are silent while rows arrive.`,
  'tenants/move-tenant.sh KEY SERVER DATABASE   or   tenants/move-tenant.sh KEY --back',
)}${reach}${migrate}${copying}
[ $# -ge 2 ] || die "usage: $0 KEY SERVER DATABASE | KEY --back"
tenant=$1
plain "$tenant"
there_db() { remote "$database" "$@"; }
if [ "$2" = --back ]; then
  back=1
  IFS=$'\\t' read -r server database < <(registry -F $'\\t' -v tenant="$tenant" -f "$here/sql/place.sql") || true
  [ -n "\${server:-}" ] || die "the tenant shares this database already"
else
  back=0 server=$2 database=$3
  plain "$server"; plain "$database"
fi
place "$server"
give_up() {
  registry -v tenant="$tenant" -v done=false -f "$here/sql/end-move.sql" >/dev/null
  echo "given up: the tenant is where it was" >&2
}
if [ $back = 1 ]; then
  registry -v tenant="$tenant" -v server= -v database= -f "$here/sql/begin-move.sql" >/dev/null
else
  registry -v tenant="$tenant" -v server="$server" -v database="$database" -f "$here/sql/begin-move.sql" >/dev/null
fi
trap 'give_up; rm -f "$tables"' EXIT
# Transactions that were routed before the tenant was closed come to their end.
sleep "\${DRAIN_SECONDS:-5}"
if [ $back = 0 ]; then
  if [ "$(psql -XAtq -h "$host" -p "$port" -d postgres -v database="$database" -f "$here/sql/has-database.sql")" != t ]; then
    createdb -h "$host" -p "$port" -T template0 "$database"
  fi
  migrate "$tenant" "$database" >&2
  copy_tenant here_db there_db
  there_db -f "$here/sql/restart-identities.sql" >/dev/null
else
  copy_tenant there_db here_db
  here_db -f "$here/sql/restart-identities.sql" >/dev/null
fi
mine=$(digest here_db)
theirs=$(digest there_db)
if [ "$mine" != "$theirs" ]; then
  diff <(echo "$mine") <(echo "$theirs") >&2 || true
  die "the copies differ"
fi
registry -v tenant="$tenant" -v done=true -f "$here/sql/end-move.sql" >/dev/null
trap 'rm -f "$tables"' EXIT
echo "$mine"
echo "moved; the rows at the old place stay until tenants/forget-copy.sh removes them" >&2
`

export const forgetCopy = `${head(
  `Removes the rows that a tenant left behind in this database when it moved into its own. Refuses while it lives here.
Run as a superuser: triggers are silent, so no history or message is written of what only moved.`,
  'tenants/forget-copy.sh KEY',
)}${copying}
[ $# -eq 1 ] || die "usage: $0 KEY"
tenant=$1
plain "$tenant"
IFS=$'\\t' read -r server database < <(registry -F $'\\t' -v tenant="$tenant" -f "$here/sql/place.sql") || true
[ -n "\${server:-}" ] || die "the tenant lives in this database"
while IFS= read -r -d '' table && IFS= read -r -d '' columns && IFS= read -r -d '' scope; do
  [ -n "$scope" ] || continue
  PGOPTIONS=$quiet here_db -c "delete from $table where $scope = '$tenant'"
done <"$tables"
`
