import type { Id } from '../base/index.ts'

/** Choices that switch nothing on and are written down all the same. */
export const plainChoices: Readonly<Record<string, string>> = { 'plain-delete': 'Plain delete' }

/** What the decision record of such a choice has in place of a use: an id of that form, which no use ever has. */
export const plainChoiceId = (choice: string, table: Id): Id<'use'> => `${choice}@${table}#1` as Id<'use'>

/** Choice and table of a record without a use; undefined for one of a use. */
export const plainChoiceOf = (
  use: Id,
): { readonly title: string; readonly choice: string; readonly table: Id<'table'> } | undefined => {
  const [, choice = '', table = ''] = /^([a-z-]+)@(.+)#1$/.exec(use) ?? []
  const title = plainChoices[choice]
  return title === undefined ? undefined : { title, choice, table: table as Id<'table'> }
}
