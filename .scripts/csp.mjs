const shared = {
  'default-src': ["'none'"],
  // WebAssembly is PGlite and the SQL parser; no script is ever evaluated from text.
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'worker-src': ["'self'"],
  // Monaco and React Flow place style elements and style attributes, which no hash can name beforehand.
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
}

const textOf = (policy) =>
  Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ')

/** The policy for the built page's meta element, for hosts that send no header of their own. */
export const metaPolicy = textOf(shared)

/** The policy as a header, on every response: a worker obeys its own response's policy, not its page's. */
export const headerPolicy = textOf({ ...shared, 'frame-ancestors': ["'none'"] })
