/** A managed server: whoever applies a bundle owns the database, and is no superuser. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawnId } from '../../src/base/index.ts'
import { objectsOf } from '../../src/catalog/index.ts'
import { compile, proofsOf } from '../../src/compile/index.ts'
import { applyChanges, type Design } from '../../src/design/index.ts'
import { bundleFiles } from '../../src/formats/bundle/index.ts'
import { quoteIdent } from '../../src/sql/index.ts'
import { renderProof } from '../../src/verify/index.ts'
import { book, registry } from '../patterns/all.ts'
import { elsewhere, keyed } from '../patterns/extension-shops.ts'
import { allOn } from '../patterns/on.ts'
import { type Shop, shop } from '../patterns/shop.ts'
import { type Server, startServer } from '../server.ts'

let server: Server | undefined
let skipped = ''
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'damask-managed-'))
  const started = await startServer(15)
  if ('skip' in started) console.log(`skipped: ${started.skip}`)
  if ('skip' in started) skipped = started.skip
  else server = started
  server?.program('psql', ['-qc', 'create role team login; create role maker login createrole'])
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The shop with words that are compared without regard to case. */
const caseless = (s: Shop): Shop => ({
  ...s,
  design: applyChanges(
    s.design,
    [...s.design.records.values()].flatMap((r) =>
      r.kind === 'column' && 'base' in r.type && r.type.base === 'text'
        ? [{ id: r.id, to: { ...r, type: { base: 'citext' } } }]
        : [],
    ),
  ).design,
})

interface Done {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

const run = (s: Server, command: string, user: string, cwd = folder, input = ''): Done => {
  const env = { ...process.env, PATH: `${s.bin}:${process.env.PATH}`, PGHOST: s.host, PGPORT: String(s.port) }
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', command], {
    encoding: 'utf8',
    cwd,
    input,
    env: { ...env, PGUSER: user },
  })
  return { status, out: stdout, err: stderr }
}
const sql = (s: Server, db: string, text: string, user = 'postgres'): Done =>
  run(s, `psql -XAtq -v ON_ERROR_STOP=1 -d ${db}`, user, folder, text)

let made = 0
const database = (s: Server, owner: string): string => {
  const name = `managed_${++made}`
  expect(sql(s, 'postgres', `create database ${name} template template0 owner ${owner}`)).toMatchObject({
    status: 0,
  })
  return name
}

