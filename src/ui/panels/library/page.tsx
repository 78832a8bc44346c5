import { useState } from 'react'
import { type AnyPattern, groups } from '../../../store/index.ts'
import { Glyph } from '../../kit/glyph.tsx'
import { Tabs } from '../../kit/tabs.tsx'
import { DocsText } from '../inspector/patterns/docs-text.tsx'
import { Diff } from '../inspector/patterns/preview.tsx'
import { PatternPicture } from '../pictures/pictures.tsx'
import { Beside } from './beside.tsx'
import { Miniature } from './miniature.tsx'
import { SamplePromises } from './promises.tsx'
import { useSample } from './use-sample.ts'
import { UsedHere } from './uses.tsx'

type Tab = 'does' | 'promises' | 'when' | 'beside'
const tabs: readonly { readonly value: Tab; readonly label: string }[] = [
  { value: 'does', label: 'What it does' },
  { value: 'promises', label: 'Promises' },
  { value: 'when', label: 'When, gains and costs' },
  { value: 'beside', label: 'Goes with' },
]

const scopes = { table: 'for a table', column: 'for a column', design: 'for the whole design' } as const

interface PageProps {
  readonly pattern: AnyPattern
  readonly patterns: readonly AnyPattern[]
  readonly onClose: () => void
  readonly onChoose: (name: string) => void
}

/** Everything about one pattern. */
export const PatternPage = ({ pattern, patterns, onClose, onChoose }: PageProps) => {
  const { manifest: m } = pattern
  const [tab, setTab] = useState<Tab>('does')
  const sample = useSample(m.name)
  return (
    <article className="lib-page" aria-label={m.title}>
      <header className="stack">
        <h2 className="row">
          <Glyph name={m.glyph} size={20} />
          {m.title}
        </h2>
        <p>{m.summary}</p>
        <p className="faint">
          {groups[m.group]}, {scopes[m.scope]}
        </p>
        <UsedHere pattern={m.name} onGo={onClose} />
      </header>
      <Tabs label={`About ${m.title}`} value={tab} tabs={tabs} onChoose={setTab}>
        <div className="lib-body">
          {tab === 'when' && <DocsText pattern={m.name} />}
          {tab === 'beside' && <Beside pattern={m.name} patterns={patterns} onChoose={onChoose} />}
          {(tab === 'does' || tab === 'promises') && !sample && <p className="quiet">Making the sample …</p>}
          {tab === 'does' && sample && (
            <div className="stack">
              <PatternPicture pattern={m.name} compiled={sample.after} table={sample.table} />
              <Miniature sample={sample} />
              <Diff added={sample.added} removed={sample.removed} />
              {sample.after.files.length > 0 && (
                <p className="quiet">
                  Comes with files in the bundle: {sample.after.files.map((f) => f.path).join(', ')}.
                </p>
              )}
            </div>
          )}
          {tab === 'promises' && sample && <SamplePromises key={m.name} pattern={m.name} sample={sample} />}
        </div>
      </Tabs>
    </article>
  )
}
