import { fill } from '../../catalog/index.ts'
import { type Book, type Compiled, type Proof, proofsOf } from '../../compile/index.ts'
import { type Names, namesOf } from '../../sql/index.ts'
import { renderProof, type Script, toPgTap } from '../../verify/index.ts'
import { targetOf } from './decisions.ts'
import { oneLine, slug } from './text.ts'
import type { BundleFile } from './types.ts'

/** A promise that no file shows, and why. */
export interface Unshown {
  readonly promise: string
  readonly because: string
}

const said = (names: Names, { promise }: Proof): string => fill(promise, (r) => names.name(r.id))

/** What the proofs with these ids promise. */
export const promisesOf = (compiled: Compiled, book: Book, ids: readonly string[]): readonly string[] => {
  const names = namesOf(compiled.catalog)
  const wanted = ids.length === 0 ? [] : proofsOf(compiled, book).filter((p) => ids.includes(p.id))
  return wanted.map((p) => said(names, p))
}

/** The proofs as pgTAP, a file for each use that promises something. */
export const proofFiles = (
  compiled: Compiled,
  book: Book,
): { readonly files: readonly BundleFile[]; readonly unshown: readonly Unshown[] } => {
  const names = namesOf(compiled.catalog)
  const scripts: Script[] = []
  const unshown: Unshown[] = []
  for (const proof of proofsOf(compiled, book)) {
    const script = renderProof(proof, compiled, names)
    if (script.ok) scripts.push(script.value)
    else {
      const table = names.name(script.error.table)
      unshown.push({
        promise: said(names, proof),
        because: oneLine(`no row of ${table} could be made: ${script.error.because}`),
      })
    }
  }
  const title = (use: string): string => {
    const active = compiled.uses.get(use)
    if (!active) return slug(use, 'use')
    const target = targetOf(compiled, active)
    const { name } = active.pattern.manifest
    return target === undefined ? name : `${name}_${slug(target, 'table')}`
  }
  return { files: toPgTap(scripts, compiled.catalog, title), unshown }
}
