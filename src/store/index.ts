/** The door: the app, the few pure readers that the page needs, and every room's types. */

export type * from '../base/index.ts'
export { compareRanks, equal, sameBut, utf8Prefix } from '../base/index.ts'
export type * from '../catalog/index.ts'
/** Names that two rooms use. */
export type { Command as SqlCommand, Part } from '../catalog/index.ts'

export {
  builtIn,
  commonTypes,
  fill,
  isUserType,
  knownChanges,
  maxNameBytes,
  mentions,
  objectsOf,
  ownerOf,
  partsOf,
  quoteLiteral,
} from '../catalog/index.ts'
export type * from '../compile/index.ts'
export { groups, proofsOf } from '../compile/index.ts'
export type * from '../design/index.ts'
export {
  limits,
  plainChoiceId,
  plainChoiceOf,
  plainChoices,
  recordOf,
  recordsOf,
  settingsOf,
  targets,
} from '../design/index.ts'
export type * from '../engine/index.ts'
export type * from '../sql/index.ts'
export type { Part as StatementPart } from '../sql/index.ts'
export {
  aboutTable,
  changedRanges,
  emittedFor,
  exprText,
  mappedAt,
  namesOf,
  patternMade,
  quoteIdent,
  rangesOf,
  runsBetween,
  splitStatements,
} from '../sql/index.ts'
export type * from '../verify/index.ts'
export { createApp } from './app.ts'
export type { Context } from './commands/context.ts'
/** The commands without an app around them, for the command line. */
export { createCommands } from './commands/index.ts'
export { guessedType } from './commands/typetext.ts'
export { editing } from './editing.ts'
export { loadMatrix, type Matrix } from './matrix.ts'
export { type OptionSchema, optionsSchema } from './options-schema.ts'
export { scriptOf } from './reading.ts'
export { loadBook, loadPatterns, patternNames, registry } from './registry.ts'
export type { KeyValue, Seams } from './seams.ts'
export { templateDesign, templates } from './templates/index.ts'
export type * from './types.ts'
export type { Command, QueryAnswer } from './types.ts'
export { unwritten } from './unwritten.ts'
