import { type AnyPattern, loadMatrix, type Matrix } from '../../../store/index.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { GapIcon, HeldIcon } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { count } from '../../kit/text.ts'

interface BesideProps {
  readonly pattern: string
  readonly patterns: readonly AnyPattern[]
  readonly onChoose: (name: string) => void
}

const Pairs = ({ matrix, pattern, patterns, onChoose }: BesideProps & { readonly matrix: Matrix }) => {
  const others = patterns.filter((p) => p.manifest.name !== pattern)
  const cells = others.map((p) => ({ p, cell: matrix.cell(pattern, p.manifest.name) }))
  const held = cells.filter((c) => c.cell?.ends === 'held')
  const issues = cells.filter((c) => c.cell?.ends === 'issue')
  const apart = cells.filter((c) => c.cell === undefined)
  return (
    <div className="stack">
      <p className="quiet">
        Each pair was compiled, applied to PostgreSQL and asked for all promises of both.
      </p>
      {issues.length > 0 && (
        <section className="stack">
          <h3>Contradicts {count(issues.length, 'pattern')}</h3>
          <ul className="stack">
            {issues.map(({ p, cell }) => (
              <li key={p.manifest.name} className="lib-pairing">
                <Icon of={GapIcon} className="amber" />
                <span>
                  <Button look="link" onClick={() => onChoose(p.manifest.name)}>
                    {p.manifest.title}
                  </Button>
                  <span className="quiet"> {cell?.ends === 'issue' && cell.message}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="stack">
        <h3>Keeps every promise beside {count(held.length, 'pattern')}</h3>
        <p className="lib-held">
          {held.map(({ p }) => (
            <Button
              key={p.manifest.name}
              small
              look="bare"
              icon={HeldIcon}
              onClick={() => onChoose(p.manifest.name)}
            >
              {p.manifest.title}
            </Button>
          ))}
        </p>
      </section>
      {apart.length > 0 && (
        <p className="quiet">Never on one table with {apart.map((c) => c.p.manifest.title).join(', ')}.</p>
      )}
    </div>
  )
}

/** What the tests found for the pattern beside each other one, on one table. */
export const Beside = late<BesideProps>(() =>
  loadMatrix().then((matrix) => (props) => <Pairs matrix={matrix} {...props} />),
)
