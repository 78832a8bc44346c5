import type { Obj } from '../../../../store/index.ts'
import { Check, Select } from '../../../kit/inputs.tsx'
import { CommentInput, SqlInput } from '../edit.tsx'
import { SchemaAndOwner, useEdits } from '../members.tsx'
import { Indexes } from '../table/indexes.tsx'

export const ViewForm = ({ o }: { readonly o: Obj<'view'> }) => {
  const { mayEdit, set } = useEdits('view', o)
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
      <SchemaAndOwner o={o} disabled={!mayEdit} onSet={set} />
      <CommentInput o={o} />
    </>
  )
}

export const MatviewForm = ({ o }: { readonly o: Obj<'matview'> }) => {
  const { mayEdit, set } = useEdits('matview', o)
  return (
    <>
      <SqlInput o={o} member="query" sql={o.query} label="Query" lines={10} />
      <Check
        label="Created empty (WITH NO DATA)"
        on={o.withNoData ?? false}
        disabled={!mayEdit}
        onSet={(withNoData) => set({ withNoData })}
      />
      <SchemaAndOwner o={o} disabled={!mayEdit} onSet={set} />
      <Indexes table={o} part={undefined} />
      <CommentInput o={o} />
    </>
  )
}
