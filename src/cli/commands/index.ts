import type { Command } from '../types.ts'
import { applyPattern } from './apply-pattern.ts'
import { compileCommand } from './compile.ts'
import { ejectCommand } from './eject.ts'
import { exportCommand } from './export.ts'
import { linkCommand } from './link.ts'
import { newCommand } from './new.ts'
import { openCommand } from './open.ts'
import { patternsCommand } from './patterns.ts'
import { proveCommand } from './prove.ts'
import { templatesCommand } from './templates.ts'

/** The commands, in the order of the help. */
export const commands: readonly Command[] = [
  newCommand,
  templatesCommand,
  patternsCommand,
  applyPattern,
  ejectCommand,
  compileCommand,
  proveCommand,
  exportCommand,
  linkCommand,
  openCommand,
]
