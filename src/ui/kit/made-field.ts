import type { App } from '../../store/index.ts'

/** Gives the focus to the first field of an object's form, its text selected. False where no form shows it. */
export const focusField = (id: string): boolean => {
  const field = document.querySelector<HTMLElement>(
    `[data-form="${CSS.escape(id)}"] :is(input, select, textarea):enabled`,
  )
  field?.focus()
  if (field instanceof HTMLInputElement) field.select()
  return field !== null
}

/** To what was just made and is selected: as a rule to its name. */
export const focusMade = (app: App): boolean => focusField(app.state.getState().selection[0] ?? '')
