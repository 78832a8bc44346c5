import { type Id, ranksAfter } from '../../base/index.ts'
import type { FkAction, IndexElement } from '../../catalog/index.ts'
import { type DesignRecord, type DrawnOf, type Json, settingsOf } from '../../design/index.ts'
import { expression, query } from '../commands/expressions.ts'
import { patternOn } from '../commands/patterns.ts'
import { parseTypeText } from '../commands/typetext.ts'
import { bug, Draft } from './draft.ts'

/** `author_id -> users cascade` at the end of a column's line: the parent and what deleting it does. */
const arrow = /\s*->\s*(?<parent>\w+)(?:\s+(?<action>cascade|restrict|set null))?\s*$/

interface TableOptions {
  /** Columns of the primary key; absent: an identity column `id` comes first. */
  readonly key?: readonly string[]
  readonly comment?: string
}
interface IndexOptions {
  readonly unique?: boolean
  readonly where?: string
  readonly method?: string
}

/**
 * Builds a design from short texts: tables by lines such as `email citext! unique`, expressions as SQL. What it
 * cannot read is a bug of the caller and throws. Used by templates and tests.
 */
export class Sketch extends Draft {
  #sql(text: string, table?: string, of?: DesignRecord) {
    const r = expression(this.context(), text, table === undefined ? undefined : this.id(table), of)
    return r.ok ? r.value : bug(`${text}: ${r.error}`)
  }

  extension(name: string): this {
    const { schema } = settingsOf(this.design)
    return this.add({ kind: 'extension', id: this.newId(), name, schema })
  }

  enum(name: string, labels: string): this {
    const { schema } = settingsOf(this.design)
    const parts = labels.split(' ').map((label) => ({ id: this.newId(), name: label }))
    return this.add({ kind: 'enum', id: this.newId(), name, schema, labels: parts })
  }

  domain(name: string, type: string, check: string): this {
    const { schema } = settingsOf(this.design)
    const read = parseTypeText(this.context(), type)
    if (!read.ok) return bug(read.error)
    const checks = [{ id: this.newId(), name: `${name}_check`, expr: this.#sql(check) }]
    return this.add({ kind: 'domain', id: this.newId(), name, schema, type: read.value.type, checks })
  }

  table(name: string, lines: string, options: TableOptions = {}): this {
    const { schema } = settingsOf(this.design)
    const id = this.newId<'table'>()
    this.ids.set(name, id)
    const { comment, key } = options
    this.add({ kind: 'table', id, name, schema, ...(comment === undefined ? {} : { comment }) })
    const own = lines.split('\n').flatMap((l) => (l.trim() === '' ? [] : [l.trim()]))
    const ranks = ranksAfter('', own.length + 1)
    if (!key) {
      const column = this.newId<'column'>()
      const type = { base: 'bigint' }
      this.ids.set(`${name}.id`, column)
      this.add({
        kind: 'column',
        id: column,
        name: 'id',
        table: id,
        rank: ranks[0] ?? '',
        type,
        notNull: true,
        identity: 'always',
      })
    }
    // Before the columns: one of them may point back at the table.
    if (!key) this.#key(name, ['id'], true)
    for (const [i, line] of own.entries()) this.#column(id, name, line, ranks[i + 1] ?? '')
    return key ? this.#key(name, key, true) : this
  }

  #column(table: Id<'table'>, tableName: string, line: string, rank: string): void {
    const reference = arrow.exec(line)?.groups
    const bare = line.replace(arrow, '')
    const unique = / unique$/.test(bare)
    const [, name = '', rest = ''] = /^(\w+)\s+(.*)$/s.exec(bare.replace(/ unique$/, '')) ?? bug(line)
    const [, typed = '', generated] = /^(.*?)(?:\s*:=\s*(.*))?$/s.exec(rest) ?? []
    const read = parseTypeText(this.context(), typed)
    if (!read.ok) throw new Error(`${line}: ${read.error}`)
    const id = this.newId<'column'>()
    this.ids.set(`${tableName}.${name}`, id)
    const { type, notNull, default: fallback } = read.value
    const column: DrawnOf<'column'> = {
      kind: 'column',
      id,
      name,
      table,
      rank,
      type,
      ...(notNull ? { notNull } : {}),
    }
    this.add({
      ...column,
      ...(fallback === undefined ? {} : { default: this.#sql(fallback, tableName, column) }),
      ...(generated === undefined ? {} : { generated: { expr: this.#sql(generated, tableName) } }),
    })
    if (unique) this.#key(tableName, [name], false)
    if (reference?.parent)
      this.fk(tableName, [name], reference.parent, undefined, reference.action as FkAction | undefined)
  }

  #columns(table: string, names: readonly string[]): readonly Id<'column'>[] {
    return names.map((n) => this.id<'column'>(`${table}.${n}`))
  }

  #key(table: string, names: readonly string[], primary: boolean): this {
    const columns = this.#columns(table, names)
    return this.add({
      kind: 'key',
      id: this.newId(),
      name: '',
      table: this.id(table),
      ...(primary ? { primary } : {}),
      columns,
    })
  }

  unique(table: string, ...names: readonly string[]): this {
    return this.#key(table, names, false)
  }

  /** A foreign key; without `refs` it points at the parent's primary key of one column. */
  fk(
    table: string,
    names: readonly string[],
    parent: string,
    refs: readonly string[] | undefined,
    onDelete?: FkAction,
  ): this {
    const references = this.id<'table'>(parent)
    let refColumns = refs && this.#columns(parent, refs)
    for (const r of this.design.records.values())
      if (!refColumns && r.kind === 'key' && r.table === references && r.primary) refColumns = r.columns
    return this.add({
      kind: 'fk',
      id: this.newId(),
      name: '',
      table: this.id(table),
      columns: this.#columns(table, names),
      references,
      refColumns: refColumns ?? bug(`${parent} has no key yet`),
      ...(onDelete === undefined ? {} : { onDelete }),
    })
  }

  check(table: string, text: string, name = ''): this {
    return this.add({
      kind: 'check',
      id: this.newId(),
      name,
      table: this.id(table),
      expr: this.#sql(text, table),
    })
  }

  /** Elements by commas: a column with `desc` if so, or an expression in parentheses. */
  index(table: string, elements: readonly string[], options: IndexOptions = {}): this {
    const element = (text: string): IndexElement => {
      const [, name = text, desc] = /^(.*?)( desc)?$/.exec(text) ?? []
      const column = this.ids.get(`${table}.${name}`) as Id<'column'> | undefined
      const order = desc ? ({ order: 'desc' } as const) : {}
      if (column !== undefined) return { column, ...order }
      return name.startsWith('(')
        ? { expr: this.#sql(name.slice(1, -1), table), ...order }
        : { column: this.id(`${table}.${name}`), ...order }
    }
    const { where, ...rest } = options
    return this.add({
      kind: 'index',
      id: this.newId(),
      name: '',
      table: this.id(table),
      ...rest,
      elements: elements.map(element),
      ...(where === undefined ? {} : { where: this.#sql(where, table) }),
    })
  }

  /** `employee_id =`, `valid &&`: no two rows may agree in all of them. */
  exclude(table: string, ...elements: readonly string[]): this {
    return this.add({
      kind: 'exclusion',
      id: this.newId(),
      name: '',
      table: this.id(table),
      method: 'gist',
      elements: elements.map((e) => {
        const [name = '', operator = ''] = e.split(' ')
        return { column: this.id<'column'>(`${table}.${name}`), operator }
      }),
    })
  }

  /** Switches a pattern on. From here on names of what patterns made can be used. */
  on(pattern: string, target?: string, options: Readonly<Record<string, Json>> = {}): this {
    const id = target === undefined ? undefined : this.id(target)
    this.run((x) => patternOn(x, pattern, id, options))
    this.whole()
    return this
  }

  view(name: string, text: string, comment: string): this {
    const { schema } = settingsOf(this.design)
    const r = query(this.context(), text)
    return this.add({
      kind: 'view',
      id: this.newId(),
      name,
      schema,
      query: r.ok ? r.value : bug(r.error),
      comment,
    })
  }

  queries(queries: Readonly<Record<string, string>>): this {
    const names = Object.entries(queries)
    const ranks = ranksAfter('', names.length)
    return this.add(
      ...names.map(
        ([name, sql], i): DesignRecord => ({
          kind: 'query',
          id: this.newId(),
          name,
          sql,
          rank: ranks[i] ?? '',
        }),
      ),
    )
  }
}
