import { useState } from 'react'
import type { Explained, PlanNode } from '../../../store/index.ts'
import { CodeBlock } from '../../kit/code-block.tsx'
import { Segments } from '../../kit/inputs.tsx'

const number = (n: number): string =>
  n >= 1000 ? Math.round(n).toLocaleString('en') : String(Math.round(n * 100) / 100)

const Node = ({ node, most }: { readonly node: PlanNode; readonly most: number }) => (
  <li className="plan-node">
    <div className="plan-line">
      <span className="plan-bar" style={{ width: `${Math.max(2, (node.totalCost / most) * 100)}%` }} />
      <strong>{node.type}</strong> <span className="quiet">{node.subject}</span>
      <span className="faint plan-cost">
        cost {number(node.totalCost)}, {number(node.rows)} {node.rows === 1 ? 'row' : 'rows'}
      </span>
    </div>
    {node.details.map((d) => (
      <div key={d.name} className="plan-detail mono">
        {d.name}: {d.text}
      </div>
    ))}
    {node.children.length > 0 && (
      <ul>
        {node.children.map((c, i) => (
          <Node key={`${c.type} ${c.subject} ${String(i)}`} node={c} most={most} />
        ))}
      </ul>
    )}
  </li>
)

/** A plan, as a tree with each node's share of the cost where it can be read, or as PostgreSQL's own text. */
export const PlanView = ({ explained }: { readonly explained: Explained }) => {
  const [view, setView] = useState<'tree' | 'text'>('tree')
  const root = explained.plan?.root
  const text = <CodeBlock label="Plan as text" text={explained.text} />
  if (!root) return <div className="plan">{text}</div>
  return (
    <div className="plan">
      <Segments
        label="The plan as"
        value={view}
        choices={[
          { value: 'tree', label: 'Tree' },
          { value: 'text', label: 'Text' },
        ]}
        onChoose={setView}
      />
      {view === 'tree' ? (
        <ul>
          <Node node={root} most={Math.max(root.totalCost, 0.01)} />
        </ul>
      ) : (
        text
      )}
    </div>
  )
}
