import type { Id, Obj } from '../../../../store/index.ts'
import { useObject } from '../../../kit/app.tsx'
import { Check, Select } from '../../../kit/inputs.tsx'
import { patched } from '../../../kit/patched.ts'
import { ColumnList } from '../column-list.tsx'
import { useCatalog, useMayEdit, usePut, useRecord } from '../edit.tsx'
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
  const record = useRecord('grant', o.id)
  const on = useObject(o.on)
  const mayEdit = useMayEdit(o)
  const put = usePut()
  const roles = [...catalog.values()].filter((x) => x.kind === 'role')
  const offered = privileges[on?.kind ?? ''] ?? onRelation
  const given = o.privileges.map((p) => p.toUpperCase())
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
        onChoose={(to) => record && put({ ...record, to: to === 'public' ? 'public' : (to as Id<'role'>) })}
      />
      <ToggleList
        label="Privileges"
        choices={offered.map((p) => ({ value: p, label: p }))}
        value={given}
        disabled={!mayEdit}
        onSet={(next) => record && next.length > 0 && put({ ...record, privileges: next })}
      />
      {on?.kind === 'table' && (
        <ColumnList
          label="Only these columns (none: all)"
          table={on.id}
          value={o.columns ?? []}
          disabled={!mayEdit}
          onSet={(columns) =>
            record && put(patched(record, { columns: columns.length > 0 ? columns : undefined }))
          }
        />
      )}
      <Check
        label="May grant it on"
        on={o.grantable ?? false}
        disabled={!mayEdit}
        onSet={(grantable) => record && put(patched(record, { grantable }))}
      />
    </>
  )
}
