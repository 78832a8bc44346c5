import { err, ok, type Result } from '../base/index.ts'
import type { Compiled, Proof } from '../compile/index.ts'
import type { Script } from '../verify/index.ts'

/** The SQL that shows a promise, written when someone asks for it; or why no row could be written. */
export const scriptOf = async (compiled: Compiled, proof: Proof): Promise<Result<Script, string>> => {
  const { renderProof } = await import('../verify/index.ts')
  const r = renderProof(proof, compiled)
  return r.ok ? ok(r.value) : err(r.error.because)
}
