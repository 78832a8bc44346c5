import { describe, expect, it } from 'vitest'
import { serialise } from '../../src/design/index.ts'
import type { App } from '../../src/store/index.ts'
import type { Seams } from '../../src/store/seams.ts'
import { browser, draw, idOf, must, openOf, until } from './world.ts'

const text = (app: App): string => serialise(openOf(app).design)

const pair = async (over: Partial<Seams> = {}) => {
  const b = browser()
  const first = b.tab(over)
  await first.create()
  draw(first, 'orders', 'total numeric')
  const second = b.tab(over)
  await until(() => second.state.getState().library.length === 1, 'listed')
  await second.openStored(openOf(first).design.id)
  return { b, first, second }
}

describe('two tabs with one design', () => {
  it('one writes, the other shows it live and refuses to edit', async () => {
    const { first, second } = await pair()
    expect([openOf(first).mode, openOf(second).mode]).toEqual(['edit', 'follow'])
    must(first, first.commands.rename(idOf(first, 'orders'), 'purchases'))
    await until(() => text(second) === text(first), 'followed')
    first.undo()
    await until(() => text(second) === text(first), 'followed the undo')
    expect(openOf(second).undo).toEqual(openOf(first).undo)
    expect(second.run(second.commands.rename(idOf(second, 'orders'), 'mine'))).toBe(false)
    expect(second.state.getState().notice?.text).toMatch(/Take over/)
  })

  it('the follower takes over without a loss, and the writer follows', async () => {
    const { first, second } = await pair()
    must(first, first.commands.rename(idOf(first, 'orders'), 'purchases'))
    const last = text(first)
    await second.takeOver()
    expect([openOf(first).mode, openOf(second).mode]).toEqual(['follow', 'edit'])
    expect(text(second)).toBe(last)
    must(second, second.commands.addTable({ x: 0, y: 0 }, 'customers'))
    await until(() => text(first) === text(second), 'followed back')
    await first.takeOver()
    expect([openOf(first).mode, openOf(second).mode]).toEqual(['edit', 'follow'])
    expect(idOf(first, 'customers')).toBeTruthy()
  })

  it('what one types right after taking over is a step of its own', async () => {
    const { b, first, second } = await pair()
    const table = idOf(first, 'orders')
    must(first, first.commands.rename(table, 'purchases'))
    b.pass(10)
    await second.takeOver()
    must(second, second.commands.rename(table, 'sales'))
    must(second, second.commands.rename(table, 'sales_2'))
    await until(() => text(first) === text(second), 'followed')
    second.undo()
    expect(idOf(second, 'purchases')).toBe(table)
    await until(() => text(first) === text(second), 'followed the undo')
    expect(openOf(first).undo).toEqual(openOf(second).undo)
  })

  it('the follower becomes the writer when the other tab leaves', async () => {
    const { first, second } = await pair()
    const last = text(first)
    await first.leave()
    await until(() => openOf(second).mode === 'edit', 'promoted')
    expect(text(second)).toBe(last)
  })

  it('a writer that does not answer is fenced off', async () => {
    const { b, first, second } = await pair({ channel: undefined })
    await second.takeOver()
    expect(openOf(second).mode).toBe('edit')
    await until(() => openOf(first).mode === 'follow', 'stolen')
    b.pass(2000)
    expect(first.run(first.commands.addTable({ x: 0, y: 0 }))).toBe(false)
  })

  it('without locks a tab writes, says so, and gives way to a later one', async () => {
    const { first, second } = await pair({ lock: undefined })
    expect(second.state.getState().notice?.text).toMatch(/one tab only/)
    must(second, second.commands.addTable({ x: 0, y: 0 }, 'second'))
    await until(() => openOf(second).saved.at === 'saved', 'saved')
    must(first, first.commands.addTable({ x: 0, y: 0 }, 'first'))
    await until(() => openOf(first).mode === 'follow', 'gave way')
    await until(() => text(first) === text(second), 'shows what is stored')
  })

  it('a design open elsewhere is neither deleted nor renamed behind its back', async () => {
    const { first, second } = await pair()
    const { id } = openOf(first).design
    await second.leave()
    await second.deleteStored(id)
    await second.renameStored(id, 'Other')
    expect(second.state.getState().notice?.text).toMatch(/open in another tab/)
    expect(second.state.getState().library.map((d) => d.name)).toEqual(['Untitled'])
  })
})
