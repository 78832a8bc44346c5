// `npm run matrix`: runs every pair of patterns and writes what came out to src/store/matrix.json.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildNode } from './build-node.mjs'
import { root } from './paths.mjs'
import { tool } from './run.mjs'

const folder = mkdtempSync(join(tmpdir(), 'damask-matrix-'))
const found = join(folder, 'found')
const code = await tool('vitest', ['run', 'test/patterns/pairs'], { DAMASK_MATRIX: found })
if (code !== 0) {
  console.error('A pair is broken: the matrix was not written.')
  process.exit(1)
}
const cache = join(root, 'node_modules/.cache/damask/matrix')
await buildNode(join(root, 'test/patterns/pair.ts'), cache)
const { pairs, all } = await import(pathToFileURL(join(cache, 'main.js')).href)
const shared = new Set(pairs.map((p) => p.join(' + ')))
const parts = readdirSync(found).map((f) => JSON.parse(readFileSync(join(found, f), 'utf8')))
const issues = Object.assign({}, ...parts)
const file = {
  patterns: all,
  apart: all.flatMap((a, i) => all.slice(i + 1).map((b) => `${a} + ${b}`)).filter((p) => !shared.has(p)),
  issues: Object.fromEntries(Object.entries(issues).sort(([a], [b]) => (a < b ? -1 : 1))),
}
writeFileSync(join(root, 'src/store/matrix.json'), `${JSON.stringify(file, undefined, 2)}\n`)
console.log(`${shared.size} pairs, ${Object.keys(issues).length} of them end in an issue`)
