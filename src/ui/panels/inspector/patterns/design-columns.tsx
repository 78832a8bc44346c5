import { useMemo } from 'react'
import type { Catalog, Json } from '../../../../store/index.ts'
import { type Choice, Select } from '../../../kit/inputs.tsx'
import { tellWrong } from '../../../kit/tell.ts'
import { useCatalog } from '../edit.tsx'
import { ToggleList } from '../objects/toggle-list.tsx'
import { strings } from './option-types.ts'

interface DesignColumnsProps {
  readonly label: string
  readonly many: boolean
  readonly value: Json | undefined
  readonly disabled: boolean
  readonly onSet: (value: Json) => string | undefined
}

/** The drawn columns of every table, as `table.column`. */
const choicesOf = (catalog: Catalog): readonly Choice<string>[] => {
  const out: Choice<string>[] = []
  for (const o of catalog.values()) {
    const table = o.kind === 'column' && o.why === undefined ? catalog.get(o.table) : undefined
    if (table && table.why === undefined) out.push({ value: o.id, label: `${table.name}.${o.name}` })
  }
  return out.sort((a, b) => (a.label < b.label ? -1 : 1))
}

/** Columns of the whole design, for a switch that is on no table. */
export const DesignColumns = ({ label, many, value, disabled, onSet }: DesignColumnsProps) => {
  const catalog = useCatalog()
  const choices = useMemo(() => choicesOf(catalog), [catalog])
  if (many)
    return (
      <ToggleList
        label={label}
        empty="No column."
        choices={choices}
        value={strings(value)}
        disabled={disabled}
        onSet={(v) => tellWrong(onSet([...v]))}
      />
    )
  return (
    <Select
      label={label}
      value={typeof value === 'string' ? value : ''}
      choices={[{ value: '', label: 'none' }, ...choices]}
      disabled={disabled}
      onChoose={(v) => tellWrong(onSet(v))}
    />
  )
}
