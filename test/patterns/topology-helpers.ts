import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Compiled } from '../../src/compile/index.ts'

/** Writes the companion files of a design into a folder of their own, and returns it. */
export const written = (compiled: Compiled, only: RegExp = /./): string => {
  const folder = mkdtempSync(join(tmpdir(), 'damask-files-'))
  for (const f of compiled.files) {
    if (!only.test(f.path)) continue
    const path = join(folder, f.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, f.text)
  }
  return folder
}
