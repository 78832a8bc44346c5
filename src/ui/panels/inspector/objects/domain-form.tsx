import type { Obj } from '../../../../store/index.ts'
import { IconButton } from '../../../kit/button.tsx'
import { CloseIcon } from '../../../kit/icons.ts'
import { Check, TextInput } from '../../../kit/inputs.tsx'
import { typedSql } from '../../../kit/sql-text.ts'
import { CommentInput, SqlInput, TypeInput } from '../edit.tsx'
import { PlainText, SchemaSelect, useEdits } from '../members.tsx'
import { newPart } from './new-part.ts'

export const DomainForm = ({ o }: { readonly o: Obj<'domain'> }) => {
  const { record, mayEdit, set, trySet } = useEdits('domain', o)
  const add = (text: string): string | undefined => {
    if (!record || text.trim() === '') return undefined
    const check = {
      ...newPart(
        record.id,
        `${record.name}_check${record.checks.length > 0 ? record.checks.length + 1 : ''}`,
      ),
      expr: typedSql(text),
    }
    return trySet({ checks: [...record.checks, check] })
  }
  return (
    <>
      <TypeInput o={o} label="Underlying type" />
      <Check
        label="NOT NULL"
        on={o.notNull ?? false}
        disabled={!mayEdit}
        onSet={(notNull) => set({ notNull })}
      />
      <SqlInput o={o} member="default" sql={o.default} label="Default" />
      {o.checks.map((c, i) => (
        <div className="row" key={c.id}>
          <div className="grow">
            <SqlInput o={o} member={`checks.${i}.expr`} sql={c.expr} label={`Check ${c.name}`} />
          </div>
          {mayEdit && record && (
            <IconButton
              small
              icon={CloseIcon}
              label={`Remove the check ${c.name}`}
              onClick={() => set({ checks: record.checks.filter((x) => x.id !== c.id) })}
            />
          )}
        </div>
      ))}
      {mayEdit && (
        <TextInput
          mono
          when="done"
          label="Add a check"
          note="`value` is the value checked."
          placeholder="value ~ '^[A-Z]{3}$'"
          value=""
          onText={add}
        />
      )}
      <PlainText
        label="Collation"
        value={o.collation}
        disabled={!mayEdit}
        placeholder="the database's"
        onSet={(collation) => trySet({ collation })}
      />
      <SchemaSelect of={o.schema} disabled={!mayEdit} onSet={set} />
      <CommentInput o={o} />
    </>
  )
}
