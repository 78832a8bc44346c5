import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import {
  applyChanges,
  change,
  type Design,
  type DesignRecord,
  recordsOf,
  serialise,
} from '../../src/design/index.ts'
import { readDesign } from '../../src/formats/json/index.ts'
import { together as names, on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { build, clear, type Done } from './damask.ts'

/** A folder of this test file's own. */
export const folder = mkdtempSync(join(tmpdir(), 'damask-cli-'))

/** To be called once by each test file. */
export const withCli = (): void => {
  beforeAll(build)
  afterAll(() => {
    clear()
    rmSync(folder, { recursive: true, force: true })
  })
}

/** Writes a design into the folder and returns its path. */
export const file = (name: string, design: Design): string => {
  const path = join(folder, name)
  writeFileSync(path, serialise(design))
  return path
}
export const plain = shop()
export const six = names.reduce((design, pattern) => on(plain, design, pattern), plain.design)
export const with_ = (design: Design, ...records: readonly DesignRecord[]): Design =>
  applyChanges(design, records.map(change)).design
export const designOf = (done: Done): Design => {
  const read = readDesign(done.out)
  if (!read.ok) throw new Error(`${done.out}${done.err}`)
  return read.value
}
export const usesOf = (design: Design): readonly string[] => recordsOf(design, 'use').map((u) => u.id)
export const unusable = (done: Done, words: RegExp): void => {
  expect(done).toMatchObject({ status: 2, out: '' })
  expect(done.err).toMatch(words)
  expect(done.err).not.toMatch(/^\s+at |node:internal|fault of Damask/m)
}
export const fine = (done: Done): void =>
  expect({ status: done.status, err: done.err }).toEqual({ status: 0, err: '' })
