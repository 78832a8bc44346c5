import type { Id, QueryRecord } from '../../../store/index.ts'
import { IconButton, once } from '../../kit/button.tsx'
import { AddIcon } from '../../kit/icons.ts'

/** What is not saved may be looked at although queries are. */
export type Chosen = Id | 'draft' | undefined

interface QueryListProps {
  readonly queries: readonly QueryRecord[]
  /** Undefined: the one that is not saved. */
  readonly shown: QueryRecord | undefined
  /** Whether the one that is not saved is listed beside those that are. */
  readonly draft: boolean
  readonly unkept: boolean
  readonly onChoose: (chosen: Chosen) => void
  /** Absent where the design may not be edited. */
  readonly onAdd: (() => void) | undefined
}

const Pick = ({
  name,
  on,
  quiet = false,
  onPick,
}: {
  readonly name: string
  readonly on: boolean
  readonly quiet?: boolean
  readonly onPick: () => void
}) => (
  <li>
    <button
      type="button"
      className={quiet ? 'query-pick cut quiet' : 'query-pick cut'}
      aria-pressed={on}
      onClick={onPick}
    >
      {name}
    </button>
  </li>
)

/** The queries that the design holds, and the one that it does not. */
export const QueryList = ({ queries, shown, draft, unkept, onChoose, onAdd }: QueryListProps) => (
  <div className="query-side">
    <div className="panel-bar">
      <span className="label grow">Saved in the design</span>
      {onAdd && (
        <IconButton small icon={AddIcon} label={shown ? 'New query' : 'Save this query'} {...once(onAdd)} />
      )}
    </div>
    <ul className="query-list">
      {queries.map((q) => (
        <Pick key={q.id} name={q.name} on={q.id === shown?.id} onPick={() => onChoose(q.id)} />
      ))}
      {queries.length === 0 && <li className="faint query-none">None yet.</li>}
      {queries.length > 0 && draft && (
        <Pick quiet name="Not saved" on={!shown} onPick={() => onChoose('draft')} />
      )}
    </ul>
    {unkept && !shown && (
      <p className="faint query-none" role="status">
        This text goes with the page: it is too long to be kept, or the browser’s storage is full.
      </p>
    )}
  </div>
)
