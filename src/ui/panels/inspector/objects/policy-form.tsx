import type { Obj } from '../../../../store/index.ts'
import { useObject } from '../../../kit/app.tsx'
import { Select } from '../../../kit/inputs.tsx'
import { CommentInput, SqlInput, useCatalog } from '../edit.tsx'
import { useEdits } from '../members.tsx'
import { forCommand, policyCommands } from './policy-command.ts'
import { ToggleList } from './toggle-list.tsx'

export const PolicyForm = ({ o }: { readonly o: Obj<'policy'> }) => {
  const catalog = useCatalog()
  const { mayEdit, set } = useEdits('policy', o)
  const table = useObject(o.table)
  const roles = [...catalog.values()].filter((x) => x.kind === 'role')
  const off = table?.kind === 'table' && table.rls === undefined
  return (
    <>
      {off && <p className="amber">Row-level security is off for {table.name}: this policy has no effect.</p>}
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
