import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { parseDesign, serialise } from '../../src/design/index.ts'
import { anyId, dataType, sql } from '../../src/design/schema-parts.ts'
import { documentMembers, recordSchemas } from '../../src/design/schema-records.ts'
import { schemaReference } from '../../src/design/serialise.ts'
import { designs } from '../arbitraries/design.ts'

const published = new URL('../../public/design.schema.json', import.meta.url)

const generate = (): string => {
  const names = z.registry<{ id: string }>()
  names.add(anyId, { id: 'id' })
  names.add(sql, { id: 'sql' })
  names.add(dataType, { id: 'dataType' })
  for (const [kind, schema] of Object.entries(recordSchemas)) names.add(schema, { id: kind })
  const document = z.strictObject({
    ...documentMembers,
    records: z.record(anyId, z.union(Object.values(recordSchemas))),
  })
  const { $schema, ...rest } = z.toJSONSchema(document, { io: 'input', metadata: names })
  const title = 'Damask design'
  const description =
    'A PostgreSQL schema as people edit it: records by id, one of which has the kind "settings".'
  // Not every validator's regular expressions know classes of Unicode; all know these characters.
  const portable = (_: string, v: unknown): unknown =>
    typeof v === 'string' ? v.replaceAll('\\p{Cc}', '\\u0000-\\u001f\\u007f-\\u009f') : v
  return `${JSON.stringify({ $schema, title, description, ...rest }, portable, 2)}\n`
}

describe('the published JSON Schema', () => {
  it('is what the reader checks; `vitest run test/design -u` writes it anew', async () => {
    await expect(generate()).toMatchFileSnapshot(published.pathname)
  })

  it('has patterns that any validator reads', () => {
    expect(generate()).toContain('"pattern"')
    expect(generate()).not.toMatch(/\\\\[pP]\{/)
  })

  it('is where a saved file says it is', () => {
    expect(published.pathname.endsWith(`/public/${schemaReference}`)).toBe(true)
  })

  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true })
  const validate = ajv.compile(JSON.parse(generate()) as object)
  const valid = (json: unknown): boolean => {
    const fine = validate(json)
    if (!fine) expect(validate.errors).not.toEqual([])
    return fine
  }

  it('accepts saved files', () => {
    fc.assert(
      fc.property(designs(), (design) => valid(JSON.parse(serialise(design)))),
      { numRuns: 100 },
    )
    const folder = new URL('fixtures/', import.meta.url)
    for (const file of readdirSync(folder).filter((f) => f.endsWith('.json')))
      expect(valid(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))), file).toBe(true)
  })

  it('refuses what the reader refuses when one member is damaged', () => {
    const damage = fc.constantFrom<unknown>(null, 3, 'x', [], {}, true)
    let refused = 0
    fc.assert(
      fc.property(designs(), fc.nat(), fc.nat(), damage, fc.boolean(), (design, r, m, value, extra) => {
        const raw = JSON.parse(serialise(design)) as { records: Record<string, Record<string, unknown>> }
        const records = Object.values(raw.records)
        const record = records[r % records.length] ?? {}
        const members = Object.keys(record)
        record[extra ? 'extra' : (members[m % members.length] ?? 'id')] = value
        if (parseDesign(raw).ok) expect(valid(raw)).toBe(true)
        else if (!valid(raw)) refused++
      }),
      { numRuns: 300 },
    )
    expect(refused).toBeGreaterThan(200)
  })
})
