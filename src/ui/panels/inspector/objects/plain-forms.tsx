import { type Obj, settingsOf } from '../../../../store/index.ts'
import { useApp, useOpen } from '../../../kit/app.tsx'
import { Button } from '../../../kit/button.tsx'
import { Check } from '../../../kit/inputs.tsx'
import { count } from '../../../kit/text.ts'
import { CommentInput, ObjectSelect, TypeInput, useCatalog } from '../edit.tsx'
import { useEdits } from '../members.tsx'
import { ColumnDetails } from '../table/column-details.tsx'
import { TableSettings } from '../table/table-settings.tsx'
import { ToggleList } from './toggle-list.tsx'

const roleKind = ['role'] as const
const schemaKind = ['schema'] as const

export const SchemaForm = ({ o }: { readonly o: Obj<'schema'> }) => {
  const app = useApp()
  const catalog = useCatalog()
  const { mayEdit, set } = useEdits('schema', o)
  const isDefault = useOpen((d) => settingsOf(d.design).schema) === o.id
  const inside = [...catalog.values()].filter((x) => 'schema' in x && x.schema === o.id)
  return (
    <>
      <ObjectSelect
        label="Owner"
        none="who runs the DDL"
        kinds={roleKind}
        value={o.owner}
        disabled={!mayEdit}
        onChoose={(owner) => set({ owner })}
      />
      <CommentInput o={o} />
      <p className="row">
        <span className="quiet grow">Holds {count(inside.length, 'object')}.</span>
        {mayEdit && !isDefault && (
          <Button small onClick={() => app.run(app.commands.settings({ schema: o.id }))}>
            Make it the default
          </Button>
        )}
      </p>
    </>
  )
}

export const ExtensionForm = ({ o }: { readonly o: Obj<'extension'> }) => {
  const { mayEdit, set } = useEdits('extension', o)
  const needed = !useOpen((d) => d.design.records.has(o.id)) && o.why === undefined
  return (
    <>
      <p className="quiet">
        {needed
          ? 'Something in the design needs it, such as a type: it comes and goes with that. To choose its schema, add the extension to the design.'
          : 'Its name is the extension’s own: citext, ltree, pgcrypto, pg_trgm, btree_gist …'}
      </p>
      <ObjectSelect
        label="Installed in"
        none="its own choice"
        kinds={schemaKind}
        value={o.schema}
        disabled={!mayEdit}
        onChoose={(schema) => set({ schema })}
      />
      <CommentInput o={o} />
    </>
  )
}

export const RoleForm = ({ o }: { readonly o: Obj<'role'> }) => {
  const catalog = useCatalog()
  const { mayEdit, set } = useEdits('role', o)
  const others = [...catalog.values()].filter((x) => x.kind === 'role').filter((x) => x.id !== o.id)
  return (
    <>
      <Check label="May log in" on={o.login ?? false} disabled={!mayEdit} onSet={(login) => set({ login })} />
      <Check
        label="BYPASSRLS: policies do not apply to it"
        on={o.bypassRls ?? false}
        disabled={!mayEdit}
        onSet={(bypassRls) => set({ bypassRls })}
      />
      <ToggleList
        label="Member of"
        empty="No other role."
        choices={others.map((r) => ({ value: r.id, label: r.name }))}
        value={o.memberOf ?? []}
        disabled={!mayEdit}
        onSet={(memberOf) => set({ memberOf: memberOf.length > 0 ? memberOf : undefined })}
      />
      <CommentInput o={o} />
    </>
  )
}

export const TableForm = ({ o }: { readonly o: Obj<'table'> }) => <TableSettings table={o} />

export const ColumnForm = ({ o }: { readonly o: Obj<'column'> }) => (
  <>
    <TypeInput o={o} />
    <ColumnDetails column={o} />
  </>
)
