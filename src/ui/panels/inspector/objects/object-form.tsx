import type { ComponentType } from 'react'
import type { Id, Kind, Obj } from '../../../../store/index.ts'
import { useObject } from '../../../kit/app.tsx'
import { Head } from '../head.tsx'
import { ConstraintForm } from '../table/constraint-form.tsx'
import { CheckForm } from '../table/constraint-forms.tsx'
import { FkForm } from '../table/fk-form.tsx'
import { DomainForm } from './domain-form.tsx'
import { EnumForm } from './enum-form.tsx'
import { GrantForm } from './grant-form.tsx'
import { PartitionForm } from './partition-form.tsx'
import { ColumnForm, ExtensionForm, RoleForm, SchemaForm, TableForm } from './plain-forms.tsx'
import { PolicyForm } from './policy-form.tsx'
import { RoutineForm } from './routine-form.tsx'
import { RowsForm } from './rows-form.tsx'
import { TriggerForm } from './trigger-form.tsx'
import { MatviewForm, ViewForm } from './view-form.tsx'

type Forms = { readonly [K in Kind]: ComponentType<{ readonly o: Obj<K> }> }

/** A form for every kind: one that is forgotten does not compile. */
const forms: Forms = {
  schema: SchemaForm,
  extension: ExtensionForm,
  role: RoleForm,
  enum: EnumForm,
  domain: DomainForm,
  table: TableForm,
  column: ColumnForm,
  key: ConstraintForm,
  check: CheckForm,
  exclusion: ConstraintForm,
  fk: FkForm,
  index: ConstraintForm,
  view: ViewForm,
  matview: MatviewForm,
  routine: RoutineForm,
  trigger: TriggerForm,
  policy: PolicyForm,
  grant: GrantForm,
  partition: PartitionForm,
  rows: RowsForm,
}

export const ObjectForm = ({ id }: { readonly id: Id }) => {
  const o = useObject(id)
  if (!o) return null
  const Form = forms[o.kind] as ComponentType<{ readonly o: Obj }>
  return (
    <>
      <Head o={o} />
      <div className="pane">
        <Form o={o} />
      </div>
    </>
  )
}
