import { err, ok, type Result } from '../base/index.ts'
import type { Compiled, Proof } from '../compile/index.ts'
import type { Plan, Script } from '../verify/index.ts'

/** The SQL that shows a promise, written when someone asks for it; or why no row could be written. */
export const scriptOf = async (compiled: Compiled, proof: Proof): Promise<Result<Script, string>> => {
  const { renderProof } = await import('../verify/index.ts')
  const r = renderProof(proof, compiled)
  return r.ok ? ok(r.value) : err(r.error.because)
}

/** The tree of a plan that `EXPLAIN (FORMAT JSON)` gave as text. */
export const planOf = async (json: string): Promise<Result<Plan, string>> => {
  const { explainTree } = await import('../verify/index.ts')
  return explainTree(json)
}
