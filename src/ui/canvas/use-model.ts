import { useDeferredValue, useRef } from 'react'
import type { OpenDesign } from '../../store/index.ts'
import { useAppParts } from '../kit/app.tsx'
import { type FlowNode, flowNodes } from './flow-nodes.ts'
import { type Drawn, renamed, touchedBy } from './model/renamed.ts'
import { buildModel, emptyModel, type Model } from './model.ts'
import { useUi } from './scope.ts'

interface Inputs {
  readonly compiled: unknown
  readonly problems: unknown
  readonly selection: unknown
  readonly hide: boolean
}
const sameBeside = (a: Inputs, b: Inputs): boolean =>
  a.problems === b.problems && a.selection === b.selection && a.hide === b.hide
const same = (a: Inputs, b: Inputs): boolean => a.compiled === b.compiled && sameBeside(a, b)
const drawnOf = ({ design, compiled }: OpenDesign): Drawn => ({ design, catalog: compiled.catalog })

interface Kept {
  readonly inputs: Inputs
  readonly drawn: Drawn
  readonly model: Model
}

/** The last step only switched patterns on or set them: who waits for it reads the DDL first. */
const onlyPatterns = ({ touched, compiled }: OpenDesign): boolean =>
  touched.length > 0 && touched.every((id) => compiled.uses.has(id))

/** The picture of the open design. What patterns bring comes once the rest of the page has it. Kept from render to render, since each shares its parts with the one before. */
export const useModel = (): Model => {
  const parts = useAppParts((s) => ({
    open: s.open,
    problems: s.problems,
    selection: s.selection,
    hide: s.view.hideCompanions,
  }))
  const kept = useRef<Kept>(undefined)
  const { open } = parts
  const brought = open && onlyPatterns(open) ? open.compiled : undefined
  const due = useDeferredValue(brought)
  if (!open) return emptyModel
  if (kept.current && due !== brought && brought) return kept.current.model
  const inputs: Inputs = {
    compiled: open.compiled,
    problems: parts.problems,
    selection: parts.selection,
    hide: parts.hide,
  }
  const old = kept.current
  if (old && same(old.inputs, inputs)) return old.model
  const drawn = drawnOf(open)
  const touched = old && sameBeside(old.inputs, inputs) ? touchedBy(old.drawn, drawn) : undefined
  const model =
    (old && touched && renamed(old.model, touched, drawn.catalog)) ||
    buildModel(
      { open, problems: parts.problems, selection: parts.selection, hideCompanions: parts.hide },
      old?.model,
      touched?.items,
    )
  kept.current = { inputs, drawn, model }
  return model
}

/** Over selected nodes, which React Flow lifts to 1000, and the lines over those: what is typed in lies under nothing. */
const lifted = 1002

/** React Flow's nodes for the picture; a node that did not change is the object it was. */
export const useFlowNodes = (model: Model, selection: readonly string[]): FlowNode[] => {
  const moved = useUi((s) => s.moved)
  const kept = useRef<ReadonlyMap<string, FlowNode>>(new Map())
  const nodes = flowNodes(model, selection, moved, kept.current)
  kept.current = new Map(nodes.map((n) => [n.id, n]))
  const typedIn = useUi((s) => s.editing?.node)
  return nodes.map((n) => (n.id === typedIn && n.type !== 'area' ? { ...n, zIndex: lifted } : n))
}
