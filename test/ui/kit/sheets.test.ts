import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../../src')
const sheets = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.css'))
  .map((path) => join(root, path))
const textOf = (path: string): string => readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
const importsOf = (path: string): readonly string[] =>
  [...textOf(path).matchAll(/@import "(\.[^"]+)"/g)].map((m) => join(dirname(path), m[1] ?? ''))

/** The selectors of a sheet and of those that it imports, one by one. */
const selectorsOf = (path: string): readonly string[] => [
  ...importsOf(path).flatMap(selectorsOf),
  ...[...textOf(path).matchAll(/([^{};]+)\{/g)]
    .map((m) => (m[1] ?? '').trim())
    .filter((selector) => !selector.startsWith('@') && !/^(?:from|to|[\d.%]+)$/.test(selector))
    .flatMap((selector) => selector.split(/,(?![^(]*\))/))
    .map((selector) => selector.trim().replace(/\s+/g, ' ')),
]

/** Sheets that are loaded apart, each when a part of the page comes: which of two comes last is anyone's guess. */
const apart = (() => {
  const within = new Set(sheets.flatMap(importsOf))
  return sheets.filter((path) => !within.has(path))
})()

it('no two style sheets that are loaded apart say something of one selector', () => {
  expect(apart.length).toBeGreaterThan(10)
  const owners = new Map<string, Set<string>>()
  for (const sheet of apart)
    for (const selector of selectorsOf(sheet))
      owners.set(selector, (owners.get(selector) ?? new Set()).add(sheet))
  const shared = [...owners].filter(([, of]) => of.size > 1).map(([selector]) => selector)
  expect(owners.size).toBeGreaterThan(400)
  expect(shared).toEqual([])
})

it('a class that a sheet styles wherever it stands is not one that another sheet, loaded apart, means in a place of its own', () => {
  const lastClass = (selector: string): string | undefined =>
    /\.([\w-]+)$/.exec(selector.replace(/:[\w-]+(\([^)]*\))?|\[[^\]]*\]/g, ''))?.[1]
  // The kit's classes, and those that panels share, are there for all.
  const own = apart.filter((sheet) => !/[\\/]kit[\\/]|[\\/]panel\.css$/.test(sheet))
  const anywhere = new Map<string, string>()
  for (const sheet of own)
    for (const selector of selectorsOf(sheet)) {
      const bare = /^\.([\w-]+)$/.exec(selector)?.[1]
      if (bare) anywhere.set(bare, sheet)
    }
  const clashes = apart.flatMap((sheet) =>
    selectorsOf(sheet).flatMap((selector) => {
      const owner = anywhere.get(lastClass(selector) ?? '')
      return owner && owner !== sheet ? [`${selector} in ${sheet}, ${owner}`] : []
    }),
  )
  expect(anywhere.size).toBeGreaterThan(100)
  expect(clashes).toEqual([])
})
