import type { Obj } from '../../../../store/index.ts'
import { useApp, useOpen } from '../../../kit/app.tsx'
import { Button } from '../../../kit/button.tsx'
import { DeleteIcon } from '../../../kit/icons.ts'
import { Check, Select, TextInput } from '../../../kit/inputs.tsx'
import { sqlText, typedSql } from '../../../kit/sql-text.ts'
import { CommentInput, LeftOut, Owned, removePart, runAside, tryRun, useCatalog } from '../edit.tsx'
import { PlainText, useEdits } from '../members.tsx'

type Column = Extract<Obj, { readonly kind: 'column' }>

/** As drawn: patterns may widen the key, or make an index of it, and it is still what the switch takes away. */
const useUnique = (column: Column): boolean =>
  useOpen((s) => {
    const all = column.why ? s.compiled.catalog : s.design.records
    for (const o of all.values())
      if (o.kind === 'key' && !o.primary && o.columns.length === 1 && o.columns[0] === column.id) return true
    return false
  }) ?? false

const Generated = ({ column }: { readonly column: Column }) => {
  const catalog = useCatalog()
  const { mayEdit, trySet } = useEdits('column', column)
  const setText = (text: string, virtual: boolean | undefined): string | undefined => {
    const generated =
      text.trim() === '' ? undefined : { expr: typedSql(text), ...(virtual ? { virtual } : {}) }
    return trySet({ generated, ...(generated ? { default: undefined, identity: undefined } : {}) })
  }
  const text = sqlText(catalog, column.generated?.expr)
  return (
    <>
      <TextInput
        mono
        when="done"
        label="Generated as"
        value={text}
        disabled={!mayEdit}
        placeholder="price * amount"
        onText={(t) => setText(t, column.generated?.virtual)}
      />
      {column.generated && (
        <Check
          label="Virtual: computed when read (18+)"
          on={column.generated.virtual ?? false}
          disabled={!mayEdit}
          onSet={(virtual) => void setText(text, virtual)}
        />
      )}
    </>
  )
}

/** Everything a column can have beyond its name and type. */
export const ColumnDetails = ({ column }: { readonly column: Column }) => {
  const app = useApp()
  const catalog = useCatalog()
  const { mayEdit, set, trySet } = useEdits('column', column)
  const unique = useUnique(column)
  return (
    <div className="stack inset column-details">
      <LeftOut o={column} />
      <Owned o={column} />
      <div className="row wrap">
        <Check
          label="Unique"
          on={unique}
          disabled={!mayEdit}
          onSet={() => runAside(app, app.commands.toggleUnique(column.id))}
        />
        <Check
          label="NOT NULL"
          on={column.notNull ?? false}
          disabled={!mayEdit}
          onSet={(notNull) => app.run(app.commands.setColumn(column.id, { notNull }))}
        />
      </div>
      <TextInput
        mono
        when="done"
        label="Default"
        value={sqlText(catalog, column.default)}
        disabled={!mayEdit || column.generated !== undefined || column.identity !== undefined}
        placeholder="now()"
        onText={(text) => tryRun(app, app.commands.setDefault(column.id, text))}
      />
      <Select
        label="Identity"
        value={column.identity ?? 'none'}
        disabled={!mayEdit || column.generated !== undefined}
        choices={[
          { value: 'none', label: 'None' },
          { value: 'always', label: 'Always: the database alone gives values' },
          { value: 'by default', label: 'By default: given values are kept' },
        ]}
        onChoose={(v) =>
          set({ identity: v === 'none' ? undefined : v, ...(v === 'none' ? {} : { default: undefined }) })
        }
      />
      <Generated column={column} />
      <PlainText
        label="Collation"
        value={column.collation}
        disabled={!mayEdit}
        placeholder="the database's"
        onSet={(collation) => trySet({ collation })}
      />
      <CommentInput o={column} />
      {mayEdit && (
        <div>
          <Button small look="danger" icon={DeleteIcon} onClick={() => removePart(app, column)}>
            Delete the column
          </Button>
        </div>
      )}
    </div>
  )
}
