import { useEffect, useState } from 'react'
import { type Plan, type PlanNode, planOf, type Result } from '../../../store/index.ts'
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

const asText = (node: PlanNode, depth = 0): string => {
  const pad = '  '.repeat(depth)
  const head = `${pad}${depth > 0 ? '->  ' : ''}${node.type}${node.subject ? ` ${node.subject}` : ''}  (cost=${node.startupCost.toFixed(2)}..${node.totalCost.toFixed(2)} rows=${node.rows})`
  const details = node.details.map((d) => `${pad}      ${d.name}: ${d.text}`)
  return [head, ...details, ...node.children.map((c) => asText(c, depth + 1))].join('\n')
}

/** A plan, as a tree with each node's share of the cost, or as PostgreSQL's own text. */
export const PlanView = ({ json }: { readonly json: string }) => {
  const [plan, setPlan] = useState<Result<Plan, string>>()
  const [view, setView] = useState<'tree' | 'text'>('tree')
  useEffect(() => {
    let current = true
    void planOf(json).then((p) => current && setPlan(p))
    return () => {
      current = false
    }
  }, [json])
  if (!plan) return null
  if (!plan.ok) return <p className="amber empty">{plan.error}</p>
  const { root } = plan.value
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
        <CodeBlock label="Plan as text" text={asText(root)} />
      )}
    </div>
  )
}
