/** The URL of the ready PGlite data directory that the build made (see `.scripts/snapshot-plugin.mjs`). */
declare module 'virtual:pglite-snapshot' {
  const url: string
  export default url
}
