import { afterAll, describe, expect, it } from 'vitest'
import { loadPatterns, patternNames, registry } from '../../src/store/registry.ts'
import { ShopSamples } from '../../src/store/samples/index.ts'
import { pglite } from '../engine/node.ts'
import { browser } from './world.ts'

await loadPatterns()
const samples = new ShopSamples(registry, {
  ...browser().seams(),
  spawn: () => pglite(),
})
afterAll(() => samples.close())

describe.each(patternNames.map((n) => [n]))('the sample of %s', (name) => {
  it('shows what the pattern adds, without an error', async () => {
    const { after, added, proofs } = await samples.of(name)
    expect(after.issues.filter((i) => i.severity === 'error').map((i) => i.message)).toEqual([])
    expect(added.length + after.files.length).toBeGreaterThan(0)
    expect(proofs.length).toBeGreaterThan(0)
  })

  it('keeps every promise', async () => {
    const seen: string[] = []
    const done = await samples.prove(name, (answers) => {
      seen.length = 0
      for (const [id, a] of answers) if (a.verdict !== 'held') seen.push(`${id} ${a.verdict}`)
    })
    expect(done).toMatchObject({ ok: true })
    expect(seen).toEqual([])
  })
})
