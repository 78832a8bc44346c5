import { useState } from 'react'
import type { Id, Obj } from '../../../../store/index.ts'
import { useApp, useCanEdit } from '../../../kit/app.tsx'
import { sqlText } from '../../../kit/sql-text.ts'
import { useCatalog } from '../edit.tsx'
import { AddCheck, AddColumns, AddExclusion } from './add-forms.tsx'
import { CheckForm, ExclusionForm, KeyForm } from './constraint-forms.tsx'
import { FkForm } from './fk-form.tsx'
import { useNames } from './keys-names.ts'
import { PartGroup, PartRow, useParts } from './parts.tsx'
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
      <PartGroup
        title="Primary key"
        empty="No primary key: rows cannot be told apart."
        count={primary.length}
        add={primary.length === 0 ? offer('primary', 'Add a primary key') : undefined}
      >
        {primary.map((k) => (
          <PartRow key={k.id} o={k} summary={names(k.columns)} open={part === k.id}>
            {() => <KeyForm o={k} />}
          </PartRow>
        ))}
      </PartGroup>
      {adding === 'primary' && (
        <AddColumns
          label="Columns of the primary key"
          table={table.id}
          onStop={stop}
          onAdd={(columns) => app.run(app.commands.addKey(table.id, columns, true))}
        />
      )}
      <PartGroup
        title="Unique"
        empty="No unique constraint."
        count={unique.length}
        add={offer('unique', 'Add a unique constraint')}
      >
        {unique.map((k) => (
          <PartRow
            key={k.id}
            o={k}
            summary={`${names(k.columns)}${k.nullsNotDistinct ? ', NULLs equal' : ''}`}
            open={part === k.id}
          >
            {() => <KeyForm o={k} />}
          </PartRow>
        ))}
      </PartGroup>
      {adding === 'unique' && (
        <AddColumns
          label="Unique columns"
          table={table.id}
          onStop={stop}
          onAdd={(columns) => app.run(app.commands.addKey(table.id, columns, false))}
        />
      )}
      <PartGroup
        title="References"
        empty="Refers to no other table."
        count={fks.length}
        add={offer('fk', 'Add a reference')}
      >
        {fks.map((f) => (
          <PartRow
            key={f.id}
            o={f}
            open={part === f.id}
            summary={`${names(f.columns)} → ${catalog.get(f.references)?.name ?? '?'} (${names(f.refColumns)})${f.onDelete ? `, on delete ${f.onDelete}` : ''}`}
          >
            {() => <FkForm o={f} />}
          </PartRow>
        ))}
      </PartGroup>
      {adding === 'fk' && <ReferenceDialog table={table} onClose={stop} />}
      <PartGroup title="Checks" empty="No check." count={checks.length} add={offer('check', 'Add a check')}>
        {checks.map((c) => (
          <PartRow key={c.id} o={c} summary={<code>{sqlText(catalog, c.expr)}</code>} open={part === c.id}>
            {() => <CheckForm o={c} />}
          </PartRow>
        ))}
      </PartGroup>
      {adding === 'check' && (
        <AddCheck onStop={stop} onAdd={(text) => app.commands.addCheck(table.id, text)} />
      )}
      <PartGroup
        title="Exclusions"
        empty="No exclusion."
        count={exclusions.length}
        add={offer('exclusion', 'Add an exclusion')}
      >
        {exclusions.map((x) => (
          <PartRow
            key={x.id}
            o={x}
            open={part === x.id}
            summary={
              <code>
                {x.elements
                  .map((e) => `${e.column ? names([e.column]) : sqlText(catalog, e.expr)} with ${e.operator}`)
                  .join(', ')}
              </code>
            }
          >
            {() => <ExclusionForm o={x} />}
          </PartRow>
        ))}
      </PartGroup>
      {adding === 'exclusion' && <AddExclusion table={table.id} onStop={stop} />}
    </div>
  )
}
