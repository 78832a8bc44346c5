import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

interface Entry {
  readonly resolved?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const lock = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Entry>>
}
const paths = Object.keys(lock.packages)

test('the lockfile names no registry, so that any one serves', () => {
  expect(paths.filter((path) => lock.packages[path]?.resolved !== undefined)).toEqual([])
})

test('the lockfile lists the packages of every platform: npm ci refuses one that does not', () => {
  const named = new Set(paths.map((path) => path.replace(/^.*node_modules\//, '')))
  const wanted = Object.values(lock.packages).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}),
  )
  expect(wanted.filter((name) => !named.has(name))).toEqual([])
})
