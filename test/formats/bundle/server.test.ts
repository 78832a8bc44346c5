import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rawSql } from '../../../src/catalog/index.ts'
import { applyChanges, type Design, recordsOf } from '../../../src/design/index.ts'
import { zipBundle } from '../../../src/formats/bundle/index.ts'
import { type Server, startServer } from '../../server.ts'
import { designs, filesOf, hostile, sixOn } from './designs.ts'

const target = 15
let server: Server | undefined
let skipped = ''
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'damask-bundle-'))
  const started = await startServer()
  if ('skip' in started) skipped = started.skip
  else server = started
  if (skipped) console.log(`skipped: ${skipped}`)
  server?.program('psql', ['-qc', 'create role bundle_owner login createrole'])
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

let made = 0
const unzip = (design: Design): string => {
  const dir = join(folder, `b${++made}`)
  for (const [path, bytes] of Object.entries(unzipSync(zipBundle(filesOf(design))))) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), strFromU8(bytes))
  }
  return dir
}
const sqlFiles = (dir: string, part: string, end: string): readonly string[] =>
  existsSync(join(dir, part))
    ? readdirSync(join(dir, part))
        .filter((f) => f.endsWith(end))
        .sort()
        .map((f) => join(dir, part, f))
    : []

interface Done {
  readonly status: number | null
  readonly out: string
}
const run = (s: Server, command: string, args: readonly string[], user = 'postgres'): Done => {
  const { status, stdout, stderr } = spawnSync(
    existsSync(join(s.bin, command)) ? join(s.bin, command) : command,
    [...args],
    {
      encoding: 'utf8',
      cwd: folder,
      env: { ...process.env, PGHOST: s.host, PGPORT: String(s.port), PGUSER: user },
    },
  )
  return { status, out: stdout + stderr }
}
const psql = (s: Server, db: string, file: string, user?: string): Done =>
  run(s, 'psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', db, '-f', file], user)
const must = (done: Done): void => expect(done).toMatchObject({ status: 0 })

const database = async (s: Server, owner: string): Promise<string> => {
  const name = await s.createDatabase(`bundle_${++made}`)
  s.program('psql', ['-qc', `alter database ${name} owner to ${owner}`])
  return name
}
/** Everything of a database and the server's roles, less what pg_dump makes up at random. */
const state = (s: Server, db: string): string =>
  s.program('pg_dump', ['-d', db]).replace(/^\\(un)?restrict .*$/gm, '') +
  s.program('psql', [
    '-Atc',
    'select rolname, rolsuper, rolbypassrls, rolcreaterole from pg_roles order by 1',
  ])

/** What the README asks an administrator to run. */
const administration = (dir: string): string =>
  (/```sql\n([\s\S]*?)\n```/.exec(readFileSync(join(dir, 'README.md'), 'utf8'))?.[1] ?? '').replaceAll(
    'OWNER',
    'bundle_owner',
  )

