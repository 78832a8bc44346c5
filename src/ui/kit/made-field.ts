import type { App } from '../../store/index.ts'

/**
 * Gives the focus to the first field of what was just made and is selected, its text selected: as a rule its name.
 * False where no form shows it.
 */
export const focusMade = (app: App): boolean => {
  const [id = ''] = app.state.getState().selection
  const field = document.querySelector<HTMLElement>(
    `[data-form="${CSS.escape(id)}"] :is(input, select, textarea):enabled`,
  )
  field?.focus()
  if (field instanceof HTMLInputElement) field.select()
  return field !== null
}
