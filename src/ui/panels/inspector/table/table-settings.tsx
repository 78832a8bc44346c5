import type { Obj } from '../../../../store/index.ts'
import { useApp, useOpen } from '../../../kit/app.tsx'
import { Disclosure } from '../../../kit/disclosure.tsx'
import { Check, Select } from '../../../kit/inputs.tsx'
import { CommentInput } from '../edit.tsx'
import { SchemaAndOwner, useEdits } from '../members.tsx'
import { HueInput } from '../note-area.tsx'

type Table = Extract<Obj, { readonly kind: 'table' }>

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
      onSet={(hue) =>
        app.run(app.commands.place([{ of: table.id, x: place.x, y: place.y, hue: hue ?? null }]))
      }
    />
  )
}

/** What concerns the table as a whole. */
export const TableSettings = ({ table }: { readonly table: Table }) => {
  const { mayEdit, set } = useEdits('table', table)
  return (
    <>
      <CommentInput o={table} />
      <Disclosure summary="Table settings">
        {() => (
          <div className="stack inset">
            <TableHue table={table} />
            <SchemaAndOwner o={table} disabled={!mayEdit} onSet={set} />
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
