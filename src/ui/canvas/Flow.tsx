import {
  Background,
  BackgroundVariant,
  type NodeTypes,
  ReactFlow,
  SelectionMode,
  useStore,
  ViewportPortal,
} from '@xyflow/react'
import {
  type MouseEvent,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Id } from '../../store/index.ts'
import { useAppState } from '../kit/app.tsx'
import { pulling } from '../kit/calm.ts'
import { keepDrag } from './act/drag.ts'
import {
  clickNode,
  clickPane,
  contextMenu,
  doubleClick,
  nodeChanges,
  swallowLift,
  trackPointer,
} from './act/pointer.ts'
import { selectionOf } from './act/selection.ts'
import { firstView } from './act/viewport.ts'
import { type Detail, detailAt } from './detail.ts'
import { Edges } from './edges/Edges.tsx'
import { Guides, Handles, Overview, Pulling } from './edit/late.tsx'
import type { FlowNode } from './flow-nodes.ts'
import { grid } from './geometry.ts'
import type { Size } from './model/views.ts'
import type { Model } from './model.ts'
import { AreaNode, NoteNode } from './nodes/AreaNode.tsx'
import { BoxNode } from './nodes/BoxNode.tsx'
import { TableNode } from './nodes/TableNode.tsx'
import { useScope } from './scope.ts'
import { useFlowNodes } from './use-model.ts'
import { Names } from './view/Names.tsx'
import { Watch } from './view/Watch.tsx'

const nodeTypes = { table: TableNode, box: BoxNode, area: AreaNode, note: NoteNode } as unknown as NodeTypes
const snapGrid: [number, number] = [grid, grid]
const multiKeys = ['Shift', 'Meta', 'Control']
const proOptions = { hideAttribution: true }
const longPressMs = 550

/** Steps of zoom by which names are laid out anew. */
const stepOf = (zoom: number): number => 1.2 ** Math.round(Math.log(zoom) / Math.log(1.2))
const levelOf = (s: { readonly transform: readonly [number, number, number] }): Detail =>
  detailAt(s.transform[2])
const nameZoom = (s: { readonly transform: readonly [number, number, number] }): number =>
  detailAt(s.transform[2]) === 'block' ? stepOf(s.transform[2]) : 0

const BlockNames = ({ model }: { readonly model: Model }) => {
  const zoom = useStore(nameZoom)
  return zoom > 0 ? <Names model={model} zoom={zoom} /> : null
}

/** Keeps the level of detail on the canvas' element, for what style alone can leave out. */
const Level = () => {
  const level = useStore(levelOf)
  const { now } = useScope()
  useLayoutEffect(() => {
    if (now.host) now.host.dataset.detail = level
  }, [level, now])
  return null
}

/** React Flow with our nodes; lines, names and handles are ours and cost it nothing. */
export const Flow = ({ model, size }: { readonly model: Model; readonly size: Size }) => {
  const scope = useScope()
  const selection = useAppState((s) => s.selection)
  const editable = useAppState((s) => s.open?.mode === 'edit')
  const nodes = useFlowNodes(model, selection)
  const [start] = useState(() => firstView(model.items, size))
  const before = useRef<readonly Id[]>([])
  const press = useRef(0)
  const moving = useRef<() => void>(undefined)
  const handlers = useMemo(() => {
    const cancel = () => clearTimeout(press.current)
    const begin = () => {
      if (moving.current) return
      const releases = [scope.app.hold(), pulling()]
      moving.current = () => {
        for (const release of releases) release()
      }
    }
    const end = () => {
      moving.current?.()
      moving.current = undefined
    }
    const pulled = () => {
      begin()
      scope.now.host?.toggleAttribute('data-pulled', true)
    }
    return {
      onMoveStart: pulled,
      // The end of the move before is told late: this one may have begun by then.
      onMove: pulled,
      onMoveEnd: () => {
        end()
        scope.now.host?.toggleAttribute('data-pulled', false)
      },
      onNodeDragStart: begin,
      onInit: (flow: NonNullable<typeof scope.now.flow>) => {
        scope.now.flow = flow
      },
      onNodesChange: (changes: Parameters<typeof nodeChanges>[1]) => nodeChanges(scope, changes),
      onNodeClick: (e: MouseEvent, n: FlowNode) => clickNode(scope, e, n.id, before.current),
      onPaneClick: (e: MouseEvent) => clickPane(scope, e),
      onNodeDragStop: () => {
        end()
        keepDrag(scope)
      },
      // A marquee begins anew: columns and references that were selected are no nodes it could drop.
      onSelectionStart: () => scope.app.select([]),
      onDoubleClick: (e: MouseEvent) => doubleClick(scope, e),
      onMouseMove: (e: MouseEvent) => trackPointer(scope, e),
      onMouseLeave: () => {
        scope.now.pointer = undefined
        scope.ui.setState({ hover: {} })
      },
      onContextMenu: (e: MouseEvent) => {
        if (contextMenu(scope, e.target, e)) e.preventDefault()
      },
      onPointerDownCapture: (e: PointerEvent) => {
        before.current = selectionOf(scope)
        const { target, clientX, clientY } = e
        cancel()
        // Touch has no right button, and not every browser makes one of a long press.
        if (e.pointerType === 'touch')
          press.current = window.setTimeout(() => {
            if (contextMenu(scope, target, { clientX, clientY })) swallowLift()
          }, longPressMs)
      },
      onPointerMoveCapture: (e: PointerEvent) => {
        if (Math.abs(e.movementX) + Math.abs(e.movementY) > 2) cancel()
      },
      onPointerUpCapture: cancel,
      onPointerCancelCapture: cancel,
    }
  }, [scope])
  useEffect(() => () => moving.current?.(), [])
  return (
    <ReactFlow<FlowNode>
      nodes={nodes}
      nodeTypes={nodeTypes}
      {...handlers}
      nodesDraggable={editable}
      nodesConnectable={false}
      elementsSelectable
      disableKeyboardA11y
      deleteKeyCode={null}
      // It would take Space from the whole page: from the editor of SQL, and from what unfolds by it.
      panActivationKeyCode={null}
      multiSelectionKeyCode={multiKeys}
      selectionKeyCode="Shift"
      selectionMode={SelectionMode.Partial}
      snapToGrid
      snapGrid={snapGrid}
      minZoom={0.02}
      maxZoom={2}
      zoomOnDoubleClick={false}
      defaultViewport={start}
      proOptions={proOptions}
    >
      <Background variant={BackgroundVariant.Dots} gap={24} size={1} />
      <Level />
      <Watch model={model} />
      <ViewportPortal>
        <Edges model={model} />
        <BlockNames model={model} />
        <Pulling model={model} />
        <Guides />
        <Handles model={model} />
      </ViewportPortal>
      <Overview model={model} />
    </ReactFlow>
  )
}
