import { type AnyPattern, type Group, groups } from '../../../store/index.ts'
import { classes } from '../../kit/classes.ts'
import { Glyph } from '../../kit/glyph.tsx'
import { count } from '../../kit/text.ts'

interface ListProps {
  /** How many there are. */
  readonly all: number
  /** Those that what is typed finds. */
  readonly found: readonly AnyPattern[]
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly chosen: string | undefined
  /** Names of those that the open design uses. */
  readonly used: ReadonlySet<string>
  readonly onChoose: (name: string) => void
}

/** Every pattern by group, with a search. */
export const PatternIndex = ({ all, found, query, onQuery, chosen, used, onChoose }: ListProps) => (
  <nav className="lib-list" aria-label="Patterns">
    <input
      type="search"
      className="input"
      aria-label="Find a pattern"
      placeholder={`Find among ${count(all, 'pattern')}`}
      value={query}
      onChange={(e) => onQuery(e.target.value)}
    />
    <div className="lib-names">
      {(Object.keys(groups) as readonly Group[]).map((g) => {
        const own = found.filter((p) => p.manifest.group === g)
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
      <p role="status" className="quiet">
        {found.length === 0 && `No pattern is found for “${query.trim()}”.`}
      </p>
    </div>
  </nav>
)
