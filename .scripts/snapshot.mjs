// Makes the ready PGlite data directory: initdb and the extensions are done once, here, and not at every start.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from './paths.mjs'
import { changeTar } from './tar.mjs'

/** The extensions that a design may use without waiting; each is created in the snapshot. */
export const extensions = ['btree_gist', 'citext', 'ltree', 'pg_trgm', 'pgcrypto']

const versionOf = () =>
  JSON.parse(readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json'), 'utf8')).version

/** How the role is made that owns a design's database; the engine makes it so where it starts without a snapshot. */
const ownerFile = join(root, 'src/engine/pglite/owner.json')

/** Where the snapshot is kept: the name changes with PGlite's version, the extensions, the owner and the scripts. */
export const snapshotPath = () => {
  const version = versionOf()
  const key = createHash('sha256')
    .update([version, ...extensions].join(' '))
    .update(readFileSync(ownerFile))
    .update(readFileSync(new URL(import.meta.url)))
    .update(readFileSync(new URL('./tar.mjs', import.meta.url)))
    .digest('hex')
    .slice(0, 12)
  return join(root, `node_modules/.cache/damask/pglite-${version}-${key}.tar.gz`)
}

const build = async () => {
  const { PGlite } = await import('@electric-sql/pglite')
  const loaded = await Promise.all(
    extensions.map(async (name) => [name, (await import(`@electric-sql/pglite/contrib/${name}`))[name]]),
  )
  const db = await PGlite.create({ extensions: Object.fromEntries(loaded) })
  for (const name of extensions) await db.exec(`create extension ${name}`)
  for (const sql of JSON.parse(readFileSync(ownerFile, 'utf8')).make) await db.exec(sql)
  // A design is one database: the templates would be two thirds of all files, read at every start.
  await db.exec('update pg_database set datistemplate = false')
  for (const name of ['template0', 'template1']) await db.exec(`drop database ${name}`)
  await db.exec('vacuum')
  await db.exec('select pg_switch_wal()')
  await db.exec('checkpoint')
  const { rows } = await db.query('select pg_walfile_name(pg_current_wal_lsn()) as current')
  const dump = await db.dumpDataDir('none')
  await db.close()
  return gzipSync(changeTar(Buffer.from(await dump.arrayBuffer()), lastOfWal(rows[0].current)), { level: 9 })
}

const walPage = 8192

/**
 * Of the write-ahead log only the segment since the checkpoint is needed, and of that what is written: PostgreSQL
 * takes the end of the file for the end of the log, and writes on from there.
 */
const lastOfWal = (current) => (name, bytes) => {
  const segment = /pg_wal\/([0-9A-F]{24})$/.exec(name)?.[1]
  if (segment === undefined) return bytes
  if (segment !== current) return undefined
  const written = bytes.findLastIndex((b) => b !== 0) + 1
  return bytes.subarray(0, Math.ceil(written / walPage) * walPage)
}

/** Returns the snapshot's path, having built it when it was missing. */
export const ensureSnapshot = async () => {
  const path = snapshotPath()
  if (existsSync(path)) return path
  const bytes = await build()
  mkdirSync(join(path, '..'), { recursive: true })
  const part = `${path}.${process.pid}`
  writeFileSync(part, bytes)
  renameSync(part, path) // a reader never sees half a file
  return path
}
