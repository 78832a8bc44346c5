import type { Json, Sql } from '../../../../store/index.ts'
import { TextInput } from '../../../kit/inputs.tsx'
import { sqlText } from '../../../kit/sql-text.ts'
import { useCatalog } from '../edit.tsx'
import { isRecord } from './option-types.ts'

interface SqlOptionProps {
  readonly label: string
  readonly note: string | undefined
  /** A query rather than an expression. */
  readonly whole: boolean
  readonly value: Json | undefined
  readonly disabled: boolean
  readonly onSet: (value: Json) => string | undefined
}

const isSql = (v: unknown): v is Sql => isRecord(v) && Array.isArray(v.text) && Array.isArray(v.refs)

/** SQL of an option as text; its names are looked up when the input is left. */
export const SqlOption = ({ label, note, whole, value, disabled, onSet }: SqlOptionProps) => {
  const catalog = useCatalog()
  const sql = isSql(value) ? value : undefined
  return (
    <TextInput
      mono
      when="done"
      label={label}
      lines={whole ? 6 : 2}
      value={sql ? sqlText(catalog, sql) : typeof value === 'string' ? value : ''}
      disabled={disabled}
      note={
        sql?.opaque ? 'Some names here were not found in the design: a rename will not reach them.' : note
      }
      onText={onSet}
    />
  )
}
