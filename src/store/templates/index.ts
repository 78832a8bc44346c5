import type { Random } from '../../base/index.ts'
import type { Design } from '../../design/index.ts'
import type { TemplateSummary } from '../types.ts'

export const templates: readonly TemplateSummary[] = []

/** A new design from a template; undefined where there is none of that id. */
export const templateDesign = async (_id: string, _random: Random): Promise<Design | undefined> => undefined
