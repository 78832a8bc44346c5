import type { Obj } from '../../../../store/index.ts'
import { useApp, useOpen } from '../../../kit/app.tsx'
import { Disclosure } from '../../../kit/disclosure.tsx'
import { Check, Select } from '../../../kit/inputs.tsx'
import { patched } from '../../../kit/patched.ts'
import { CommentInput, ObjectSelect, useMayEdit, usePut, useRecord } from '../edit.tsx'
import { HueInput } from '../note-area.tsx'

type Table = Extract<Obj, { readonly kind: 'table' }>

const schemaKind = ['schema'] as const
const roleKind = ['role'] as const

const TableHue = ({ table }: { readonly table: Table }) => {
  const app = useApp()
  const mode = useOpen((o) => o.mode)
  const place = useOpen((o) =>
    [...o.design.records.values()].find((r) => r.kind === 'place' && r.of === table.id),
  )
  if (place?.kind !== 'place') return null
  return (
    <HueInput
      value={place.hue}
      disabled={mode !== 'edit'}
      onSet={(hue) => app.run(app.commands.put(patched(place, { hue })))}
    />
  )
}

/** What concerns the table as a whole. */
export const TableSettings = ({ table }: { readonly table: Table }) => {
  const record = useRecord('table', table.id)
  const mayEdit = useMayEdit(table)
  const put = usePut()
  const set = (patch: Parameters<typeof patched<NonNullable<typeof record>>>[1]) =>
    record && put(patched(record, patch))
  return (
    <>
      <CommentInput o={table} />
      <Disclosure summary="Table settings">
        {() => (
          <div className="stack inset">
            <TableHue table={table} />
            <div className="fields">
              <ObjectSelect
                label="Schema"
                kinds={schemaKind}
                value={table.schema}
                disabled={!mayEdit}
                onChoose={(schema) => schema && set({ schema })}
              />
              <ObjectSelect
                label="Owner"
                none="the schema's owner"
                kinds={roleKind}
                value={table.owner}
                disabled={!mayEdit}
                onChoose={(owner) => set({ owner })}
              />
            </div>
            <Select
              label="Row-level security"
              value={table.rls ?? 'off'}
              disabled={!mayEdit}
              choices={[
                { value: 'off', label: 'Off' },
                { value: 'enabled', label: 'Enabled' },
                { value: 'forced', label: 'Forced: the owner too' },
              ]}
              onChoose={(rls) => set({ rls: rls === 'off' ? undefined : rls })}
            />
            <Check
              label="Unlogged: fast, emptied by a crash"
              on={table.unlogged ?? false}
              disabled={!mayEdit}
              onSet={(unlogged) => set({ unlogged })}
            />
          </div>
        )}
      </Disclosure>
    </>
  )
}
