import type { Answer, AppState, EngineKind, EngineState, Id, Proof } from '../../../store/index.ts'

export type Standing = 'held' | 'broken' | 'waiting' | 'running' | 'cannot'

/** What one promise stands at, over both engines. */
export interface Judged {
  readonly standing: Standing
  readonly answers: readonly Answer[]
}

const atWork: readonly EngineState['status'][] = ['booting', 'busy', 'restarting']
const kinds: readonly EngineKind[] = ['pglite', 'pg-mem']

/** The server's word stands over pg-mem's; a gap in both is "cannot be judged here". */
export const judge = (engines: AppState['engines'], id: string): Judged => {
  const answers = kinds.flatMap((k) => engines[k].answers.get(id) ?? [])
  if (kinds.some((k) => engines[k].running.has(id))) return { standing: 'running', answers }
  const word = answers.find((a) => a.verdict === 'held' || a.verdict === 'broken')
  if (word) return { standing: word.verdict === 'held' ? 'held' : 'broken', answers }
  const pending = kinds.some((k) => atWork.includes(engines[k].status) && !engines[k].answers.has(id))
  return { standing: answers.length > 0 && !pending ? 'cannot' : 'waiting', answers }
}

/** Some engine is at something: promises that are not judged yet may be soon. */
export const underWay = (engines: AppState['engines']): boolean =>
  kinds.some((k) => atWork.includes(engines[k].status) || engines[k].running.size > 0)

/** Proofs by the use that promises them, in the order of uses. */
export const byUse = (proofs: readonly Proof[]): readonly (readonly [Id, readonly Proof[]])[] => {
  const groups = new Map<Id, Proof[]>()
  for (const p of proofs) {
    const group = groups.get(p.use)
    if (group) group.push(p)
    else groups.set(p.use, [p])
  }
  return [...groups]
}