/** The blocks of code in a section of the README, in order. */
const blocks = (readme: string, section: string): readonly string[] => {
  const text = readme.split(/^## /m).find((part) => part.startsWith(section)) ?? ''
  return [...text.matchAll(/```(?:sql|sh)\n([\s\S]*?)\n```/g)].map((m) => m[1] ?? '')
}

const unpack = (design: Design) => {
  const compiled = compile(design, registry)
  const dir = join(folder, `b${++made}`)
  const files = bundleFiles(compiled, book)
  for (const f of files) {
    mkdirSync(dirname(join(dir, f.path)), { recursive: true })
    writeFileSync(join(dir, f.path), f.text)
  }
  return { compiled, dir, readme: files.find((f) => f.path === 'README.md')?.text ?? '' }
}

/** Everything of a database; rights in any order, for they are kept in the order in which they were given. */
const state = (s: Server, db: string): string => {
  const lines = run(s, `pg_dump -d ${db}`, 'postgres').out.split('\n')
  const given = lines.filter((l) => l.startsWith('GRANT '))
  const rest = lines.filter((l) => !/^(GRANT |\\(un)?restrict )/.test(l))
  return [...rest, ...given.sort()].join('\n')
}

/** What the promises write, each transaction by itself and committed where nothing is in its way. */
const fill = (s: Server, db: string, owner: string, { compiled }: ReturnType<typeof unpack>): void => {
  const text = proofsOf(compiled, book).flatMap((p) => {
    const script = renderProof(p, compiled)
    if (!script.ok) return []
    return script.value.transactions.map((t) =>
      [
        `begin; set local session authorization ${owner};`,
        ...(t.role && t.role !== 'damask_owner' ? [`set local role ${quoteIdent(t.role)};`] : []),
        ...Object.entries(t.settings).map(([k, v]) => `select set_config('${k}', '${v}', true);`),
        ...t.statements.map((x) => `${x.sql};`),
        'commit;',
      ].join('\n'),
    )
  })
  const member = objectsOf(compiled.catalog, 'role').map((r) => `grant ${quoteIdent(r.name)} to ${owner};`)
  // The server's log is read when this process is idle: what is refused must not fill it.
  const quiet = "PGOPTIONS='-c log_min_messages=panic'"
  run(s, `${quiet} psql -Xq -d ${db} > filled 2>&1`, 'postgres', folder, [...member, ...text].join('\n'))
}

const designs: readonly (readonly [string, readonly string[], Shop])[] = [
  ['roles with a comment', ['outbox', 'row-ownership'], shop({ target: 15 })],
  [
    'tenants in rows',
    ['history-table', 'tenancy-row'],
    shop({ target: 15, quoted: true, schema: 'Sales "EU"' }),
  ],
  [
    'names of a type that is in a schema of its own',
    ['adjacency-list', 'history-table'],
    elsewhere(keyed(shop({ target: 15 }), 'ltree')),
  ],
]

describe('on a managed server, as its README says', () => {
  it.for(designs)(
    '%s: the owner goes up, backs up, restores and goes down',
    async ([, list, of], { skip }) => {
      if (!server) return skip(skipped)
      const b = unpack(allOn(of, list))
      const db = database(server, 'team')
      const before = state(server, db)
      const [admin = ''] = blocks(b.readme, 'Who may run it')
      const [up = '', down = '', ...path] = blocks(b.readme, 'Run it').map((x) =>
        x.replaceAll('DATABASE', db),
      )
      for (const alter of path) expect(sql(server, db, alter)).toMatchObject({ status: 0 })
      expect(sql(server, db, admin.replaceAll('OWNER', 'team'))).toMatchObject({ status: 0 })
      expect(run(server, up, 'team', b.dir)).toMatchObject({ status: 0 })
      fill(server, db, 'team', b)
      const full = state(server, db)
      expect(full).toMatch(/^COPY .* FROM stdin;\n[^\\]/m)
      const empty = database(server, 'team')
      for (const block of blocks(b.readme, 'Back it up')) {
        const text = block.replaceAll('DATABASE', db).replaceAll('EMPTY', empty).replaceAll('OWNER', 'team')
        const done = /^(pg_dump|psql)/.test(text)
          ? run(server, text, 'team', b.dir)
          : sql(server, empty, text, /^create role/.test(text) ? 'postgres' : 'team')
        expect(done).toMatchObject({ status: 0, err: '' })
      }
      expect(state(server, empty)).toBe(full)
      expect(run(server, down, 'team', b.dir)).toMatchObject({ status: 0 })
      expect(state(server, db)).toBe(before)
    },
  )

  it('an extension that takes a superuser stops everything until it is there, and stays after', async ({
    skip,
  }) => {
    if (!server) return skip(skipped)
    const s = shop({ target: 15 })
    const id = drawnId<'extension'>(s.design.authors[0] ?? '', 900)
    const to = { kind: 'extension', id, name: 'dblink' } as const
    const b = unpack(applyChanges(allOn(s, ['outbox']), [{ id, to }]).design)
    const db = database(server, 'maker')
    const before = state(server, db)
    const [up = '', down = ''] = blocks(b.readme, 'Run it').map((x) => x.replaceAll('DATABASE', db))
    expect(run(server, up, 'maker', b.dir)).toMatchObject({ status: 3 })
    expect(state(server, db)).toBe(before)
    expect(b.readme).toMatch(/extensions that take a superuser are there \(dblink\)/)
    const [admin = ''] = blocks(b.readme, 'Who may run it')
    expect(sql(server, db, admin)).toMatchObject({ status: 0 })
    expect(run(server, up, 'maker', b.dir)).toMatchObject({ status: 0 })
    const done = run(server, down, 'maker', b.dir)
    expect(done).toMatchObject({ status: 0 })
    expect(done.err).toContain('extension dblink was kept')
    sql(server, db, 'drop extension dblink')
    expect(state(server, db)).toBe(before)
  })

  it.for([
    ['pgcrypto', 'column-encryption', shop({ target: 15 })],
    ['citext', 'column-encryption', caseless(shop({ target: 15 }))],
    ['citext', 'history-table', caseless(shop({ target: 15 }))],
  ] as const)(
    '%s of %s, which the host keeps in a schema of its own, stops the way up where routines need it elsewhere',
    async ([extension, pattern, of], { skip }) => {
      if (!server) return skip(skipped)
      const b = unpack(allOn(of, [pattern]))
      const db = database(server, 'postgres')
      const set = 'alter database current set search_path = public, extensions'.replace('current', db)
      const host = `create schema extensions; create extension ${extension} schema extensions; ${set}`
      expect(sql(server, db, host)).toMatchObject({ status: 0 })
      const before = state(server, db)
      const [up = '', down = ''] = blocks(b.readme, 'Run it').map((x) => x.replaceAll('DATABASE', db))
      const stopped = run(server, up, 'postgres', b.dir)
      expect(stopped).toMatchObject({ status: 3 })
      expect(stopped.err).toContain(`extension ${extension} is in schema extensions, and is needed in public`)
      expect(state(server, db)).toBe(before)
      expect(b.readme).toContain(`${extension} must be in schema public`)
      const [, move = ''] = /HINT: .* move it: (.*)/.exec(stopped.err) ?? []
      expect(sql(server, db, move)).toMatchObject({ status: 0 })
      expect(run(server, up, 'postgres', b.dir)).toMatchObject({ status: 0 })
      fill(server, db, 'postgres', b)
      expect(state(server, db)).toMatch(/^COPY .* FROM stdin;\n[^\\]/m)
      expect(run(server, down, 'postgres', b.dir)).toMatchObject({ status: 0 })
    },
  )
})
