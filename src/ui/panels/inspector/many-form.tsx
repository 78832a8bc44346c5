import type { Id } from '../../../store/index.ts'
import { useApp, useCanEdit } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { DeleteIcon, DuplicateIcon } from '../../kit/icons.ts'
import { count } from '../../kit/text.ts'
import { kindWords } from '../../kit/words.ts'
import { useCatalog } from './edit.tsx'
import { PatternsForMany } from './patterns/for-many.tsx'

/** Several things at once. */
export const ManyForm = ({ ids }: { readonly ids: readonly Id[] }) => {
  const app = useApp()
  const canEdit = useCanEdit()
  const catalog = useCatalog()
  const objects = ids.flatMap((id) => catalog.get(id) ?? [])
  const tables = objects.filter((o) => o.kind === 'table')
  return (
    <div className="pane">
      <h2>{count(ids.length, 'thing')} selected</h2>
      <ul className="many">
        {objects.map((o) => (
          <li key={o.id} className="row">
            <Button look="link" onClick={() => app.select([o.id])}>
              {o.name}
            </Button>
            <span className="faint">{kindWords[o.kind]}</span>
          </li>
        ))}
      </ul>
      {canEdit && (
        <div className="row wrap">
          <Button small icon={DuplicateIcon} onClick={() => app.run(app.commands.duplicate(ids))}>
            Duplicate
          </Button>
          <Button small look="danger" icon={DeleteIcon} onClick={() => app.run(app.commands.remove(ids))}>
            Delete
          </Button>
        </div>
      )}
      {tables.length > 1 && <PatternsForMany tables={tables.map((t) => t.id)} />}
    </div>
  )
}
