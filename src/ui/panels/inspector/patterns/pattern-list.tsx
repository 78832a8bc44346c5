import { useMemo, useState } from 'react'
import { type AnyPattern, type Group, groups, type Id, type UseRecord } from '../../../../store/index.ts'
import { useAppState, useOpen } from '../../../kit/app.tsx'
import { fitsPattern } from '../../../kit/find-pattern.ts'
import { usePatterns } from '../../../kit/use-patterns.ts'
import { useColumns } from '../column-list.tsx'
import { PlainDecisions } from './decision.tsx'
import { PatternCard } from './pattern-card.tsx'

interface PatternListProps {
  readonly scope: 'table' | 'design'
  readonly target: Id | undefined
  /** A use to open and show. */
  readonly focus: Id | undefined
}

/** One switch: a pattern, and the use that is on, if any. A column pattern has one per column that uses it. */
interface Entry {
  readonly key: string
  readonly pattern: AnyPattern
  readonly use: UseRecord | undefined
}

const useEntries = (scope: 'table' | 'design', target: Id | undefined): readonly Entry[] => {
  const patterns = usePatterns(scope === 'design' ? 'whenever' : 'now')
  const columns = useColumns(target)
  const records = useOpen((o) => o.design.records)
  return useMemo(() => {
    const uses = [...(records?.values() ?? [])].filter((r) => r.kind === 'use')
    const ids = new Set<string>(columns.map((c) => c.id))
    return patterns.flatMap((pattern): readonly Entry[] => {
      const { name } = pattern.manifest
      const mine = uses.filter((u) => u.pattern === name)
      const entry = (use: UseRecord | undefined): Entry => ({
        key: use ? `${name} ${use.id}` : name,
        pattern,
        use,
      })
      if (pattern.manifest.scope === 'column') {
        if (scope === 'design') return []
        const here = mine.filter((u) => u.target !== undefined && ids.has(u.target))
        return [...here.map(entry), entry(undefined)]
      }
      if (pattern.manifest.scope !== scope && !(pattern.manifest.wide && scope === 'design')) return []
      if (pattern.manifest.many)
        return [...mine.filter((u) => u.target === target).map(entry), entry(undefined)]
      return [{ key: name, pattern, use: mine.find((u) => u.target === target) }]
    })
  }, [patterns, records, columns, scope, target])
}

/** Patterns as switches, in the catalogue's groups. */
export const PatternList = ({ scope, target, focus }: PatternListProps) => {
  const [query, setQuery] = useState('')
  const entries = useEntries(scope, target)
  const loading = useAppState((s) => s.patterns.length === 0)
  const shown = entries.filter((e) => fitsPattern(e.pattern, query))
  const names = Object.keys(groups) as readonly Group[]
  return (
    <div className="stack">
      {scope === 'design' && <h3>Patterns of the whole design</h3>}
      {target !== undefined && <PlainDecisions table={target} />}
      {entries.length > 4 && (
        <input
          className="input"
          type="text"
          aria-label="Find a pattern"
          placeholder="Find a pattern"
          value={query}
          onChange={(e) => setQuery(e.target.value)}
        />
      )}
      {shown.length === 0 && (
        <p className="faint">
          {loading ? 'The patterns are loading …' : `No pattern is found for “${query.trim()}”.`}
        </p>
      )}
      {names.map((g) => {
        const members = shown.filter((e) => e.pattern.manifest.group === g)
        return members.length === 0 ? null : (
          <section key={g} className="pattern-group" aria-label={groups[g]}>
            <h4 className="label">{groups[g]}</h4>
            <ul>
              {members.map((e) => (
                <PatternCard
                  key={e.key}
                  pattern={e.pattern}
                  use={e.use}
                  table={target}
                  focused={e.use !== undefined && focus === e.use.id}
                />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
