import type { Id, Obj } from '../../../../store/index.ts'
import { useApp, useCanEdit } from '../../../kit/app.tsx'
import { focusMade } from '../../../kit/made-field.ts'
import { sqlText } from '../../../kit/sql-text.ts'
import { count } from '../../../kit/text.ts'
import { useCatalog } from '../edit.tsx'
import { GrantForm } from '../objects/grant-form.tsx'
import { boundsText, PartitionForm } from '../objects/partition-form.tsx'
import { PolicyForm } from '../objects/policy-form.tsx'
import { RowsForm } from '../objects/rows-form.tsx'
import { TriggerForm } from '../objects/trigger-form.tsx'
import { Parts, useParts } from './parts.tsx'

/** Partitions, policies, triggers, grants and reference rows. */
export const More = ({ table, part }: { readonly table: Obj<'table'>; readonly part: Id | undefined }) => {
  const app = useApp()
  const catalog = useCatalog()
  const canEdit = useCanEdit()
  const policies = useParts('policy', table.id)
  const triggers = useParts('trigger', table.id)
  const grants = useParts('grant', table.id)
  const rows = useParts('rows', table.id)
  const partitions = useParts('partition', table.id)
  const nameOf = (id: Id | 'public') => (id === 'public' ? 'everyone' : (catalog.get(id)?.name ?? '?'))
  const add = (kind: 'partition' | 'policy' | 'trigger' | 'grant' | 'rows', label: string) =>
    canEdit
      ? {
          label,
          run: () => {
            const name = kind === 'grant' || kind === 'rows' ? '' : `new_${kind}`
            // Its form is there with the next frame.
            if (app.run(app.commands.add(kind, name, table.id))) requestAnimationFrame(() => focusMade(app))
          },
        }
      : undefined
  return (
    <div className="stack-wide">
      {table.partitionBy && (
        <Parts
          title={`Partitions by ${table.partitionBy.method}`}
          empty="No partition: every row is refused."
          parts={partitions}
          part={part}
          add={add('partition', 'Add a partition')}
          summary={(p) => <code>{boundsText(catalog, p)}</code>}
          form={(p) => <PartitionForm o={p} />}
        />
      )}
      <Parts
        title="Policies"
        empty={table.rls ? 'Row-level security is on and no policy lets a row through.' : 'No policy.'}
        parts={policies}
        part={part}
        add={add('policy', 'Add a policy')}
        summary={(p) => <code>{`${p.command ?? 'all'}: ${sqlText(catalog, p.using ?? p.check)}`}</code>}
        form={(p) => <PolicyForm o={p} />}
      />
      <Parts
        title="Triggers"
        empty="No trigger."
        parts={triggers}
        part={part}
        add={add('trigger', 'Add a trigger')}
        summary={(t) => `${t.timing} ${t.events.join(' or ')} → ${nameOf(t.routine)}`}
        form={(t) => <TriggerForm o={t} />}
      />
      <Parts
        title="Grants"
        empty="No grant: its owner alone can use it."
        parts={grants}
        part={part}
        add={add('grant', 'Add a grant')}
        summary={(g) => `${g.privileges.join(', ')} to ${nameOf(g.to)}`}
        form={(g) => <GrantForm o={g} />}
      />
      <Parts
        title="Reference rows"
        empty="The design owns no rows of this table."
        parts={rows}
        part={part}
        add={add('rows', 'Add reference rows')}
        summary={(r) => count(r.values.length, 'row')}
        form={(r) => <RowsForm o={r} />}
      />
    </div>
  )
}
