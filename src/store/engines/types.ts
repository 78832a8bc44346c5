import type { Compiled, Proof } from '../../compile/index.ts'
import type { Engine, EngineKind } from '../../engine/index.ts'
import type { Emitted } from '../../sql/index.ts'
import type { Answer } from '../../verify/index.ts'
import type { Seams } from '../seams.ts'
import type { EngineState } from '../types.ts'

/** A version of the design that an engine is to hold. */
export interface Target {
  readonly compiled: Compiled
  readonly emitted: Emitted
  readonly revision: number
}

/** What is run on a loaded engine; verify's part, loaded when it is first needed. */
export interface Judge {
  proofsOf(compiled: Compiled): readonly Proof[]
  runProof(engine: Engine, compiled: Compiled, proof: Proof): Promise<Answer>
}

export interface Tools {
  readonly kind: EngineKind
  readonly seams: Seams
  readonly judge: () => Promise<Judge>
  readonly show: (state: EngineState) => void
  /** Settles when nothing is moved by hand any more; undefined while nothing is. */
  readonly pause: () => Promise<void> | undefined
  /** Settles when it is this engine's turn to judge the version; undefined when it is. */
  readonly turn: (revision: number) => Promise<void> | undefined
}

/** A request that waits for the newest design to be loaded. */
export interface Task {
  readonly run: (engine: Engine) => Promise<void>
  readonly fail: (why: string) => void
}
