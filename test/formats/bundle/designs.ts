import type { Random } from '../../../src/base/index.ts'
import { type Compiled, compile } from '../../../src/compile/index.ts'
import { applyChanges, change, type Design, settingsOf, type Target } from '../../../src/design/index.ts'
import { type BundleFile, bundleFiles } from '../../../src/formats/bundle/index.ts'
import { book } from '../../../src/patterns/book.ts'
import { templateDesign, templates } from '../../../src/store/templates/index.ts'
import { registry } from '../../patterns/all.ts'
import { on } from '../../patterns/on.ts'
import { type Shape, shop } from '../../patterns/shop.ts'

export type { registry }
export const compiled = (design: Design): Compiled => compile(design, registry)

const random: Random = (n) => Uint8Array.from({ length: n }, (_, i) => (i * 53 + 7) % 256)

const six: readonly string[] = [
  'audit-columns',
  'history-table',
  'soft-delete',
  'exclusive-arc',
  'state-machine',
  'tenancy-row',
]

/** The shop with six patterns on. */
export const sixOn = (shape: Shape): Design => {
  const s = shop(shape)
  return six.reduce((design, pattern) => on(s, design, pattern), s.design)
}

/** Names that try to leave the place where a file writes them. */
export const hostileWords = [
  'a */ drop table x; /*',
  '$$ $body$ \\! touch PWNED',
  "it's\n\\! touch PWNED\n-- x",
  '`md` <script>alert(1)</script> # [x](y)',
  '\u202egnihtyna\u2028line',
] as const

/** The shop's tables, columns, states and title named by those words. */
export const hostile = (target: Target, pwned: string): Design => {
  const words = hostileWords.map((w) => w.replace('PWNED', pwned))
  const design = sixOn({ target })
  let n = 0
  const changes = [...design.records.values()].flatMap((r) => {
    if (r.kind === 'settings') return [change({ ...r, name: words.join(' ') })]
    if (r.kind !== 'table' && r.kind !== 'column') return []
    const name = `${words[n++ % words.length] ?? ''} ${n}`
    return [change({ ...r, name, comment: `${name}\n*/ $$` })]
  })
  return applyChanges(design, changes).design
}

export const withTarget = (design: Design, target: Target): Design =>
  applyChanges(design, [change({ ...settingsOf(design), target })]).design

/** Everything that is exported in the tests, by title; built when asked for. */
export const designs: readonly (readonly [string, (target: Target) => Promise<Design>])[] = [
  ['the shop with six patterns', async (target) => sixOn({ target })],
  [
    'the shop, composite keys, quoted names, another schema',
    async (target) => sixOn({ target, composite: true, quoted: true, schema: 'Sales "EU"' }),
  ],
  [
    'tenants in rows, schemas and databases, with erasure and audited access',
    async (target) => {
      const s = shop({ target })
      const all = [
        'history-table',
        'tenancy-row',
        'tenancy-schema',
        'tenancy-database',
        'erasure',
        'access-audit',
      ]
      return all.reduce((design, pattern) => on(s, design, pattern), s.design)
    },
  ],
  ['the shop without patterns', async (target) => shop({ target }).design],
  ...templates.map(
    ({ id }) =>
      [
        `the template ${id}`,
        async (target: Target) => {
          const design = await templateDesign(id, random)
          if (!design) throw new Error(`no template ${id}`)
          return withTarget(design, target)
        },
      ] as const,
  ),
]

export const filesOf = (design: Design): readonly BundleFile[] => bundleFiles(compiled(design), book)
