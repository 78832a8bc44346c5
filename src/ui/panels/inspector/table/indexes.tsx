import { useState } from 'react'
import type { Id, Obj } from '../../../../store/index.ts'
import { useApp, useCanEdit } from '../../../kit/app.tsx'
import { Button } from '../../../kit/button.tsx'
import { AddIcon } from '../../../kit/icons.ts'
import { sqlText } from '../../../kit/sql-text.ts'
import { useCatalog } from '../edit.tsx'
import { AddColumns, AddIndexText } from './add-forms.tsx'
import { ConstraintForm } from './constraint-form.tsx'
import { useElementText } from './keys-names.ts'
import { Parts, useParts } from './parts.tsx'

export const Indexes = ({
  table,
  part,
}: {
  readonly table: { readonly id: Id }
  readonly part: Id | undefined
}) => {
  const app = useApp()
  const catalog = useCatalog()
  const canEdit = useCanEdit()
  const text = useElementText()
  const [adding, setAdding] = useState(false)
  const indexes = useParts('index', table.id)
  const summary = (o: Obj<'index'>): string =>
    [
      o.unique ? 'unique' : '',
      o.method && o.method !== 'btree' ? o.method : '',
      o.elements.map((e) => `${text(e)}${e.order ? ' desc' : ''}`).join(', '),
      o.where ? `where ${sqlText(catalog, o.where)}` : '',
    ]
      .filter((s) => s !== '')
      .join(' · ')
  return (
    <div className="stack">
      <Parts
        title="Indexes"
        empty="No index beyond those of its keys."
        parts={indexes}
        part={part}
        summary={(o) => summary(o)}
        form={(o) => <ConstraintForm o={o} />}
      />
      {canEdit &&
        (adding && catalog.get(table.id)?.kind === 'matview' ? (
          <AddIndexText table={table.id} onStop={() => setAdding(false)} />
        ) : adding ? (
          <AddColumns
            label="Columns in order"
            table={table.id}
            onStop={() => setAdding(false)}
            onAdd={(columns) => app.run(app.commands.addIndex(table.id, columns))}
          />
        ) : (
          <div>
            <Button small icon={AddIcon} onClick={() => setAdding(true)}>
              Add an index
            </Button>
          </div>
        ))}
    </div>
  )
}
