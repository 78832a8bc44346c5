/** Code planted in a file of its own; `$` in the file's name is replaced by the case's number. */
export interface Planted {
  readonly file: string
  readonly code: string
  readonly rule?: string
}

const at = (file: string, ...specifiers: readonly string[]): readonly Planted[] =>
  specifiers.map((s) => ({ file, code: `import type { A } from '${s}'\nexport type B = A` }))

const doors = (up: string, rooms: string): readonly string[] =>
  rooms.split(' ').map((room) => `${up}${room}/index.ts`)

const ruled = (rule: string, ...code: readonly string[]): readonly Planted[] =>
  code.map((c) => ({ file: 'src/base/$.ts', code: c, rule }))

const every = 'base catalog design compile patterns sql change engine verify formats store ui cli'
const except = (rooms: string): string => {
  const gone = new Set(rooms.split(' '))
  return every
    .split(' ')
    .filter((room) => !gone.has(room))
    .join(' ')
}

/** For each room: its sample file, the way up to src, the doors it may use (itself left out of both lists). */
const table: readonly (readonly [file: string, up: string, may: string, self: string])[] = [
  ['src/base/$.ts', '../', '', 'base'],
  ['src/catalog/$.ts', '../', 'base', 'catalog'],
  ['src/design/deep/$.ts', '../../', 'base catalog', 'design'],
  ['src/compile/realise/$.ts', '../../', 'base catalog design', 'compile'],
  ['src/patterns/soft-delete/$.ts', '../../', 'base catalog', ''],
  ['src/patterns/soft-delete/proofs/$.ts', '../../../', 'base catalog', ''],
  ['src/patterns/soft-delete/proofs/deep/$.ts', '../../../../', 'base catalog', ''],
  ['src/patterns/kit/$.ts', '../../', 'base catalog', ''],
  ['src/sql/$.ts', '../', 'base catalog', 'sql'],
  ['src/change/plan/$.ts', '../../', 'base catalog sql', 'change'],
  ['src/engine/$.ts', '../', 'base catalog sql', 'engine'],
  ['src/engine/pglite/$.ts', '../../', 'base catalog sql', 'engine'],
  ['src/verify/$.ts', '../', 'base catalog design compile sql change engine', 'verify'],
  ['src/formats/link/$.ts', '../../', 'base catalog design compile sql change engine verify', 'formats'],
  [
    'src/formats/link/deep/$.ts',
    '../../../',
    'base catalog design compile sql change engine verify',
    'formats',
  ],
  [
    'src/formats/link/deep/er/$.ts',
    '../../../../',
    'base catalog design compile sql change engine verify',
    'formats',
  ],
  ['src/store/$.ts', '../', except('store ui cli'), 'store'],
  ['src/store/undo/$.ts', '../../', except('store ui cli'), 'store'],
  ['src/ui/canvas/$.tsx', '../../', 'base store', 'ui'],
  ['src/ui/canvas/deep/$.tsx', '../../../', 'base store', 'ui'],
  ['src/ui/canvas/deep/er/$.tsx', '../../../../', 'base store', 'ui'],
  ['src/ui/panels/$.tsx', '../../', 'base store', 'ui'],
  ['src/ui/panels/inspector/$.tsx', '../../../', 'base store', 'ui'],
  ['src/ui/panels/inspector/table/$.tsx', '../../../../', 'base store', 'ui'],
  ['src/ui/shell/$.tsx', '../../', 'base store', 'ui'],
  ['src/ui/shell/deep/$.tsx', '../../../', 'base store', 'ui'],
  ['src/ui/shell/deep/er/$.tsx', '../../../../', 'base store', 'ui'],
  ['src/ui/kit/$.tsx', '../../', 'base store', 'ui'],
  ['src/ui/kit/deep/$.tsx', '../../../', 'base store', 'ui'],
  ['src/ui/kit/deep/er/$.tsx', '../../../../', 'base store', 'ui'],
  ['src/cli/$.ts', '../', except('ui cli'), 'cli'],
  ['src/unnamed/$.ts', '../', '', ''],
]

const reactive = [
  'react',
  'react-dom/client',
  '@xyflow/react',
  'monaco-editor/editor/editor.api',
  'radix-ui',
  'cmdk',
  'lucide-react',
]
const engines = ['pg-mem', '@electric-sql/pglite', '@electric-sql/pglite/contrib/ltree']

