import type { NodeProps } from '@xyflow/react'
import type { LucideIcon } from 'lucide-react'
import { memo } from 'react'
import { Icon } from '../../kit/icon.tsx'
import { DomainIcon, EnumIcon, MatviewIcon, ViewIcon } from '../../kit/icons.ts'
import { NameEditor } from '../edit/late.tsx'
import type { BoxNode as BoxFlowNode } from '../flow-nodes.ts'
import type { BoxView } from '../model/views.ts'
import { useDetail, useUi } from '../scope.ts'
import { hueStyle } from './TableNode.tsx'

const signs: Readonly<Record<BoxView['kind'], { readonly icon: LucideIcon; readonly word: string }>> = {
  view: { icon: ViewIcon, word: 'View' },
  matview: { icon: MatviewIcon, word: 'Materialized view' },
  enum: { icon: EnumIcon, word: 'Enum' },
  domain: { icon: DomainIcon, word: 'Domain' },
}

/** Lines may repeat (a view's columns), so a line's key is its place. */
const lines = (view: BoxView) => view.lines.map((line, i) => ({ key: `${i} ${line}`, line }))

/** A view, a materialized view, an enum or a domain: its name and what is in it. */
export const BoxNode = memo(({ id, data }: NodeProps<BoxFlowNode>) => {
  const detail = useDetail(id)
  const editing = useUi((s) => (s.editing?.node === id ? s.editing : undefined))
  const { view } = data
  const made = view.made ? ' cv-made' : ''
  if (detail === 'block' && !editing)
    return <div className={`cv-block cv-box-block${made}`} style={hueStyle(view.hue)} />
  const sign = signs[view.kind]
  return (
    <div className={`cv-table cv-box${made}${detail === 'keys' ? ' cv-brief' : ''}`}>
      <header className="cv-head" style={hueStyle(view.hue)}>
        <span className="cv-badge" data-tip={sign.word}>
          <Icon of={sign.icon} size={14} />
        </span>
        {editing?.at === 'name' ? (
          <NameEditor
            key={editing.session}
            id={id}
            name={view.name}
            editing={editing}
            label={`${sign.word} name`}
          />
        ) : (
          <span className="cv-title cut" data-part="title">
            {view.schema !== undefined && <span className="cv-schema">{view.schema}.</span>}
            {view.name}
          </span>
        )}
      </header>
      {detail === 'full' && (
        <ul className="cv-lines" aria-label={`${sign.word} ${view.name}`}>
          {lines(view).map(({ key, line }) => (
            <li key={key} className="cut">
              {line}
            </li>
          ))}
          {view.hidden > 0 && <li className="cv-more">{view.hidden} more</li>}
        </ul>
      )}
    </div>
  )
})
