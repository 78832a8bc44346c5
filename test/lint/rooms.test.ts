import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allowed, forbidden, type Planted } from './cases.ts'

const repository = join(import.meta.dirname, '../..')
const biome = join(repository, 'node_modules/@biomejs/biome/bin/biome')

interface Diagnostic {
  readonly category: string
  readonly severity: string
  readonly location: { readonly path: string | { readonly file: string } }
}

let folder: string
let found: ReadonlyMap<string, readonly string[]>

/** One file a case, named so that the file tells the case. */
const fileOf = (c: Planted, index: number): string => c.file.replace('$', `case${index}`)

const cases: readonly (Planted & { readonly bad: boolean })[] = [
  ...forbidden.map((c) => ({ ...c, bad: true })),
  ...allowed.map((c) => ({ ...c, bad: false })),
]

const lint = (): string => {
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.']
  try {
    return execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    return String((error as { stdout: unknown }).stdout)
  }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'damask-lint-'))
  for (const name of [
    'biome.json',
    'biome.rooms.json',
    'package.json',
    '.gitignore',
    '.scripts/no-import-type.grit',
  ])
    cpSync(join(repository, name), join(folder, name))
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
  execFileSync('git', ['init', '-q'], { cwd: folder })
  cases.forEach((c, i) => {
    const path = join(folder, fileOf(c, i))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${c.code}\n`)
  })
  const byFile = new Map<string, string[]>()
  for (const d of (JSON.parse(lint()) as { diagnostics: readonly Diagnostic[] }).diagnostics) {
    const path = typeof d.location.path === 'string' ? d.location.path : d.location.path.file
    byFile.set(path, [...(byFile.get(path) ?? []), d.category])
  }
  found = byFile
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a case is called in a failure: its specifier, or its code where it is more than an import. */
const label = (c: Planted): string => c.code.replace(/^import type \{ A \} from |\n.*$/gs, '')

const reported = (c: Planted, index: number): boolean =>
  (found.get(fileOf(c, index)) ?? []).includes(c.rule ?? 'lint/style/noRestrictedImports')

const indexed = cases.map((c, index) => ({ c, index }))
const group = (c: (typeof cases)[number]): string =>
  `${c.file} ${c.rule ?? 'imports'} ${c.bad ? 'refused' : 'accepted'}`

test.each([...new Set(cases.map(group))])('%s', (name) => {
  const wrong = indexed.filter(({ c, index }) => group(c) === name && reported(c, index) !== c.bad)
  expect(wrong.map(({ c }) => label(c))).toEqual([])
})
