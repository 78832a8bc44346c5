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

/** The form of an option of a pattern's use; of a path such as `states.0.name`, that of its first name. */
export const optionForm = (use: string, option: string): string => `${use} ${option.split('.')[0] ?? ''}`
