import { emit } from '../sql/index.ts'
import { createCommands } from './commands/index.ts'
import { previewOf } from './preview.ts'

/** What a design that is only looked at does without: commands, their preview, and the DDL's text. */
export const editing = { createCommands, emit, previewOf }
export type Editing = typeof editing