export const forbidden: readonly Planted[] = [
  ...table.flatMap(([file, up, may, self]) => at(file, ...doors(up, except(`${may} ${self}`)))),
  // Past a door, to a folder, and round about.
  ...table.flatMap(([file, up]) =>
    at(file, `${up}base/result.ts`, `${up}catalog/objects.ts`, `${up}store/types.ts`),
  ),
  ...at('src/compile/$.ts', '../catalog', '..', './..', './../engine/index.ts', '.././engine/index.ts'),
  ...at('src/store/$.ts', './../ui/index.ts', './undo/../../ui/index.ts', '../formats/json/codec.ts'),
  { file: 'src/catalog/$.ts', code: `export * from '../engine/index.ts'` },
  { file: 'src/catalog/$.ts', code: `export type { E } from '../engine/index.ts'` },
  { file: 'src/catalog/$.ts', code: `export const e = () => import('../engine/index.ts')` },
  { file: 'src/catalog/$.ts', code: `import '../engine/index.ts'` },
  { file: 'src/catalog/$.ts', code: `export type E = import('../engine/index.ts').Engine`, rule: 'plugin' },
  // Siblings.
  ...at('src/patterns/soft-delete/$.ts', '../tenancy-row/index.ts', '../index.ts', '../../compile/index.ts'),
  ...at('src/patterns/soft-delete/proofs/$.ts', '../../tenancy-row/index.ts', '../../index.ts'),
  ...at('src/patterns/kit/$.ts', '../soft-delete/index.ts', '../kit/near.ts'),
  ...at('src/patterns/$.ts', './soft-delete/manifest.ts', '../catalog/index.ts', 'react', 'pg-mem'),
  ...at('src/formats/link/$.ts', '../dbml/index.ts', '../json/codec.ts'),
  ...at('src/formats/$.ts', './json/codec.ts', 'idb', 'react'),
  ...at('src/ui/canvas/$.tsx', '../panels/index.ts', '../shell/index.ts'),
  ...at('src/ui/panels/deep/$.tsx', '../../canvas/index.ts', '../../shell/index.ts'),
  ...at('src/ui/panels/inspector/table/$.tsx', '../../../canvas/index.ts', '../../../shell/index.ts'),
  ...at('src/patterns/soft-delete/proofs/deep/$.ts', '../../../tenancy-row/index.ts'),
  ...at('src/formats/link/deep/er/$.ts', '../../../dbml/index.ts'),
  ...at('src/ui/kit/$.tsx', '../canvas/index.ts', '../panels/index.ts', '../shell/index.ts'),
  ...at('src/ui/shell/$.tsx', '../canvas/node.tsx'),
  ...at('src/$.tsx', './store/index.ts', './ui/canvas/index.ts'),
  // Packages.
  ...table
    .filter(([file]) => !file.includes('/ui/'))
    .flatMap(([file]) => (file.includes('unnamed') ? [] : at(file, ...reactive))),
  ...table.filter(([file]) => !/engine|unnamed/.test(file)).flatMap(([file]) => at(file, ...engines)),
  ...['base', 'catalog', 'sql', 'change', 'engine', 'verify', 'ui/canvas'].flatMap((r) =>
    at(`src/${r}/$.ts`, 'zod', 'zod/mini'),
  ),
  ...['base', 'compile', 'patterns/x', 'verify', 'formats/json', 'store', 'ui/panels'].flatMap((r) =>
    at(`src/${r}/$.ts`, 'node:fs'),
  ),
  ...at('src/formats/json/$.ts', 'idb', 'zustand'),
  ...at('src/compile/$.ts', 'fflate'),
  { file: 'src/compile/$.ts', code: `import 'fs'`, rule: 'lint/correctness/noNodejsModules' },
  // The other rules that this project leans on.
  ...ruled('lint/suspicious/noExplicitAny', 'export const f = (x: any): unknown => x'),
  ...ruled('lint/style/noNonNullAssertion', 'export const f = (x?: string): string => x!'),
  ...ruled('lint/suspicious/noTsIgnore', '// @ts-ignore\nexport const f = 1'),
  ...ruled(
    'lint/suspicious/noEmptyBlockStatements',
    'export const f = (): void => {}',
    'try { f() } catch {}',
  ),
  ...ruled('lint/suspicious/noConsole', `console.log('x')`),
  ...ruled('lint/correctness/noUndeclaredDependencies', `import 'left-pad'`),
  ...ruled(
    'lint/style/useImportType',
    `import { A } from './near.ts'\nexport const f = (a: A): A => a`,
    `import { type A } from './near.ts'\nexport type B = A`,
  ),
  ...ruled('lint/style/useExportType', `import type { A } from './near.ts'\nexport { A }`),
  ...ruled('lint/style/noParameterAssign', 'export const f = (x: number): void => {\n  x = 1\n}'),
  ...ruled('lint/style/noEnum', 'export enum E {\n  A = 1,\n}'),
  ...ruled('lint/style/noNamespace', 'export namespace N {\n  export const a = 1\n}'),
  { file: 'src/cli/$.ts', code: `import 'fs'`, rule: 'lint/style/useNodejsImportProtocol' },
  { file: 'test/base/$.ts', code: `test.only('x', () => 1)`, rule: 'lint/suspicious/noFocusedTests' },
  { file: 'test/base/$.ts', code: `test.skip('x', () => 1)`, rule: 'lint/suspicious/noSkippedTests' },
  ...ruled('lint/correctness/useImportExtensions', `export * from './cycle-a'`),
  {
    file: 'src/base/cycle-a.ts',
    code: `import type { B } from './cycle-b.ts'\nexport type A = B[]`,
    rule: 'lint/suspicious/noImportCycles',
  },
  {
    file: 'src/base/cycle-b.ts',
    code: `import type { A } from './cycle-a.ts'\nexport type B = A[]`,
    rule: 'lint/suspicious/noImportCycles',
  },
  {
    file: 'src/ui/kit/$.tsx',
    code: 'export const F = () => <p dangerouslySetInnerHTML={{ __html: "" }} />',
    rule: 'lint/security/noDangerouslySetInnerHtml',
  },
]

