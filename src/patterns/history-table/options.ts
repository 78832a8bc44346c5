import * as z from 'zod'
import { flag } from '../kit/index.ts'

export interface Options {
  readonly actor: boolean
}

export const options: z.ZodType<Options> = z.strictObject({
  actor: flag('Who changed it', 'Record the acting user with every change.', true),
})
