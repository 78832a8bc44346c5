import { type Id, type Obj, settingsOf } from '../../../../store/index.ts'
import { useObject, useOpen } from '../../../kit/app.tsx'
import { Check, Select } from '../../../kit/inputs.tsx'
import { ColumnList } from '../column-list.tsx'
import { useCatalog } from '../edit.tsx'
import { useEdits } from '../members.tsx'
import { ToggleList } from './toggle-list.tsx'

const onRelation = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'] as const
const privileges: Readonly<Record<string, readonly string[]>> = {
  schema: ['USAGE', 'CREATE'],
  routine: ['EXECUTE'],
  enum: ['USAGE'],
  domain: ['USAGE'],
}

export const GrantForm = ({ o }: { readonly o: Obj<'grant'> }) => {
  const catalog = useCatalog()
  const { mayEdit, set } = useEdits('grant', o)
  const on = useObject(o.on)
  const roles = [...catalog.values()].filter((x) => x.kind === 'role')
  const given = o.privileges.map((p) => p.toUpperCase())
  const maintained = useOpen((x) => settingsOf(x.design).target >= 17) || given.includes('MAINTAIN')
  const offered = privileges[on?.kind ?? ''] ?? (maintained ? [...onRelation, 'MAINTAIN'] : onRelation)
  return (
    <>
      <Select
        label={`May use ${on?.name ?? 'this'}`}
        value={o.to as string}
        disabled={!mayEdit}
        choices={[
          { value: 'public', label: 'everyone (PUBLIC)' },
          ...roles.map((r) => ({ value: r.id as string, label: r.name })),
        ]}
        onChoose={(to) => set({ to: to === 'public' ? 'public' : (to as Id<'role'>) })}
      />
      <ToggleList
        label="Privileges"
        choices={offered.map((p) => ({ value: p, label: p }))}
        value={given}
        disabled={!mayEdit}
        onSet={(next) => next.length > 0 && set({ privileges: next })}
      />
      {on?.kind === 'table' && (
        <ColumnList
          label="Only these columns (none: all)"
          table={on.id}
          value={o.columns ?? []}
          disabled={!mayEdit}
          onSet={(columns) => set({ columns: columns.length > 0 ? columns : undefined })}
        />
      )}
      <Check
        label="May grant it on"
        on={o.grantable ?? false}
        disabled={!mayEdit}
        onSet={(grantable) => set({ grantable })}
      />
    </>
  )
}
