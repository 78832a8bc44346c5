import { describe, expect, it } from 'vitest'
import type { Obj } from '../../src/catalog/index.ts'
import { serialise } from '../../src/design/index.ts'
import type { App } from '../../src/store/index.ts'
import { blank, draw, idOf, must, openOf } from './world.ts'

const link = (app: App, from: string, to: string) => app.commands.linkMany(idOf(app, from), idOf(app, to))

const tables = (app: App): readonly string[] =>
  [...openOf(app).compiled.catalog.values()].flatMap((o) => (o.kind === 'table' ? [o.name] : [])).sort()

const errors = (app: App): readonly string[] =>
  openOf(app).compiled.issues.flatMap((i) => (i.severity === 'error' ? [i.message] : []))

/** `posts_tags(post_id) -> posts(id)`, of one table. */
const references = (app: App, of: string): readonly string[] => {
  const { catalog } = openOf(app).compiled
  const names = (ids: readonly string[]) => ids.map((id) => catalog.get(id)?.name).join()
  return [...catalog.values()]
    .filter((o): o is Obj<'fk'> => o.kind === 'fk' && catalog.get(o.table)?.name === of)
    .map((f) => `${names(f.columns)} -> ${catalog.get(f.references)?.name}(${names(f.refColumns)})`)
    .sort()
}

const blog = async (): Promise<App> => {
  const app = await blank()
  draw(app, 'posts', 'title text')
  draw(app, 'tags', 'word text')
  return app
}

describe('linking two tables many to many', () => {
  it('makes a junction table with references to both, selected, in one step that undo takes back', async () => {
    const app = await blog()
    const before = serialise(openOf(app).design)
    must(app, link(app, 'posts', 'tags'))
    expect(tables(app)).toEqual(['posts', 'posts_tags', 'tags'])
    expect(references(app, 'posts_tags')).toEqual(['posts_id -> posts(id)', 'tags_id -> tags(id)'])
    expect(errors(app)).toEqual([])
    expect(app.state.getState().selection).toEqual([idOf(app, 'posts_tags')])
    const after = serialise(openOf(app).design)
    app.undo()
    expect(serialise(openOf(app).design)).toBe(before)
    expect(tables(app)).toEqual(['posts', 'tags'])
    app.redo()
    expect(serialise(openOf(app).design)).toBe(after)
  })

  it('joins the rows of one table with each other', async () => {
    const app = await blog()
    must(app, link(app, 'posts', 'posts'))
    expect(references(app, 'posts_posts')).toEqual(['other_posts_id -> posts(id)', 'posts_id -> posts(id)'])
    expect(errors(app)).toEqual([])
  })

  it('names both columns of a composite key', async () => {
    const app = await blog()
    const shelves = draw(app, 'shelves', 'hall bigint!\nplace text!')
    must(app, app.commands.remove([idOf(app, 'shelves.id')]))
    must(app, app.commands.addKey(shelves, [idOf(app, 'shelves.hall'), idOf(app, 'shelves.place')], true))
    must(app, link(app, 'posts', 'shelves'))
    expect(references(app, 'posts_shelves')).toEqual([
      'posts_id -> posts(id)',
      'shelves_hall,shelves_place -> shelves(hall,place)',
    ])
    expect(errors(app)).toEqual([])
  })

  const long = 'a'.repeat(40)
  const taken: readonly (readonly [string, readonly string[], string, string, readonly string[]])[] = [
    ['a drawn table', ['posts_tags'], 'posts', 'tags', ['posts_tags_2']],
    [
      'names of capitals and spaces',
      ['Our Posts', 'Our Posts_tags'],
      'Our Posts',
      'tags',
      ['our_posts_tags'],
    ],
    ['a name of a digit first', ['1st', '1st_tags'], '1st', 'tags', ['_1st_tags']],
    ['names too long together', [long, `${long}b`], long, `${long}b`, [`${long}_aaaaa`]],
  ]
  it.each(taken)('takes a free name beside %s', async (_, more, from, to, made) => {
    const app = await blog()
    for (const t of more) draw(app, t, '')
    const old = new Set(tables(app))
    must(app, link(app, from, to))
    expect(tables(app).filter((t) => !old.has(t))).toEqual(made)
    expect(errors(app)).toEqual([])
  })

  it('links the same two tables a second time, and the other way round, beside the first', async () => {
    const app = await blog()
    must(app, link(app, 'posts', 'tags'))
    must(app, link(app, 'posts', 'tags'))
    must(app, link(app, 'tags', 'posts'))
    expect(tables(app)).toEqual(['posts', 'posts_tags', 'posts_tags_2', 'tags', 'tags_posts'])
    expect(errors(app)).toEqual([])
  })

  it('holds where every table belongs to a tenant', async () => {
    const app = await blog()
    must(app, app.commands.patternOn('tenancy-row'))
    must(app, link(app, 'posts', 'tags'))
    const both = references(app, 'posts_tags')
    expect(both.filter((r) => /tenant_id.* -> (posts|tags)\(.*tenant_id/.test(r))).toHaveLength(2)
    expect(errors(app)).toEqual([])
  })
})

describe('what cannot be linked', () => {
  const refused = (app: App, from: string, to: string): string => {
    const before = serialise(openOf(app).design)
    const attempt = link(app, from, to)
    expect(app.run(attempt)).toBe(false)
    expect(serialise(openOf(app).design)).toBe(before)
    return attempt.ok ? '' : attempt.error.message
  }
  it.each([
    ['posts', 'words'],
    ['words', 'posts'],
  ])('a table without a primary key: %s to %s', async (from, to) => {
    const app = await blog()
    draw(app, 'words', 'word text')
    must(app, app.commands.togglePrimaryKey(idOf(app, 'words.id')))
    expect(refused(app, from, to)).toBe(
      '`words` has no primary key for links to name its rows by. Make one of its columns the primary key first.',
    )
  })
  it('a table that a switch made', async () => {
    const app = await blog()
    must(app, link(app, 'posts', 'tags'))
    expect(refused(app, 'posts_tags', 'posts')).toMatch(
      /^`posts_tags` is made by the switch “Junction table”/,
    )
  })
  it('a view', async () => {
    const app = await blog()
    must(app, app.commands.add('view', 'sums'))
    expect(refused(app, 'posts', 'sums')).toMatch(/links the rows of two tables/)
  })
})
