import { useState } from 'react'
import { type AnyPattern, type Group, groups } from '../../../store/index.ts'
import { classes } from '../../kit/classes.ts'
import { Glyph } from '../../kit/glyph.tsx'
import { count } from '../../kit/text.ts'

interface ListProps {
  readonly patterns: readonly AnyPattern[]
  readonly chosen: string | undefined
  /** Names of those that the open design uses. */
  readonly used: ReadonlySet<string>
  readonly onChoose: (name: string) => void
}

const fits = ({ manifest: m }: AnyPattern, query: string): boolean =>
  `${m.title} ${m.name} ${m.summary} ${groups[m.group]}`.toLowerCase().includes(query)

/** Every pattern by group, with a search. */
export const PatternIndex = ({ patterns, chosen, used, onChoose }: ListProps) => {
  const [query, setQuery] = useState('')
  const shown = patterns.filter((p) => fits(p, query.trim().toLowerCase()))
  return (
    <nav className="lib-list" aria-label="Patterns">
      <input
        type="search"
        className="input"
        aria-label="Find a pattern"
        placeholder={`Find among ${count(patterns.length, 'pattern')}`}
        value={query}
        onChange={(e) => setQuery(e.target.value)}
      />
      <div className="lib-names">
        {(Object.keys(groups) as readonly Group[]).map((g) => {
          const own = shown.filter((p) => p.manifest.group === g)
          return own.length === 0 ? null : (
            <section key={g} aria-label={groups[g]}>
              <h3 className="label">{groups[g]}</h3>
              <ul>
                {own.map(({ manifest: m }) => (
                  <li key={m.name}>
                    <button
                      type="button"
                      className={classes('lib-name', m.name === chosen && 'on')}
                      aria-current={m.name === chosen ? 'page' : undefined}
                      onClick={() => onChoose(m.name)}
                    >
                      <Glyph name={m.glyph} size={14} className="faint" />
                      <span className="grow cut">{m.title}</span>
                      {used.has(m.name) && <span className="badge">in use</span>}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
        {shown.length === 0 && <p className="quiet">No pattern is called “{query}”.</p>}
      </div>
    </nav>
  )
}
