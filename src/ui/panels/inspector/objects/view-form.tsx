import type { Obj } from '../../../../store/index.ts'
import { Check, Select } from '../../../kit/inputs.tsx'
import { patched } from '../../../kit/patched.ts'
import { CommentInput, ObjectSelect, SqlInput, useMayEdit, usePut, useRecord } from '../edit.tsx'
import { Indexes } from '../table/indexes.tsx'

const schemaKind = ['schema'] as const
const roleKind = ['role'] as const

export const ViewForm = ({ o }: { readonly o: Obj<'view'> }) => {
  const record = useRecord('view', o.id)
  const mayEdit = useMayEdit(o)
  const put = usePut()
  const set = (patch: Parameters<typeof patched<NonNullable<typeof record>>>[1]) =>
    record && put(patched(record, patch))
  return (
    <>
      <SqlInput o={o} member="query" sql={o.query} label="Query" lines={10} />
      <Check
        label="security_invoker: the reader's rights and policies apply"
        on={o.securityInvoker ?? false}
        disabled={!mayEdit}
        onSet={(securityInvoker) => set({ securityInvoker })}
      />
      <Check
        label="security_barrier"
        on={o.securityBarrier ?? false}
        disabled={!mayEdit}
        onSet={(securityBarrier) => set({ securityBarrier })}
      />
      <Select
        label="Rows written through it must show in it"
        value={o.checkOption ?? 'no'}
        disabled={!mayEdit}
        choices={[
          { value: 'no', label: 'Not checked' },
          { value: 'local', label: 'Checked against this view' },
          { value: 'cascaded', label: 'Checked against views below too' },
        ]}
        onChoose={(v) => set({ checkOption: v === 'no' ? undefined : v })}
      />
      <div className="fields">
        <ObjectSelect
          label="Schema"
          kinds={schemaKind}
          value={o.schema}
          disabled={!mayEdit}
          onChoose={(schema) => schema && set({ schema })}
        />
        <ObjectSelect
          label="Owner"
          none="the schema's owner"
          kinds={roleKind}
          value={o.owner}
          disabled={!mayEdit}
          onChoose={(owner) => set({ owner })}
        />
      </div>
      <CommentInput o={o} />
    </>
  )
}

export const MatviewForm = ({ o }: { readonly o: Obj<'matview'> }) => {
  const record = useRecord('matview', o.id)
  const mayEdit = useMayEdit(o)
  const put = usePut()
  const set = (patch: Parameters<typeof patched<NonNullable<typeof record>>>[1]) =>
    record && put(patched(record, patch))
  return (
    <>
      <SqlInput o={o} member="query" sql={o.query} label="Query" lines={10} />
      <Check
        label="Created empty (WITH NO DATA)"
        on={o.withNoData ?? false}
        disabled={!mayEdit}
        onSet={(withNoData) => set({ withNoData })}
      />
      <div className="fields">
        <ObjectSelect
          label="Schema"
          kinds={schemaKind}
          value={o.schema}
          disabled={!mayEdit}
          onChoose={(schema) => schema && set({ schema })}
        />
        <ObjectSelect
          label="Owner"
          none="the schema's owner"
          kinds={roleKind}
          value={o.owner}
          disabled={!mayEdit}
          onChoose={(owner) => set({ owner })}
        />
      </div>
      <Indexes table={o} part={undefined} />
      <CommentInput o={o} />
    </>
  )
}
