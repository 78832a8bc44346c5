import type { Attempt, Commands } from '../types.ts'
import { addColumns, setColumn, setColumnType } from './columns.ts'
import { type Context, refuse } from './context.ts'
import { addArea, addNote, place } from './layout.ts'
import { rename } from './rename.ts'
import { addTable } from './tables.ts'

/** The commands, each reading the design that is open when it is called. */
export const createCommands = (context: () => Context | undefined): Commands => {
  const on =
    <A extends readonly unknown[]>(build: (x: Context, ...args: A) => Attempt) =>
    (...args: A): Attempt => {
      const x = context()
      return x ? build(x, ...args) : refuse('No design is open. Open or create one first.')
    }
  const later = on((_x: Context, ..._rest: readonly unknown[]) => refuse('This is being built.'))
  return {
    addTable: on(addTable),
    rename: on(rename),
    remove: later,
    duplicate: later,
    copy: () => '',
    paste: later,
    addColumns: on(addColumns),
    setColumn: on(setColumn),
    setColumnType: on(setColumnType),
    moveColumn: later,
    togglePrimaryKey: later,
    toggleUnique: later,
    setDefault: later,
    connect: later,
    setForeignKey: later,
    addForeignKey: later,
    addKey: later,
    addCheck: later,
    addIndex: later,
    addExclusion: later,
    put: later,
    setSql: later,
    add: later,
    setType: later,
    comment: later,
    place: on(place),
    addArea: on(addArea),
    addNote: on(addNote),
    patternOn: later,
    patternOff: later,
    setOptions: later,
    eject: later,
    takeWayOut: later,
    settings: later,
    setTarget: later,
    saveQuery: later,
  }
}
