import type { Obj } from '../../../../store/index.ts'
import { useObject } from '../../../kit/app.tsx'
import { Button } from '../../../kit/button.tsx'
import { Select } from '../../../kit/inputs.tsx'
import { CommentInput, SqlInput, useCatalog } from '../edit.tsx'
import { useEdits } from '../members.tsx'
import { forCommand, policyCommands } from './policy-command.ts'
import { ToggleList } from './toggle-list.tsx'

/** What the table lacks for its policies to count, and the way to it. */
const Off = ({ table }: { readonly table: Obj<'table'> }) => {
  const { mayEdit, step } = useEdits('table', table)
  return (
    <div className="stack">
      <p className="amber">Row-level security is off for {table.name}: this policy has no effect.</p>
      {mayEdit && (
        <div>
          <Button small onClick={() => step({ rls: 'enabled' })}>
            Switch on row-level security
          </Button>
        </div>
      )}
    </div>
  )
}

export const PolicyForm = ({ o }: { readonly o: Obj<'policy'> }) => {
  const catalog = useCatalog()
  const { mayEdit, set } = useEdits('policy', o)
  const table = useObject(o.table)
  const roles = [...catalog.values()].filter((x) => x.kind === 'role')
  return (
    <>
      {table?.kind === 'table' && table.rls === undefined && <Off table={table} />}
      <div className="fields">
        <Select
          label="For"
          value={o.command ?? 'all'}
          disabled={!mayEdit}
          choices={policyCommands.map((c) => ({ value: c, label: c }))}
          onChoose={(c) => set(forCommand(o, c))}
        />
        <Select
          label="Joined to others by"
          value={o.restrictive ? 'and' : 'or'}
          disabled={!mayEdit}
          choices={[
            { value: 'or', label: 'or (permissive)' },
            { value: 'and', label: 'and (restrictive)' },
          ]}
          onChoose={(v) => set({ restrictive: v === 'and' })}
        />
      </div>
      <ToggleList
        label="Roles (none: everyone)"
        empty="No role in the design."
        choices={roles.map((r) => ({ value: r.id, label: r.name }))}
        value={o.roles}
        disabled={!mayEdit}
        onSet={(next) => set({ roles: next })}
      />
      {o.command !== 'insert' && (
        <SqlInput o={o} member="using" sql={o.using} label="Rows that are seen (USING)" lines={3} />
      )}
      {o.command !== 'select' && o.command !== 'delete' && (
        <SqlInput
          o={o}
          member="check"
          sql={o.check}
          label="Rows that may be written (WITH CHECK)"
          lines={3}
        />
      )}
      <CommentInput o={o} />
    </>
  )
}
