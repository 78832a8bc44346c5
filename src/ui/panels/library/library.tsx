import './library.css'
import '../checks/checks.css'
import { useEffect, useMemo, useState } from 'react'
import { useApp, useOpen } from '../../kit/app.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { fitsPattern } from '../../kit/find-pattern.ts'
import { Segments } from '../../kit/inputs.tsx'
import { usePatterns } from '../../kit/use-patterns.ts'
import { Choose } from './choose.tsx'
import { PatternIndex } from './list.tsx'
import { MatrixPage } from './matrix.tsx'
import { PatternPage } from './page.tsx'

type View = 'patterns' | 'choose' | 'matrix'
const views: readonly { readonly value: View; readonly label: string }[] = [
  { value: 'patterns', label: 'Patterns' },
  { value: 'choose', label: 'Which should I use?' },
  { value: 'matrix', label: 'All pairs' },
]

/** The catalogue of patterns: read about them, see them on a sample, have their promises run. */
const Library = ({ onClose }: { readonly onClose: () => void }) => {
  const app = useApp()
  const patterns = usePatterns()
  const [view, setView] = useState<View>('patterns')
  const [name, setName] = useState<string>()
  const uses = useOpen((o) =>
    [...o.design.records.values()].flatMap((r) => (r.kind === 'use' ? [r.pattern] : [])).join(' '),
  )
  const used = useMemo(() => new Set((uses ?? '').split(' ')), [uses])
  // Its database is for as long as someone looks.
  useEffect(() => () => void app.samples().then((s) => s.close()), [app])
  const [query, setQuery] = useState('')
  const found = useMemo(() => patterns.filter((p) => fitsPattern(p, query)), [patterns, query])
  // A page that is shown is one of those that were found.
  const chosen = found.find((p) => p.manifest.name === name) ?? found[0]
  const choose = (next: string) => {
    setName(next)
    setQuery('')
    setView('patterns')
  }
  return (
    <Dialog
      full
      title="Pattern library"
      about="What each pattern makes, promises and costs, shown on a small shop and run in PostgreSQL."
      onClose={onClose}
    >
      <Segments label="What is shown" value={view} choices={views} onChoose={setView} />
      {view === 'patterns' && patterns.length > 0 && (
        <div className="lib">
          <PatternIndex
            all={patterns.length}
            found={found}
            query={query}
            onQuery={setQuery}
            chosen={chosen?.manifest.name}
            used={used}
            onChoose={setName}
          />
          {chosen && <PatternPage pattern={chosen} patterns={patterns} onClose={onClose} onChoose={choose} />}
        </div>
      )}
      {view === 'choose' && <Choose patterns={patterns} onChoose={choose} onClose={onClose} />}
      {view === 'matrix' && <MatrixPage patterns={patterns} onChoose={choose} />}
    </Dialog>
  )
}
export default Library
