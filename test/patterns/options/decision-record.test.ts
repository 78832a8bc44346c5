import { describe, expect, it } from 'vitest'
import { drawnId } from '../../../src/base/index.ts'
import { compile, createCompiler } from '../../../src/compile/index.ts'
import { applyChanges, type DecisionRecord, plainChoiceId, recordsOf } from '../../../src/design/index.ts'
import { decisionFiles } from '../../../src/formats/bundle/decisions.ts'
import { pglite } from '../../engine/node.ts'
import { book, registry } from '../all.ts'
import { broken, hold } from '../hold.ts'
import { on } from '../on.ts'
import { shop } from '../shop.ts'
import { checkProblems, checkVariants } from './check.ts'

checkVariants('decision-record', {
  'beside other patterns and tenants': {
    options: () => ({ name: 'adr', files: false }),
    also: ['tenancy-row', 'soft-delete', 'state-machine'],
    shape: { quoted: true },
  },
})

checkProblems('decision-record', {
  'neither a table nor files': {
    options: () => ({ table: false, files: false }),
    code: 'decision-record/nowhere',
    option: 'table',
  },
})

describe('the register', () => {
  const s = shop()
  const design = on(s, on(s, s.design, 'soft-delete'), 'decision-record')
  const registered = (d: typeof design): string =>
    JSON.stringify([...compile(d, registry).catalog.values()].find((o) => o.kind === 'rows'))
  const own: DecisionRecord = {
    kind: 'decision',
    id: drawnId(design.authors[0] ?? '', 900),
    use: recordsOf(design, 'use').find((u) => u.pattern === 'soft-delete')?.id ?? '',
    status: 'proposed',
    date: '2026-11-02',
    context: "Support asks for rows; it's urgent.",
  }
  const written = applyChanges(design, [{ id: own.id, to: own }]).design

  it('tells of every pattern, and of what people wrote', () => {
    expect(registered(design)).toContain("'Soft delete'")
    expect(registered(written)).toContain("'Support asks for rows; it''s urgent.'")
    expect(registered(written)).toContain("date '2026-11-02'")
  })

  const plain: DecisionRecord = {
    ...own,
    id: drawnId(design.authors[0] ?? '', 901),
    use: plainChoiceId('plain-delete', s.id('visits')),
    decision: 'Rows that are gone are gone.',
  }

  it('tells of a choice that switched nothing on, in the table and in the files, while its table is there', () => {
    const chosen = applyChanges(written, [{ id: plain.id, to: plain }]).design
    expect(registered(chosen)).toContain("'Rows that are gone are gone.'")
    expect(registered(chosen)).toContain("'Plain delete'")
    const list = compile(chosen, registry).files.find((f) => f.path === 'docs/decisions/README.md')?.text
    expect(list).toContain('- 0003 Plain delete: visits (proposed, 2026-11-02)')
    const gone = applyChanges(chosen, [{ id: s.id('visits'), to: null }]).design
    expect(registered(gone)).not.toContain('Plain delete')
  })

  it('has the numbers of the bundle’s records', () => {
    const made = compile(applyChanges(written, [{ id: plain.id, to: plain }]).design, registry)
    const list = made.files.find((f) => f.path === 'docs/decisions/README.md')?.text ?? ''
    const numbers = [...list.matchAll(/^- (\d{4}) /gm)].map(([, n]) => n)
    expect(numbers).toEqual(decisionFiles(made, book).map((f) => /(\d{4})/.exec(f.path)?.[1]))
  })

  it.each(['Rows that are gone are gone.', ' '])(
    'keeps its promises where %j was decided',
    async (decision) => {
      const engine = await pglite()
      const said = [own, plain].map((r) => ({ id: r.id, to: { ...r, decision } }))
      const held = await hold(engine, applyChanges(written, said).design)
      await engine.close()
      expect([...held.refused, ...broken(held)]).toEqual([])
    },
  )

  it.each(['2026-02-31', '2026-13-01', 'soon', '2026-02-03; drop'])(
    'takes no day that is none: %s',
    (date) => {
      const odd = applyChanges(design, [{ id: own.id, to: { ...own, date } }]).design
      expect(registered(odd)).not.toContain(date)
    },
  )

  it('follows a record that is edited', () => {
    const compiler = createCompiler(registry)
    compiler.compile(design)
    expect(compiler.compile(written).catalog).toEqual(compile(written, registry).catalog)
    expect(compiler.compile(design).catalog).toEqual(compile(design, registry).catalog)
  })

  it('as files lists the records by number', () => {
    const list = compile(written, registry).files.find((f) => f.path === 'docs/decisions/README.md')?.text
    expect(list).toContain('- 0001 Decision records: the whole design (accepted)')
    expect(list).toContain('- 0002 Soft delete: orders (proposed, 2026-11-02)')
  })
})
