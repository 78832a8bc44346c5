import { type AnyPattern, loadMatrix, type Matrix } from '../../../store/index.ts'
import { classes } from '../../kit/classes.ts'
import { late } from '../../kit/late.tsx'

const words = { held: 'keep every promise of both', issue: 'end in an issue with ways out' } as const

interface PageProps {
  readonly patterns: readonly AnyPattern[]
  readonly onChoose: (name: string) => void
}

const Page = ({ matrix, patterns, onChoose }: PageProps & { readonly matrix: Matrix }) => {
  const apart = (patterns.length * (patterns.length - 1)) / 2 > matrix.pairs
  return (
    <article className="lib-page" aria-label="All pairs">
      <h2>All pairs</h2>
      <p>
        {matrix.held} of {matrix.pairs} pairs that can share a table keep every promise of both;{' '}
        {matrix.issues} end in an issue that offers a way out. The tests compute this on PostgreSQL.
      </p>
      <section className="lib-matrix" aria-label="Matrix of all pairs">
        <table>
          <tbody>
            {patterns.map((a, i) => (
              <tr key={a.manifest.name}>
                <th scope="row">
                  <button type="button" className="lib-row" onClick={() => onChoose(a.manifest.name)}>
                    {a.manifest.title}
                  </button>
                </th>
                {patterns.slice(0, i).map((b) => {
                  const cell = matrix.cell(a.manifest.name, b.manifest.name)
                  const said = cell ? words[cell.ends] : 'never share a table'
                  const text = `${a.manifest.title} and ${b.manifest.title} ${said}`
                  return (
                    <td
                      key={b.manifest.name}
                      className={classes('lib-cell', cell?.ends ?? 'apart')}
                      data-tip={text}
                    >
                      <span className="unseen">{text}</span>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="row wrap lib-legend">
        <span className="row">
          <span className="lib-cell held" aria-hidden="true" /> keeps every promise
        </span>
        <span className="row">
          <span className="lib-cell issue" aria-hidden="true" /> an issue with ways out
        </span>
        {apart && (
          <span className="row">
            <span className="lib-cell apart" aria-hidden="true" /> never on one table
          </span>
        )}
      </p>
    </article>
  )
}

/** Every pair of patterns and how it ends. */
export const MatrixPage = late<PageProps>(() =>
  loadMatrix().then((matrix) => (props) => <Page matrix={matrix} {...props} />),
)
