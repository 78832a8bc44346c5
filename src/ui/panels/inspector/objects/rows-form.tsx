import type { Obj } from '../../../../store/index.ts'
import { useApp } from '../../../kit/app.tsx'
import { Button, IconButton } from '../../../kit/button.tsx'
import { AddIcon, CloseIcon } from '../../../kit/icons.ts'
import { TextInput } from '../../../kit/inputs.tsx'
import { numbered } from '../../../kit/numbered.ts'
import { sqlText, typedSql } from '../../../kit/sql-text.ts'
import { ColumnList } from '../column-list.tsx'
import { tryRun, useCatalog, useMayEdit, usePut, useRecord } from '../edit.tsx'

/** Reference rows as a grid of SQL values. */
export const RowsForm = ({ o }: { readonly o: Obj<'rows'> }) => {
  const app = useApp()
  const catalog = useCatalog()
  const record = useRecord('rows', o.id)
  const mayEdit = useMayEdit(o)
  const put = usePut()
  const nameOf = (id: string) => catalog.get(id)?.name ?? '?'
  const setColumns = (columns: typeof o.columns) => {
    if (!record || columns.length === 0) return
    const values = record.values.map((row) =>
      columns.map((c) => row[record.columns.indexOf(c)] ?? typedSql('null')),
    )
    put({ ...record, columns, values })
  }
  return (
    <>
      <ColumnList label="Columns" table={o.table} value={o.columns} disabled={!mayEdit} onSet={setColumns} />
      <div className="value-grid-box">
        <table className="value-grid">
          <thead>
            <tr>
              {o.columns.map((c) => (
                <th key={c} scope="col">
                  {nameOf(c)}
                </th>
              ))}
              {mayEdit && (
                <th>
                  <span className="unseen">Remove</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {numbered(o.values).map(({ item: row, at: r }) => (
              <tr key={r}>
                {o.columns.map((c, i) => (
                  <td key={c}>
                    <TextInput
                      unseen
                      mono
                      quiet
                      when="done"
                      label={`${nameOf(c)}, row ${r + 1}`}
                      value={sqlText(catalog, row[i])}
                      disabled={!mayEdit}
                      onText={(t) =>
                        tryRun(
                          app,
                          app.commands.setSql(o.id, `values.${r}.${i}`, t.trim() === '' ? 'null' : t),
                        )
                      }
                    />
                  </td>
                ))}
                {mayEdit && record && (
                  <td>
                    <IconButton
                      small
                      icon={CloseIcon}
                      label={`Remove row ${r + 1}`}
                      onClick={() => put({ ...record, values: record.values.filter((_, i) => i !== r) })}
                    />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {mayEdit && record && (
        <div className="row">
          <Button
            small
            look="bare"
            icon={AddIcon}
            onClick={() =>
              put({ ...record, values: [...record.values, record.columns.map(() => typedSql('null'))] })
            }
          >
            Add a row
          </Button>
          <span className="label">Values are SQL: 'text', 42, true.</span>
        </div>
      )}
    </>
  )
}
