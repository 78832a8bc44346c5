import { describe, expect, it } from 'vitest'
import type { App, Attempt, Id } from '../../src/store/index.ts'
import { blank, draw, idOf, must, openOf } from './world.ts'

/** Doctors and their appointments. */
const clinic = async (): Promise<App> => {
  const app = await blank()
  draw(app, 'doctors', 'full_name text!')
  draw(app, 'appointments', 'doctor_id bigint!\nstarts_at timestamptz!\nends_at timestamptz!\nnote text')
  must(app, app.commands.add('domain', 'phone'))
  must(app, app.commands.add('matview', 'busy'))
  must(app, app.commands.setSql(idOf(app, 'busy'), 'query', 'select full_name as who, 1 as n from doctors;'))
  return app
}

const flat = (app: App): string => openOf(app).emitted.text.replace(/\s+/g, ' ')

const recordOf = <K extends string>(app: App, id: Id, kind: K) => {
  const r = openOf(app).design.records.get(id)
  if (r?.kind !== kind) throw new Error(`no ${kind} ${id}`)
  return r as Extract<typeof r, { readonly kind: K }>
}

describe('as typed', () => {
  it('an exclusion keeps the commas inside its expressions', async () => {
    const app = await clinic()
    const text = 'doctor_id with =, tstzrange(starts_at, ends_at) with &&'
    must(app, app.commands.addExclusion(idOf(app, 'appointments'), 'gist', text))
    expect(flat(app)).toContain(
      'exclude using gist (doctor_id with =, tstzrange(starts_at, ends_at) with &&)',
    )
  })

  it('an index holds columns and expressions, of a materialized view too', async () => {
    const app = await clinic()
    must(app, app.commands.addIndex(idOf(app, 'busy'), 'who, coalesce(n, 0)'))
    must(app, app.commands.addIndex(idOf(app, 'appointments'), 'doctor_id, lower(note)'))
    const sql = flat(app)
    expect(sql).toMatch(/on busy \(\(?who\)?, coalesce\(n, 0\)\)/)
    expect(sql).toContain('on appointments (doctor_id, lower(note))')
  })

  it('an index and an exclusion that are there take more parts', async () => {
    const app = await clinic()
    const table = idOf(app, 'appointments')
    must(app, app.commands.addIndex(table, 'doctor_id'))
    const [index] = app.state.getState().selection
    must(app, app.commands.addElements(index ?? table, 'lower(note), starts_at'))
    expect(flat(app)).toContain('on appointments (doctor_id, lower(note), starts_at)')
    must(app, app.commands.addExclusion(table, 'gist', 'tstzrange(starts_at, ends_at) with &&'))
    const [exclusion] = app.state.getState().selection
    expect(flat(app)).not.toContain('btree_gist')
    const wrong = app.commands.addElements(exclusion ?? table, 'doctor_id')
    expect(wrong.ok ? '' : wrong.error.message).toContain('has no operator')
    must(app, app.commands.addElements(exclusion ?? table, 'doctor_id with ='))
    expect(flat(app)).toContain(
      'exclude using gist (tstzrange(starts_at, ends_at) with &&, doctor_id with =)',
    )
    // Equality of plain values comes with it.
    expect(flat(app)).toContain('create extension')
    expect(flat(app)).toContain('btree_gist')
  })

  it.each([
    ['note desc', '(note desc)'],
    ['lower(note) DESC nulls last', '(lower(note) desc nulls last)'],
    ['note nulls first', '(note nulls first)'],
    ['note asc', '(note)'],
    ['note text_pattern_ops', '(note text_pattern_ops)'],
    ['note isnull', '((note isnull))'],
  ])('an index says how a part is ordered and compared: %s', async (text, sql) => {
    const app = await clinic()
    const table = idOf(app, 'appointments')
    must(app, app.commands.addIndex(table, text))
    expect(flat(app)).toContain(`on appointments ${sql}`)
    must(app, app.commands.remove(app.state.getState().selection))
    must(app, app.commands.addIndex(table, 'doctor_id'))
    const [index] = app.state.getState().selection
    must(app, app.commands.setElement(index ?? table, 0, text))
    expect(flat(app)).toContain(`on appointments ${sql}`)
    expect(app.commands.setElement(index ?? table, 0, 'note, doctor_id').ok).toBe(false)
    must(app, app.commands.setElement(index ?? table, 0, 'note desc'))
    must(app, app.commands.setElement(index ?? table, 0, 'doctor_id'))
    expect(flat(app)).toMatch(/on appointments \(doctor_id( text_pattern_ops)? desc/)
    must(app, app.commands.setElement(index ?? table, 0, 'doctor_id asc'))
    expect(flat(app)).not.toMatch(/\(doctor_id[^,)]* desc/)
  })

  it("a domain's type is set as a column's is", async () => {
    const app = await clinic()
    must(app, app.commands.setColumnType(idOf(app, 'phone'), "varchar(20)! = '-'"))
    expect(flat(app)).toContain("create domain phone as varchar(20) default '-' not null")
  })

  it.each([
    ['int', { base: 'integer' }],
    ['timestamp(3) with time zone', { base: 'timestamptz', mods: [3] }],
    ['int4[3]', { base: 'integer', dims: 1 }],
    ['anyelement', { base: 'anyelement' }],
  ])("a parameter's type: %s", async (text, type) => {
    const app = await clinic()
    must(app, app.commands.add('routine', 'f'))
    const f = recordOf(app, idOf(app, 'f'), 'routine')
    const p = { id: `${f.id}/1` as Id, name: 'p', type: { base: 'text' } }
    must(app, app.commands.put({ ...f, params: [p] }))
    must(app, app.commands.setColumnType(p.id, text))
    expect(recordOf(app, f.id, 'routine').params[0]?.type).toEqual(type)
  })

  it.each([
    ['seen_at!', 'seen_at timestamptz not null'],
    ['seen_at?', 'seen_at timestamptz'],
    ['visits = 0', 'visits text default 0'],
    ['is_open! = true', 'is_open boolean not null default true'],
    ['mail! citext', 'mail citext not null'],
    ['mail ? varchar(20)', 'mail varchar(20)'],
  ])('a column whose type or sign stands elsewhere: %s', async (text, sql) => {
    const app = await clinic()
    must(app, app.commands.addColumns(idOf(app, 'doctors'), text))
    expect(flat(app)).toContain(`, ${sql}, constraint doctors_pkey`)
  })

  it("a type's sign alone leaves the type", async () => {
    const app = await clinic()
    const note = idOf(app, 'appointments.note')
    must(app, app.commands.setColumnType(note, "! = '-'"))
    expect(flat(app)).toContain("note text not null default '-'")
    expect(app.commands.setColumnType(note, ' ').ok).toBe(false)
  })

  it("a partition's values may hold commas", async () => {
    const app = await clinic()
    const t = recordOf(app, idOf(app, 'appointments'), 'table')
    const keys = [{ column: idOf(app, 'appointments.note') as Id<'column'> }]
    must(app, app.commands.put({ ...t, partitionBy: { method: 'list', keys } }))
    must(app, app.commands.add('partition', 'part', t.id))
    const part = idOf(app, 'part')
    must(app, app.commands.setSql(part, 'in', "'a,b', lower('C')"))
    expect(recordOf(app, part, 'partition').in?.map((v) => v.text.join(''))).toEqual(["'a,b'", "lower('C')"])
    must(app, app.commands.setSql(part, 'in', ''))
    expect(recordOf(app, part, 'partition').in).toBeUndefined()
  })
})

describe('reference rows', () => {
  it('ask for no value that the database gives', async () => {
    const app = await clinic()
    must(app, app.commands.add('rows', '', idOf(app, 'doctors')))
    const [id = ''] = app.state.getState().selection
    expect(recordOf(app, id as Id, 'rows').columns).toEqual([idOf(app, 'doctors.full_name')])
  })
})

describe('a reference whose columns are made', () => {
  it('has the actions that were chosen, and a column of its own', async () => {
    const app = await clinic()
    const [doctors, appointments] = [idOf(app, 'doctors'), idOf(app, 'appointments')]
    const settled = {
      key: [idOf(app, 'doctors.id') as Id<'column'>],
      columns: [undefined],
      actions: { onDelete: 'cascade' },
    } as const
    must(app, app.commands.connect({ table: doctors }, { table: appointments }, settled))
    expect(flat(app)).toContain('(doctor_id_2) references doctors (id) on delete cascade')
  })

  it('keeps the columns that were chosen', async () => {
    const app = await clinic()
    draw(app, 'rooms', 'house int!\nnumber int!')
    draw(app, 'visits', 'in_house int!')
    const key = ['rooms.house', 'rooms.number'].map((p) => idOf(app, p) as Id<'column'>)
    must(app, app.commands.addKey(idOf(app, 'rooms'), key, false))
    const columns = [idOf(app, 'visits.in_house'), undefined]
    const to = { table: idOf(app, 'visits') }
    must(app, app.commands.connect({ table: idOf(app, 'rooms') }, to, { key, columns }))
    expect(flat(app)).toContain('(in_house, room_number) references rooms (house, number)')
  })
})

describe('what cannot stand where it is put is refused', () => {
  const refused: readonly (readonly [string, (a: App) => Attempt, RegExp])[] = [
    ['a check', (a) => a.commands.addCheck(idOf(a, 'doctors'), 'true); drop table x; --'), /not open/],
    ['a default', (a) => a.commands.setDefault(idOf(a, 'appointments.note'), "'x"), /never ends/],
    ['a query', (a) => a.commands.setSql(idOf(a, 'busy'), 'query', 'select (1'), /not closed/],
    [
      'an exclusion',
      (a) => a.commands.addExclusion(idOf(a, 'appointments'), 'gist', 'doctor_id, note with ='),
      /“doctor_id” has no operator/,
    ],
    ['an index', (a) => a.commands.addIndex(idOf(a, 'busy'), 'who, ('), /not closed/],
    ['a domain on itself', (a) => a.commands.setColumnType(idOf(a, 'phone'), 'phone'), /on itself/],
    ['a domain of serial', (a) => a.commands.setColumnType(idOf(a, 'phone'), 'serial'), /no sequence/],
    [
      'a label twice',
      (a) => {
        must(a, a.commands.add('enum', 'mood'))
        const mood = recordOf(a, idOf(a, 'mood'), 'enum')
        const labels = ['sad', 'glad'].map((name) => ({ id: `${mood.id}/${name}` as Id, name }))
        must(a, a.commands.put({ ...mood, labels }))
        return a.commands.rename(`${mood.id}/sad` as Id, 'glad')
      },
      /“glad” already/,
    ],
    [
      'to take a label away that a column begins with',
      (a) => {
        must(a, a.commands.add('enum', 'mood'))
        const mood = recordOf(a, idOf(a, 'mood'), 'enum')
        const [sad, glad] = ['sad', 'glad'].map((name) => ({ id: `${mood.id}/${name}` as Id, name }))
        if (!sad || !glad) throw new Error('no labels')
        must(a, a.commands.put({ ...mood, labels: [sad, glad] }))
        must(a, a.commands.addColumns(idOf(a, 'doctors'), "mood mood! = 'glad'"))
        must(a, a.commands.put({ ...recordOf(a, mood.id, 'enum'), labels: [glad] }))
        return a.commands.put({ ...mood, labels: [] })
      },
      /^`doctors\.mood` still uses “glad”\. Change that first\.$/,
    ],
  ]
  it.each(refused)('%s', async (_what, build, words) => {
    const app = await clinic()
    expect(build(app)).toMatchObject({ ok: false, error: { message: expect.stringMatching(words) } })
  })

  it('and yet what was wrong before keeps nothing else from being set', async () => {
    const app = await clinic()
    const table = idOf(app, 'doctors') as Id<'table'>
    const expr = { text: ['(full_name'], refs: [], opaque: true } as const
    const check = { kind: 'check', id: 'zzzzzzzz.1' as Id<'check'>, name: 'old', table, expr } as const
    must(app, { name: 'From a file', changes: [{ id: check.id, to: check }] })
    must(app, app.commands.put({ ...check, noInherit: true }))
    expect(recordOf(app, check.id, 'check')).toMatchObject({ noInherit: true, expr })
  })
})

describe('what is selected', () => {
  it('is the table again when its part is taken back', async () => {
    const app = await clinic()
    const table = idOf(app, 'doctors')
    must(app, app.commands.addCheck(table, "full_name <> ''"))
    expect(app.state.getState().selection).not.toEqual([table])
    app.undo()
    expect(app.state.getState().selection).toEqual([table])
  })

  it('is nothing when a part is removed: the next removal must not take the table', async () => {
    const app = await clinic()
    must(app, app.commands.addCheck(idOf(app, 'doctors'), "full_name <> ''"))
    must(app, app.commands.remove(app.state.getState().selection))
    expect(app.state.getState().selection).toEqual([])
  })
})
