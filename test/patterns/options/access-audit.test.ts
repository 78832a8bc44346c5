import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges, recordsOf } from '../../../src/design/index.ts'
import { registry } from '../all.ts'
import { on } from '../on.ts'
import { shop } from '../shop.ts'

const s = shop()

describe('options of the audit of access', () => {
  it('a table without a key is told, and pgAudit is the way out', () => {
    const bare = applyChanges(
      s.design,
      [...recordsOf(s.design, 'key'), ...recordsOf(s.design, 'fk')].flatMap((k) =>
        k.table === s.id('visits') ? [{ id: k.id, to: null }] : [],
      ),
    ).design
    const design = on(s, bare, 'access-audit', {}, 'visits')
    const { issues } = compile(design, registry)
    expect(issues.map((i) => [i.code, i.option, i.severity])).toEqual([
      ['access-audit/no-key', 'how', 'error'],
    ])
    const [way] = issues[0]?.waysOut ?? []
    expect(compile(applyChanges(design, way?.changes ?? []).design, registry).issues).toEqual([])
  })

  it.each(['Support', 'a b', '1st', 'public', 'none', 'pg_reader'])(
    'a role called %s is refused at the option',
    (role) => {
      const { issues } = compile(on(s, s.design, 'access-audit', { role }), registry)
      expect(issues.map((i) => [i.code, i.option])).toEqual([['use/options', 'role']])
    },
  )

  it('says where the functions show rows of everyone, and not where tenants keep them apart', () => {
    const codes = (...also: readonly string[]) =>
      compile(
        also.reduce((d, n) => on(s, d, n), on(s, s.design, 'access-audit', { application: 'door' })),
        registry,
      ).issues.map((i) => [i.code, i.severity])
    const told = ['access-audit/policies-stop', 'warning']
    expect(codes('row-ownership')).toEqual([told])
    expect(codes('row-ownership', 'tenancy-row')).toEqual([told])
    expect(codes('tenancy-row')).toEqual([])
  })

  it('two tables share the files of pgAudit', () => {
    let design = on(s, s.design, 'access-audit', { how: 'pgaudit' }, 'orders')
    design = on(s, design, 'access-audit', { how: 'pgaudit' }, 'visits')
    const { files, catalog, issues } = compile(design, registry)
    expect(issues).toEqual([])
    expect(new Set(files.map((f) => f.path))).toEqual(new Set(['audit/pgaudit.conf', 'audit/pgaudit.sql']))
    const roles = [...catalog.values()].filter((o) => o.kind === 'role').map((o) => o.name)
    expect(roles).toEqual(expect.arrayContaining(['orders_audited', 'visits_audited']))
  })
})