describe('a bundle on a server', () => {
  it.for(designs)(
    '%s: an owner who is no superuser goes up and down, and nothing is left',
    async ([, build], { skip }) => {
      if (!server) return skip(skipped)
      const dir = unzip(await build(target))
      const db = await database(server, 'bundle_owner')
      const before = state(server, db)
      expect(before).not.toContain('app_')
      const admin = administration(dir)
      if (admin) server.program('psql', ['-q', '-v', 'ON_ERROR_STOP=1'], admin)
      for (const _ of [1, 2]) {
        if (_ === 2 && admin) server.program('psql', ['-q', '-v', 'ON_ERROR_STOP=1'], admin)
        for (const f of sqlFiles(dir, 'migrations', '.up.sql')) must(psql(server, db, f, 'bundle_owner'))
        expect(state(server, db)).not.toBe(before)
        for (const f of sqlFiles(dir, 'migrations', '.down.sql')) must(psql(server, db, f, 'bundle_owner'))
        expect(state(server, db)).toBe(before)
      }
    },
  )

  it.for(designs)(
    '%s: as the README says, every promise holds under pg_prove',
    async ([, build], { skip }) => {
      if (!server) return skip(skipped)
      if (!server.pgTap) return skip('pgTAP is not installed (Debian: apt-get install postgresql-15-pgtap)')
      if (spawnSync('pg_prove', ['--version']).status !== 0)
        return skip(
          'pg_prove is not installed (Debian: apt-get install libtap-parser-sourcehandler-pgtap-perl)',
        )
      const dir = unzip(await build(target))
      const tests = sqlFiles(dir, 'tests', '.sql')
      const script = /pg_prove -d scratch/.test(readFileSync(join(dir, 'README.md'), 'utf8'))
        ? (/```sh\n(createdb scratch[\s\S]*?)\n```/.exec(readFileSync(join(dir, 'README.md'), 'utf8'))?.[1] ??
          '')
        : ''
      if (tests.length === 0) return expect(script).toBe('')
      const before = state(server, 'postgres')
      const done = spawnSync('bash', ['-e', '-x', '-c', script], {
        encoding: 'utf8',
        cwd: dir,
        env: {
          ...process.env,
          PATH: `${server.bin}:${process.env.PATH}`,
          PGHOST: server.host,
          PGPORT: String(server.port),
          PGUSER: 'postgres',
        },
      })
      expect(done.stdout + done.stderr).toContain('Result: PASS')
      expect(done.status).toBe(0)
      expect(state(server, 'postgres')).toBe(before)
    },
  )

  it('fails pg_prove where a promise is broken', async ({ skip }) => {
    if (!server?.pgTap) return skip(skipped || 'pgTAP is not installed')
    const dir = unzip(sixOn({ target }))
    const db = await database(server, 'postgres')
    for (const f of sqlFiles(dir, 'migrations', '.up.sql')) must(psql(server, db, f))
    server.program('psql', [
      '-qd',
      db,
      '-c',
      'drop policy orders_tenant on orders; create policy open on orders using (true)',
    ])
    const done = run(server, 'pg_prove', ['-d', db, ...sqlFiles(dir, 'tests', '.sql')])
    expect(done.out).toContain('Result: FAIL')
    for (const f of sqlFiles(dir, 'migrations', '.down.sql')) {
      server.program('psql', [
        '-qd',
        db,
        '-c',
        'drop policy open on orders; create policy orders_tenant on orders using (true)',
      ])
      must(psql(server, db, f))
    }
    server.program('psql', ['-qc', `drop database ${db}`])
    server.program('psql', ['-qc', 'drop role damask_owner'])
  })

  it('runs nothing that names say', async ({ skip }) => {
    if (!server) return skip(skipped)
    const pwned = join(folder, 'pwned')
    const dir = unzip(hostile(target, pwned))
    const db = await database(server, 'postgres')
    const before = state(server, db)
    for (const f of sqlFiles(dir, 'migrations', '.up.sql')) must(psql(server, db, f))
    expect(state(server, db)).not.toBe(before)
    for (const f of sqlFiles(dir, 'migrations', '.down.sql')) must(psql(server, db, f))
    expect(state(server, db)).toBe(before)
    expect(existsSync(pwned)).toBe(false)
  })

  it.for(['true) \\! touch PWNED\n--', "'", 'true)); create table extra (x int); --', '/*', '$x$'])(
    'stops at an expression that breaks out: %s',
    async (text, { skip }) => {
      if (!server) return skip(skipped)
      const pwned = join(folder, 'pwned')
      const design = sixOn({ target })
      const [check] = recordsOf(design, 'check')
      if (!check) throw new Error('the shop has a check')
      const expr = rawSql(text.replace('PWNED', pwned), true)
      const dir = unzip(applyChanges(design, [{ id: check.id, to: { ...check, expr } }]).design)
      const db = await database(server, 'postgres')
      const before = state(server, db)
      const [up] = sqlFiles(dir, 'migrations', '.up.sql')
      const done = psql(server, db, up ?? '')
      expect(done.status).toBe(3)
      expect(done.out).toMatch(/was left out/)
      expect(state(server, db)).toBe(before)
      expect(existsSync(pwned)).toBe(false)
      expect(readFileSync(join(dir, 'README.md'), 'utf8')).toMatch(/was left out and stops the migration/)
    },
  )
})
