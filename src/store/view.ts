import * as z from 'zod/mini'
import type { KeyValue } from './seams.ts'
import { defaultView } from './state.ts'
import type { View } from './types.ts'

const size = (fallback: number) => z.catch(z.number().check(z.gte(80), z.lte(4000)), fallback)
const flag = (fallback: boolean) => z.catch(z.boolean(), fallback)

const schema = z.object({
  dock: z.catch(z.enum(['ddl', 'checks', 'rows', 'queries', 'problems']), defaultView.dock),
  dockOpen: flag(defaultView.dockOpen),
  dockHeight: size(defaultView.dockHeight),
  sideOpen: flag(defaultView.sideOpen),
  sideWidth: size(defaultView.sideWidth),
  inspectorOpen: flag(defaultView.inspectorOpen),
  inspectorWidth: size(defaultView.inspectorWidth),
  theme: z.catch(z.enum(['light', 'dark', 'system']), defaultView.theme),
  hideCompanions: flag(defaultView.hideCompanions),
  ddl: z.catch(z.enum(['all', 'selection', 'patterns']), defaultView.ddl),
})

const key = 'damask:view'

/** The view as it was left; whatever cannot be read is as at first. */
export const readView = (local: KeyValue | undefined): View => {
  try {
    const parsed = schema.safeParse(JSON.parse(local?.getItem(key) ?? '{}'))
    return parsed.success ? parsed.data : defaultView
  } catch {
    return defaultView
  }
}

/** Remembers the view. It is a comfort: where there is no room for it nothing else is lost. */
export const writeView = (local: KeyValue | undefined, view: View): boolean => {
  try {
    local?.setItem(key, JSON.stringify(view))
    // The page's first script reads this before anything else has loaded.
    if (view.theme === 'system') local?.removeItem('damask.theme')
    else local?.setItem('damask.theme', view.theme)
    return local !== undefined
  } catch {
    return false
  }
}
