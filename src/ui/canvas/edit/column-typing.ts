import { type Attempt, aboutTable, guessedType, type Id } from '../../../store/index.ts'
import { tellWrong } from '../../kit/tell.ts'
import type { Scope } from '../scope.ts'
import type { Editing } from '../ui-state.ts'
import { quoted, splitColumn } from './column-text.ts'
import { freshStep, merged } from './session.ts'

type ColumnEditing = Extract<Editing, { readonly at: 'column' }>

/**
 * What typing into a column's row does to the design. A new column exists from its first valid letter on, so
 * that DDL follows every key. Each function returns what is wrong, in words, or undefined.
 */
export class ColumnTyping {
  private readonly scope: Scope
  private readonly editing: ColumnEditing

  constructor(scope: Scope, editing: ColumnEditing) {
    this.scope = scope
    this.editing = editing
  }

  /** The column as it is now: the first letter of a new one gave it an id. One that is gone is none. */
  get column() {
    const { app, ui } = this.scope
    const { editing } = ui.getState()
    const same = editing?.at === 'column' && editing.session === this.editing.session
    const { column } = same ? editing : this.editing
    const there = column !== undefined && app.state.getState().open?.compiled.catalog.has(column)
    return there ? column : undefined
  }

  /** The column as it is drawn. */
  get record() {
    return this.scope.app.state.getState().open?.design.records.get(this.column ?? '')
  }

  readonly step = (attempt: Attempt): Attempt =>
    this.editing.fresh ? merged(attempt, freshStep(this.editing.session)) : attempt

  private run(attempt: Attempt): string | undefined {
    if (!attempt.ok) return attempt.error.message
    this.scope.app.run(this.step(attempt))
    return undefined
  }

  private add(line: string, typed = false): string | undefined {
    const { app, ui } = this.scope
    const attempt = app.commands.addColumns(this.editing.node, line, this.editing.after)
    const wrong = this.run(attempt)
    const made = attempt.ok ? attempt.value.changes.find((c) => c.to?.kind === 'column') : undefined
    if (made) ui.setState({ editing: { ...this.editing, column: made.id, typed } })
    return wrong
  }

  private rename(column: Id, name: string): string | undefined {
    return this.run(merged(this.scope.app.commands.rename(column, name), freshStep(this.editing.session)))
  }

  name(text: string): string | undefined {
    const name = this.editing.fresh ? splitColumn(text).name : text
    const { column } = this
    if (column !== undefined) return this.rename(column, name)
    return name === '' ? undefined : this.add(quoted(name))
  }

  type(text: string): string | undefined {
    const { column } = this
    if (column === undefined) return undefined
    const wrong = this.run(this.scope.app.commands.setColumnType(column, text))
    const { editing } = this.scope.ui.getState()
    if (wrong === undefined && editing?.at === 'column')
      this.scope.ui.setState({ editing: { ...editing, typed: true } })
    return wrong
  }

  /** After the name: its shorthand or SQL, or the type that such a name usually has. */
  settle(text: string): string | undefined {
    const { column } = this
    if (column === undefined || !this.editing.fresh) return column === undefined ? undefined : this.name(text)
    const astray = aboutTable(text)
    if (astray !== undefined) return astray
    const { name, rest } = splitColumn(text)
    const { commands } = this.scope.app
    const wrong = this.run(commands.rename(column, name))
    if (wrong !== undefined) return rest === '' ? wrong : this.whole(column, text, wrong)
    // What follows may leave the type to the name.
    const guess = this.chosen ? undefined : this.run(commands.setColumn(column, { type: guessedType(name) }))
    return rest === '' ? guess : this.type(rest)
  }

  /**
   * Instead of the column that the first letters made, the line as a whole: it may say what the key of a new table is,
   * whose name no other column can have.
   */
  private whole(column: Id, line: string, wrong: string): string | undefined {
    const { app } = this.scope
    const began = app.state.getState().open?.compiled.catalog.get(column)?.name
    this.run(app.commands.remove([column]))
    if (this.add(line, true) === undefined || began === undefined) return undefined
    this.add(quoted(began))
    return wrong
  }

  /** A person chose the column's type, or has left it: the name no longer suggests one. */
  private get chosen(): boolean {
    const { editing } = this.scope.ui.getState()
    if (editing?.at !== 'column' || editing.session !== this.editing.session) return true
    return editing.typed === true
  }

  paste(lines: string): boolean {
    const { app } = this.scope
    return app.run(app.commands.addColumns(this.editing.node, lines, this.column ?? this.editing.after))
  }

  /** Leaving: a fresh column without a name goes. What is wrong with anything else is said where it is `told`. */
  close(text: string, told: boolean): string | undefined {
    const { app } = this.scope
    const { column } = this
    if (column === undefined) return undefined
    const gone = this.editing.fresh && splitColumn(text).name === ''
    if (gone) app.run(this.step(app.commands.remove([column])))
    const wrong = gone ? undefined : this.settle(text)
    if (told) tellWrong(wrong)
    return wrong
  }

  /** Nothing of the line stays. */
  drop(): void {
    if (this.column !== undefined) this.run(this.scope.app.commands.remove([this.column]))
  }

  /**
   * Where the name is refused, after as much of it as could be was taken letter by letter: what was there before stands
   * again, which is nothing for a new line. Of one that is about the whole table the letters made no column either.
   */
  back(text: string, was: string | undefined): void {
    const { column } = this
    if (column === undefined) return
    const astray = this.editing.fresh && aboutTable(text) !== undefined
    if (!astray && this.name(text) === undefined) return
    if (astray || was === undefined) this.drop()
    else this.rename(column, was)
  }
}
