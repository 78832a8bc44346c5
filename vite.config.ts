import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { metaPolicy } from './.scripts/csp.mjs'
import { snapshotPlugin } from './.scripts/snapshot-plugin.mjs'

/** Only the built page carries the policy: Vite's dev server needs inline scripts and a socket of its own. */
const policyPlugin = (): Plugin => ({
  name: 'damask:content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy },
      injectTo: 'head-prepend',
    },
  ],
})

/**
 * Drops the names for React's tools from React Flow: an assigned name keeps what the page does not use, such as its
 * own minimap and controls.
 */
const namelessPlugin = (): Plugin => ({
  name: 'damask:nameless-react-flow',
  apply: 'build',
  transform: {
    filter: { id: /@xyflow\/react\// },
    handler: (code) => ({ code: code.replace(/^\w+\.displayName = '\w+';$/gm, ''), map: null }),
  },
})

/** Nothing here is moved from one colour to another: no text is a colour to what moves the view, and none is read as one. */
const colourlessPlugin = (): Plugin => ({
  name: 'damask:colourless-d3',
  apply: 'build',
  enforce: 'pre',
  resolveId: { filter: { id: /^d3-color$/ }, handler: () => '\0no-colours' },
  load: {
    filter: { id: /^\0no-colours$/ },
    handler: () => `export function color() { return null }
      export { color as rgb, color as hsl, color as lab, color as hcl, color as cubehelix }`,
  },
})

/** PGlite's loader holds evals that it never reaches here; the policy would stop them. */
const quiet = { checks: { eval: false } } as const

export default defineConfig({
  // Relative, so that the built folder may be served from any path.
  base: './',
  plugins: [react(), snapshotPlugin(), policyPlugin(), namelessPlugin(), colourlessPlugin()],
  // React has had this hook since 18: what stands in for it in older ones is left out.
  resolve: { alias: [{ find: /^use-sync-external-store\/shim$/, replacement: 'react' }] },
  worker: { format: 'es', plugins: () => [snapshotPlugin()], rolldownOptions: quiet },
  build: {
    target: 'es2022',
    // Browsers of that age know modulepreload. What is imported right away needs no hint of its own: only what it needs.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (file, needed) => needed.filter((n) => n !== file),
    },
    rolldownOptions: {
      ...quiet,
      // Nothing here reads a property for what that does besides.
      treeshake: { manualPureFunctions: ['memo', 'forwardRef'], propertyReadSideEffects: false },
      // One script for all that the first screen needs, one for what patterns share most: small ones compress badly and
      // each is a request.
      output: {
        codeSplitting: {
          groups: [
            { name: 'page', tags: ['$initial'] },
            { name: 'kit', test: /src\/patterns\/kit\//, minShareCount: 5 },
          ],
        },
      },
    },
    // The policy allows fonts and workers from files only, never from data: URLs.
    assetsInlineLimit: 0,
    // Monaco and the engines are one lazy chunk each, large by nature.
    chunkSizeWarningLimit: 4000,
  },
  // PGlite finds its WebAssembly beside its own module, which pre-bundling would move.
  optimizeDeps: { exclude: ['@electric-sql/pglite'] },
  server: { host: '127.0.0.1' },
})
