import { useState } from 'react'
import type { FkAction, Id, Obj } from '../../../../store/index.ts'
import { useApp } from '../../../kit/app.tsx'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { Select } from '../../../kit/inputs.tsx'
import { useColumns } from '../column-list.tsx'
import { ObjectSelect, tryRun, useCatalog } from '../edit.tsx'
import { fkActions } from './fk-form.tsx'
import { useNames } from './keys-names.ts'

const tableKind = ['table'] as const
const make = ' make'

/** The keys that a reference may point at: primary and unique ones. */
const useKeysOf = (table: Id | undefined): readonly Obj<'key'>[] => {
  const catalog = useCatalog()
  return [...catalog.values()].filter((o) => o.kind === 'key').filter((k) => k.table === table)
}

interface ReferenceProps {
  readonly table: Obj<'table'>
  readonly onClose: () => void
}

/** A reference, pair by pair: choose the table and the key it points at; columns that are missing are made. */
export const ReferenceDialog = ({ table, onClose }: ReferenceProps) => {
  const app = useApp()
  const names = useNames()
  const [target, setTarget] = useState<Id>()
  const [keyId, setKeyId] = useState<Id>()
  const [from, setFrom] = useState<readonly (Id | undefined)[]>([])
  const [onDelete, setOnDelete] = useState<FkAction>('no action')
  const [onUpdate, setOnUpdate] = useState<FkAction>('no action')
  const [wrong, setWrong] = useState<string>()
  const keys = useKeysOf(target)
  const columns = useColumns(table.id)
  const key = keys.find((k) => k.id === keyId) ?? keys.find((k) => k.primary) ?? keys[0]
  const pairs = key?.columns ?? []
  const choose = (next: Id | undefined) => {
    setTarget(next)
    setKeyId(undefined)
    setFrom([])
  }
  const add = () => {
    if (!target || !key) return
    const actions = {
      ...(onDelete === 'no action' ? {} : { onDelete }),
      ...(onUpdate === 'no action' ? {} : { onUpdate }),
    }
    const attempt = app.commands.connect(
      { table: target },
      { table: table.id },
      { key: key.columns, columns: pairs.map((_, i) => from[i]), actions },
    )
    const refusal = tryRun(app, attempt)
    if (refusal === undefined) onClose()
    else setWrong(refusal)
  }
  return (
    <Dialog
      title="Add a reference"
      about={`Rows of ${table.name} will refer to rows of another table.`}
      onClose={onClose}
      foot={
        <Button look="primary" disabled={!target || !key} onClick={add}>
          Add the reference
        </Button>
      }
    >
      <ObjectSelect label="Refers to" kinds={tableKind} value={target} onChoose={choose} />
      {target && keys.length === 0 && (
        <p className="red">That table has no primary key or unique constraint to refer to. Add one first.</p>
      )}
      {keys.length > 1 && key && (
        <Select
          label="By its key"
          value={key.id}
          choices={keys.map((k) => ({
            value: k.id,
            label: `${names(k.columns)}${k.primary ? ' (primary)' : ''}`,
          }))}
          onChoose={(v) => setKeyId(v as Id)}
        />
      )}
      {pairs.map((c, i) => (
        <Select
          key={c}
          label={`Column of ${table.name} for ${names([c])}`}
          value={from[i] ?? make}
          choices={[
            { value: make, label: 'Make a column of the fitting type' },
            ...columns.map((x) => ({ value: x.id, label: x.name })),
          ]}
          onChoose={(v) =>
            setFrom(pairs.map((_, j) => (j === i ? (v === make ? undefined : (v as Id)) : from[j])))
          }
        />
      ))}
      {pairs.length > 0 && (
        <>
          <Select
            label="When that row is deleted"
            value={onDelete}
            choices={fkActions}
            onChoose={setOnDelete}
          />
          <Select
            label="When its key is changed"
            value={onUpdate}
            choices={fkActions}
            onChoose={setOnUpdate}
          />
        </>
      )}
      {wrong && (
        <p role="alert" className="red">
          {wrong}
        </p>
      )}
    </Dialog>
  )
}
