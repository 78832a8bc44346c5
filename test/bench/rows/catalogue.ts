import { compile, proofsOf } from '../../../src/compile/index.ts'
import { createNodeEngine, type Engine } from '../../../src/engine/index.ts'
import { emit } from '../../../src/sql/index.ts'
import matrixFile from '../../../src/store/matrix.json'
import type { MatrixFile } from '../../../src/store/matrix.ts'
import { type Answer, runProof } from '../../../src/verify/index.ts'
import { pglite } from '../../engine/node.ts'
import { book, registry } from '../../patterns/all.ts'
import { naive } from '../../patterns/naive.ts'
import { allOn, names } from '../../patterns/on.ts'
import { judgeOn, pairs } from '../../patterns/pair.ts'
import { rotating } from '../../patterns/rotating.ts'
import { shop } from '../../patterns/shop.ts'
import { tenTables } from '../../patterns/ten.ts'
import { sample } from '../../patterns/triples.ts'
import type { Bench, Measure, Row } from '../types.ts'
import { holdingOf, lacking, pairErrors } from './holding.ts'

const target = 18
/** How many patterns the catalogue lists. */
const listed = 52

interface Judged {
  readonly proofs: number
  readonly both: number
  readonly objects: number
  readonly judgedObjects: number
  readonly disagreements: readonly string[]
}

const word = (a: Answer | undefined): 'held' | 'broken' | undefined =>
  a?.verdict === 'held' || a?.verdict === 'broken' ? a.verdict : undefined

/** One pattern alone, its promises run on both engines. */
const judgePattern = async (name: string, pglite: Engine, pgmem: Engine): Promise<Judged> => {
  const compiled = compile(allOn(shop(), [name]), registry)
  const emitted = emit(compiled.catalog, target)
  const proofs = proofsOf(compiled, book)
  await pglite.load(compiled.catalog, emitted)
  const verdict = await pgmem.load(compiled.catalog, emitted)
  let both = 0
  const disagreements: string[] = []
  for (const p of proofs) {
    const [a, b] = [word(await runProof(pglite, compiled, p)), word(await runProof(pgmem, compiled, p))]
    if (a === undefined || b === undefined) continue
    both++
    if (a !== b) disagreements.push(`${p.id}: ${a} in PGlite, ${b} in pg-mem`)
  }
  const gaps = new Set(verdict.gaps.map((g) => g.object))
  const objects = [...compiled.catalog.keys()]
  return {
    proofs: proofs.length,
    both,
    objects: objects.length,
    judgedObjects: objects.filter((id) => !gaps.has(id)).length,
    disagreements,
  }
}

const sum = (all: readonly Judged[], of: (j: Judged) => number): number => all.reduce((n, j) => n + of(j), 0)

const measure = async (_bench: Bench): Promise<readonly Measure[]> => {
  const [postgres, pgmem] = await Promise.all([pglite(), createNodeEngine('pg-mem')])
  const all: Judged[] = []
  for (const name of names) all.push(await judgePattern(name, postgres, pgmem))
  await Promise.all([postgres.close(), pgmem.close()])
  const { held, issues, faults } = holdingOf(matrixFile as MatrixFile, {
    pairs,
    patterns: names,
    errors: pairErrors,
    shown: (code) => naive[code] !== undefined,
  })
  const incomplete = names.flatMap((name) => {
    const lacks = lacking(name, { registry, book })
    return lacks.length > 0 ? [`${name} lacks ${lacks.join(', ')}`] : []
  })
  const proofs = sum(all, (j) => j.proofs)
  const both = sum(all, (j) => j.both)
  const disagreements = all.flatMap((j) => j.disagreements)
  return [
    {
      what: `patterns complete, of ${listed} in the catalogue`,
      unit: 'count',
      values: [names.length - incomplete.length],
      target: { atLeast: listed },
      note: 'complete: defaults for every option, docs, promises, found again in a catalog',
      faults: incomplete,
    },
    {
      what: `pairs that hold or offer a way out, of ${pairs.length} that can share a table`,
      unit: 'count',
      values: [held + issues],
      target: { atLeast: pairs.length },
      note: `${held} keep every promise of both, ${issues} end in an issue that compile raises and SQL shows to be right; as \`npm run matrix\` and the tests find`,
      faults,
    },
    {
      what: 'promises of single patterns on the shop',
      unit: 'count',
      values: [proofs],
      note: `${both} of them are judged by both engines`,
    },
    {
      what: 'promises on which the engines disagree',
      unit: 'count',
      values: [disagreements.length],
      target: { atMost: 0 },
      ...(disagreements.length > 0 ? { note: disagreements.join('; ') } : {}),
    },
    { what: 'promises that pg-mem can judge', unit: '%', values: [(100 * both) / proofs] },
    {
      what: 'catalog objects that pg-mem can judge',
      unit: '%',
      values: [(100 * sum(all, (j) => j.judgedObjects)) / sum(all, (j) => j.objects)],
    },
  ]
}

export const catalogue: Row = { name: 'catalogue', title: 'patterns, pairs and promises', run: measure }

const measureTriples = async (_bench: Bench): Promise<readonly Measure[]> => {
  const engines = rotating()
  const broken: string[] = []
  const triples = sample()
  for (const t of triples) {
    const outcome = await judgeOn(await engines.next(), tenTables(), t)
    if (outcome.ends === 'broken') broken.push(t.join(' + '))
  }
  await engines.close()
  return [
    {
      what: `triples holding, of ${triples.length} drawn at random, on ten tables`,
      unit: 'count',
      values: [triples.length - broken.length],
      target: { atLeast: triples.length },
      ...(broken.length > 0 ? { note: `broken: ${broken.join('; ')}` } : {}),
    },
  ]
}

export const triples: Row = {
  name: 'triples',
  title: 'three patterns on one table of ten',
  run: measureTriples,
}
