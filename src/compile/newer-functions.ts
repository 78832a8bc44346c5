import { isDrawn } from '../base/index.ts'
import { name, type Obj, type Sql, sql } from '../catalog/index.ts'
import type { Target } from '../design/index.ts'
import { redraw } from './redraws.ts'
import { ridOf } from './rid.ts'
import type { World } from './world.ts'

const words = (...lines: readonly string[]): readonly string[] => lines.flatMap((l) => l.split(' '))

/** PostgreSQL's own functions by the version that brought them, after its release notes. */
export const newFunctions: Readonly<Record<16 | 17 | 18, readonly string[]>> = {
  16: words(
    'any_value array_sample array_shuffle date_add date_subtract erf erfc json_arrayagg json_objectagg',
    'pg_input_error_info pg_input_is_valid random_normal',
  ),
  17: words(
    'json_exists json_query json_scalar json_serialize json_table json_value merge_action to_bin to_oct',
    'unicode_assigned uuid_extract_timestamp uuid_extract_version xmltext',
  ),
  18: words('array_reverse array_sort casefold crc32 crc32c gamma lgamma uuidv4 uuidv7'),
}
const since: ReadonlyMap<string, Target> = new Map(
  ([16, 17, 18] as const).flatMap((v) => newFunctions[v].map((f) => [f, v] as const)),
)
/** A call by bare name, or of the server's own schema. */
const call = new RegExp(`(?<![\\w$".])(?:pg_catalog\\.)?(${[...since.keys()].join('|')})\\s*\\(`, 'gi')
/** What holds no calls. */
const quiet = /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g

const isSql = (v: object): v is Sql => 'text' in v && 'refs' in v

/** Every expression of an object, wherever it stands in it. */
const expressionsOf = (value: unknown): readonly Sql[] => {
  if (typeof value !== 'object' || value === null) return []
  return isSql(value) ? [value] : Object.values(value).flatMap(expressionsOf)
}

/** The newest of the functions that an object calls. */
const newest = (o: Obj): readonly [string, Target] | undefined => {
  let found: readonly [string, Target] | undefined
  for (const { text } of expressionsOf(o))
    for (const [, called = ''] of text.join('"mentioned"').replace(quiet, ' ').matchAll(call)) {
      const version = since.get(called.toLowerCase())
      if (version && version > (found?.[1] ?? 0)) found = [called.toLowerCase(), version]
    }
  return found
}

/** The database in the page is newer than some targets: it takes calls that the target's server refuses. */
export const checkFunctions = (w: World): void => {
  if (w.settings.target >= 18) return
  for (const o of w.objects.values()) {
    const found = isDrawn(o.id) ? newest(o) : undefined
    if (!found || found[1] <= w.settings.target) continue
    const [called, version] = found
    const aim = redraw('settings', w.settings.id, `Target PostgreSQL ${version}`, (s) => ({
      ...s,
      target: version,
    }))
    w.issues.push({
      code: 'target/too-old',
      severity: 'error',
      objects: [o.id, ...('table' in o ? [o.table] : [])],
      message: sql`${name(o.id)} calls ${called}(), which needs PostgreSQL ${version}, and the design targets ${w.settings.target}.`,
      ...ridOf(o, aim),
    })
  }
}
