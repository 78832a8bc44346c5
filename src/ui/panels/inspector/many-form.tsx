import type { Id } from '../../../store/index.ts'
import { useApp, useCanEdit, useOpen } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { DeleteIcon, DuplicateIcon } from '../../kit/icons.ts'
import { count } from '../../kit/text.ts'
import { useCatalog } from './edit.tsx'
import { PatternsForMany } from './patterns/for-many.tsx'
import { thingsOf } from './things.ts'

/** Several things at once. */
export const ManyForm = ({ ids }: { readonly ids: readonly Id[] }) => {
  const app = useApp()
  const canEdit = useCanEdit()
  const catalog = useCatalog()
  const records = useOpen((o) => o.design.records)
  const tables = ids.flatMap((id) => catalog.get(id) ?? []).filter((o) => o.kind === 'table')
  return (
    <div className="pane">
      <h2>{count(ids.length, 'thing')} selected</h2>
      <ul className="many">
        {thingsOf(ids, catalog, records).map((t) => (
          <li key={t.id} className="row">
            <Button look="link" onClick={() => app.select([t.id])}>
              {t.name}
            </Button>
            <span className="faint">{t.kind}</span>
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
