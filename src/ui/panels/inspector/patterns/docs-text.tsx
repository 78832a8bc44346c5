import './docs-text.css'
import { type Docs, loadBook } from '../../../../store/index.ts'
import { late } from '../../../kit/late.tsx'

const List = ({ title, items }: { readonly title: string; readonly items: readonly string[] }) => (
  <div>
    <h5>{title}</h5>
    <ul className="bullets">
      {items.map((i) => (
        <li key={i}>{i}</li>
      ))}
    </ul>
  </div>
)

const Text = ({ docs }: { readonly docs: Docs }) => (
  <div className="docs stack">
    <div>
      <h5>When to use it</h5>
      <p>{docs.when}</p>
    </div>
    <div>
      <h5>When not to</h5>
      <p>{docs.whenNot}</p>
    </div>
    <List title="Gains" items={docs.gains} />
    <List title="Costs" items={docs.costs} />
    <dl className="cost">
      <div>
        <dt>Storage</dt>
        <dd>{docs.cost.storage}</dd>
      </div>
      <div>
        <dt>Writes</dt>
        <dd>{docs.cost.writes}</dd>
      </div>
      <div>
        <dt>Locks</dt>
        <dd>{docs.cost.locks}</dd>
      </div>
    </dl>
  </div>
)

export const DocsText = late<{ readonly pattern: string }>(() =>
  loadBook().then((book) => ({ pattern }) => {
    const docs = book.get(pattern)?.docs
    return docs && <Text docs={docs} />
  }),
)
