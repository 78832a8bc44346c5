import { expect, test } from 'vitest'
import type { Obj } from '../../src/catalog/index.ts'
import { emit, emitDown } from '../../src/sql/index.ts'
import { installedServers, startServer } from '../server.ts'
import { catalogOf, sample } from './sample.ts'

/** The sample without what only PostgreSQL 18 has. */
const older = sample
  .filter((o) => !(o.kind === 'key' && o.withoutOverlaps) && !(o.kind === 'fk' && o.period))
  .map((o): Obj => {
    if (o.kind !== 'column' || !o.generated) return o
    return { ...o, generated: { expr: o.generated.expr } }
  })

const versions = installedServers().map((s) => s.version)

test.for(versions.length > 0 ? versions : [undefined])(
  'what is emitted runs through psql on PostgreSQL %s in one transaction, and its undoing dumps like before',
  async (version, { skip }) => {
    const server = await startServer(version)
    if ('skip' in server) return skip(server.skip)
    const target = server.version >= 18 ? 18 : server.version === 17 ? 17 : server.version === 16 ? 16 : 15
    const catalog = catalogOf(...(target === 18 ? sample : older))
    const psql = (text: string): string =>
      server.program('psql', ['-1', '-q', '-v', 'ON_ERROR_STOP=1', '-f', '-'], text)
    // A newer pg_dump writes a random key around its output.
    const dump = (): string => server.program('pg_dump', []).replace(/^\\(un)?restrict .*$/gm, '')
    const before = dump()
    const up = emit(catalog, target)
    psql(up.text)
    expect(dump()).toContain('CREATE TABLE public.orders')
    psql(emitDown(catalog, up).text)
    expect(dump()).toBe(before)
    await server.stop()
  },
)
