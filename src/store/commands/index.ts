import type { Attempt, Commands } from '../types.ts'
import { copy, duplicate, paste } from './clipboard.ts'
import { addColumns, moveColumn, setColumn } from './columns.ts'
import { connect } from './connect.ts'
import { addCheck, addExclusion, addIndex } from './constraints.ts'
import { type Context, refuse } from './context.ts'
import { decide } from './decisions.ts'
import { addElements, setElement } from './elements.ts'
import { addKey, togglePrimaryKey, toggleUnique } from './keys.ts'
import { addArea, addNote, place } from './layout.ts'
import { linkMany } from './many.ts'
import { add, comment, saveQuery, setType } from './objects.ts'
import { eject, patternOff, patternOn, setOptions } from './patterns.ts'
import { addForeignKey, setForeignKey } from './references.ts'
import { remove } from './remove.ts'
import { rename } from './rename.ts'
import { setTarget, settings, takeWayOut } from './settings.ts'
import { put, setDefault, setSql } from './sql-members.ts'
import { addTable } from './tables.ts'
import { setColumnType } from './types.ts'

/** The commands, each reading the design that is open when it is called. */
export const createCommands = (context: () => Context | undefined): Commands => {
  const on =
    <A extends readonly unknown[]>(build: (x: Context, ...args: A) => Attempt) =>
    (...args: A): Attempt => {
      const x = context()
      return x ? build(x, ...args) : refuse('No design is open. Open or create one first.')
    }
  return {
    addTable: on(addTable),
    rename: on(rename),
    remove: on(remove),
    duplicate: on(duplicate),
    copy: (ids) => {
      const x = context()
      return x ? copy(x, ids) : ''
    },
    paste: on(paste),
    addColumns: on(addColumns),
    setColumn: on(setColumn),
    setColumnType: on(setColumnType),
    moveColumn: on(moveColumn),
    togglePrimaryKey: on(togglePrimaryKey),
    toggleUnique: on(toggleUnique),
    setDefault: on(setDefault),
    connect: on(connect),
    linkMany: on(linkMany),
    setForeignKey: on(setForeignKey),
    addForeignKey: on(addForeignKey),
    addKey: on(addKey),
    addCheck: on(addCheck),
    addIndex: on(addIndex),
    addExclusion: on(addExclusion),
    addElements: on(addElements),
    setElement: on(setElement),
    put: on(put),
    setSql: on(setSql),
    add: on(add),
    setType: on(setType),
    comment: on(comment),
    place: on(place),
    addArea: on(addArea),
    addNote: on(addNote),
    patternOn: on(patternOn),
    patternOff: on(patternOff),
    setOptions: on(setOptions),
    eject: on(eject),
    decide: on(decide),
    takeWayOut: on(takeWayOut),
    settings: on(settings),
    setTarget: on(setTarget),
    saveQuery: on(saveQuery),
  }
}