export const allowed: readonly Planted[] = [
  ...table.flatMap(([file, up, may]) => (may === '' ? [] : at(file, ...doors(up, may)))),
  ...table
    .flatMap(([file]) => at(file, './near.ts', './sql/near.ts'))
    .filter((c) => !/patterns\/\$|unnamed/.test(c.file)),
  ...at('src/compile/realise/$.ts', '../claims.ts', 'zod'),
  ...at('src/design/$.ts', 'zod'),
  ...at('src/patterns/soft-delete/$.ts', '../kit/columns.ts', '../../compile/api.ts', 'zod'),
  ...at(
    'src/patterns/soft-delete/proofs/$.ts',
    '../options.ts',
    '../../kit/columns.ts',
    '../../../compile/api.ts',
  ),
  ...at('src/patterns/$.ts', './soft-delete/index.ts', './soft-delete/details.ts'),
  ...at('src/formats/$.ts', './json/index.ts'),
  ...at('src/formats/bundle/$.ts', '../json/index.ts', 'fflate', 'zod'),
  ...at('src/engine/$.ts', ...engines),
  ...at('src/engine/pg-mem/$.ts', ...engines, '../pglite/rows.ts', '../sql.ts'),
  ...at('src/store/$.ts', '../formats/bundle/index.ts', '../patterns/book.ts', 'idb', 'zustand', 'zod'),
  ...at('src/ui/canvas/$.tsx', ...reactive, '../kit/button.tsx', 'elkjs', '@tanstack/react-virtual'),
  ...at('src/ui/panels/deep/$.tsx', ...reactive, '../../kit/button.tsx', '../grid.tsx'),
  ...at('src/ui/panels/inspector/table/$.tsx', '../../../kit/button.tsx', '../../grid.tsx', '../edit.tsx'),
  ...at('src/ui/shell/$.tsx', ...reactive, '../canvas/index.ts', '../panels/index.ts', '../kit/button.tsx'),
  ...at('src/cli/$.ts', 'node:fs', '../formats/bundle/index.ts', '../patterns/index.ts'),
  ...at('src/$.tsx', './ui/shell/index.ts'),
  ...at('test/compile/$.ts', '../../src/compile/realise/keys.ts', 'vitest'),
  // A pattern's use and xyflow's fit are not what React's and the tests' rules take them for.
  {
    file: 'src/compile/$.ts',
    code: 'export const f = (a: boolean) => (a ? useOf() : 1)',
    rule: 'lint/correctness/useHookAtTopLevel',
  },
  { file: 'src/ui/canvas/$.tsx', code: `fit('x', () => 1)`, rule: 'lint/suspicious/noFocusedTests' },
  { file: 'src/cli/$.ts', code: `console.log('x')`, rule: 'lint/suspicious/noConsole' },
  { file: 'test/base/$.ts', code: `console.log('x')`, rule: 'lint/suspicious/noConsole' },
  {
    file: 'test/patterns/$.ts',
    code: 'export const naive = { then: 1 }',
    rule: 'lint/suspicious/noThenProperty',
  },
]
