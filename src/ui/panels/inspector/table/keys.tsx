import { useState } from 'react'
import type { Id, Obj } from '../../../../store/index.ts'
import { useApp, useCanEdit } from '../../../kit/app.tsx'
import { sqlText } from '../../../kit/sql-text.ts'
import { useCatalog } from '../edit.tsx'
import { AddCheck, AddColumns, AddExclusion } from './add-forms.tsx'
import { ConstraintForm } from './constraint-form.tsx'
import { CheckForm } from './constraint-forms.tsx'
import { FkForm } from './fk-form.tsx'
import { useNames } from './keys-names.ts'
import { Parts, useParts } from './parts.tsx'
import { ReferenceDialog } from './reference-dialog.tsx'

type Table = Extract<Obj, { readonly kind: 'table' }>
type Adding = 'primary' | 'unique' | 'check' | 'exclusion' | 'fk' | undefined

export const Keys = ({ table, part }: { readonly table: Table; readonly part: Id | undefined }) => {
  const app = useApp()
  const catalog = useCatalog()
  const canEdit = useCanEdit()
  const names = useNames()
  const [adding, setAdding] = useState<Adding>()
  const keys = useParts('key', table.id)
  const fks = useParts('fk', table.id)
  const checks = useParts('check', table.id)
  const exclusions = useParts('exclusion', table.id)
  const primary = keys.filter((k) => k.primary)
  const unique = keys.filter((k) => !k.primary)
  const stop = () => setAdding(undefined)
  const offer = (what: Adding, label: string) =>
    canEdit ? { label, run: () => setAdding(adding === what ? undefined : what) } : undefined
  return (
    <div className="stack-wide">
      <Parts
        title="Primary key"
        empty="No primary key: rows cannot be told apart."
        parts={primary}
        part={part}
        add={primary.length === 0 ? offer('primary', 'Add a primary key') : undefined}
        summary={(k) => names(k.columns)}
        form={(k) => <ConstraintForm o={k} />}
      />
      {adding === 'primary' && (
        <AddColumns
          label="Columns of the primary key"
          table={table.id}
          onStop={stop}
          onAdd={(columns) => app.run(app.commands.addKey(table.id, columns, true))}
        />
      )}
      <Parts
        title="Unique"
        empty="No unique constraint."
        parts={unique}
        part={part}
        add={offer('unique', 'Add a unique constraint')}
        summary={(k) => `${names(k.columns)}${k.nullsNotDistinct ? ', NULLs equal' : ''}`}
        form={(k) => <ConstraintForm o={k} />}
      />
      {adding === 'unique' && (
        <AddColumns
          label="Unique columns"
          table={table.id}
          onStop={stop}
          onAdd={(columns) => app.run(app.commands.addKey(table.id, columns, false))}
        />
      )}
      <Parts
        title="References"
        empty="Refers to no other table."
        parts={fks}
        part={part}
        add={offer('fk', 'Add a reference')}
        summary={(f) =>
          `${names(f.columns)} → ${catalog.get(f.references)?.name ?? '?'} (${names(f.refColumns)})${f.onDelete ? `, on delete ${f.onDelete}` : ''}`
        }
        form={(f) => <FkForm o={f} />}
      />
      {adding === 'fk' && <ReferenceDialog table={table} onClose={stop} />}
      <Parts
        title="Checks"
        empty="No check."
        parts={checks}
        part={part}
        add={offer('check', 'Add a check')}
        summary={(c) => <code>{sqlText(catalog, c.expr)}</code>}
        form={(c) => <CheckForm o={c} />}
      />
      {adding === 'check' && <AddCheck table={table.id} onStop={stop} />}
      <Parts
        title="Exclusions"
        empty="No exclusion."
        parts={exclusions}
        part={part}
        add={offer('exclusion', 'Add an exclusion')}
        summary={(x) => (
          <code>
            {x.elements
              .map((e) => `${e.column ? names([e.column]) : sqlText(catalog, e.expr)} with ${e.operator}`)
              .join(', ')}
          </code>
        )}
        form={(x) => <ConstraintForm o={x} />}
      />
      {adding === 'exclusion' && <AddExclusion table={table.id} onStop={stop} />}
    </div>
  )
}
