import type { Id, Obj } from '../../../../store/index.ts'
import { useApp, useCanEdit } from '../../../kit/app.tsx'
import { sqlText } from '../../../kit/sql-text.ts'
import { useCatalog } from '../edit.tsx'
import { GrantForm } from '../objects/grant-form.tsx'
import { PolicyForm } from '../objects/policy-form.tsx'
import { RowsForm } from '../objects/rows-form.tsx'
import { TriggerForm } from '../objects/trigger-form.tsx'
import { PartGroup, PartRow, useParts } from './parts.tsx'

/** Policies, triggers, grants and reference rows. */
export const More = ({ table, part }: { readonly table: Obj<'table'>; readonly part: Id | undefined }) => {
  const app = useApp()
  const catalog = useCatalog()
  const canEdit = useCanEdit()
  const policies = useParts('policy', table.id)
  const triggers = useParts('trigger', table.id)
  const grants = useParts('grant', table.id)
  const rows = useParts('rows', table.id)
  const nameOf = (id: Id | 'public') => (id === 'public' ? 'everyone' : (catalog.get(id)?.name ?? '?'))
  const add = (kind: 'policy' | 'trigger' | 'grant' | 'rows', label: string) =>
    canEdit
      ? {
          label,
          run: () =>
            app.run(
              app.commands.add(kind, kind === 'policy' || kind === 'trigger' ? `new_${kind}` : '', table.id),
            ),
        }
      : undefined
  return (
    <div className="stack-wide">
      <PartGroup
        title="Policies"
        empty={table.rls ? 'Row-level security is on and no policy lets a row through.' : 'No policy.'}
        count={policies.length}
        add={add('policy', 'Add a policy')}
      >
        {policies.map((p) => (
          <PartRow
            key={p.id}
            o={p}
            open={part === p.id}
            summary={<code>{`${p.command ?? 'all'}: ${sqlText(catalog, p.using ?? p.check)}`}</code>}
          >
            {() => <PolicyForm o={p} />}
          </PartRow>
        ))}
      </PartGroup>
      <PartGroup
        title="Triggers"
        empty="No trigger."
        count={triggers.length}
        add={add('trigger', 'Add a trigger')}
      >
        {triggers.map((t) => (
          <PartRow
            key={t.id}
            o={t}
            open={part === t.id}
            summary={`${t.timing} ${t.events.join(' or ')} → ${nameOf(t.routine)}`}
          >
            {() => <TriggerForm o={t} />}
          </PartRow>
        ))}
      </PartGroup>
      <PartGroup
        title="Grants"
        empty="No grant: its owner alone can use it."
        count={grants.length}
        add={add('grant', 'Add a grant')}
      >
        {grants.map((g) => (
          <PartRow
            key={g.id}
            o={g}
            open={part === g.id}
            summary={`${g.privileges.join(', ')} to ${nameOf(g.to)}`}
          >
            {() => <GrantForm o={g} />}
          </PartRow>
        ))}
      </PartGroup>
      <PartGroup
        title="Reference rows"
        empty="The design owns no rows of this table."
        count={rows.length}
        add={add('rows', 'Add reference rows')}
      >
        {rows.map((r) => (
          <PartRow key={r.id} o={r} open={part === r.id} summary={`${r.values.length} rows`}>
            {() => <RowsForm o={r} />}
          </PartRow>
        ))}
      </PartGroup>
    </div>
  )
}
