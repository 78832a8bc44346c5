import { bool, choice, either, list, number, optional, text } from './codec.ts'
import { columnOf, newIds, ref, useParts } from './ids.ts'
import { object } from './object.ts'

/** Members that several kinds of record have, and what they are made of. */
export const flag = optional(bool)
export const label = optional(text)
export const newPart = newIds('part')
export const anyRef = ref()
export const columns = list(columnOf('table', ['column']))
export const role = ref('role')
export const schema = ref('schema')
export const table = ref('table')

export const sql = object({
  text: list(text),
  refs: list(object({ id: columnOf('table'), as: choice('name', 'qualified', 'literal', 'regclass') })),
  opaque: flag,
  server: label,
})
export const dims = optional(number)
export const dataType = either(
  object({ base: text, mods: optional(list(number)), dims }),
  object({ type: ref('enum', 'domain'), dims }),
  (v) => typeof v === 'object' && v !== null && 'type' in v,
)
export const parts = list(object({ id: newPart, name: text }))
export const element = {
  column: optional(columnOf('table', ['column'])),
  expr: optional(sql),
  opclass: label,
  collation: label,
}
export const deferrable = choice('deferrable', 'initially deferred')
export const action = optional(choice('no action', 'restrict', 'cascade', 'set null', 'set default'))
export const box = { x: number, y: number, width: number, height: number, hue: optional(number) }
export const targetOf = (use: string): string | undefined => {
  const target = useParts(use)?.target
  return target === 'design' ? undefined : target
}
export const name = text
export const comment = label
