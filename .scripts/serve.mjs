// A small static server for the built page: loopback only, right types, compression, caching, and the policy.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { headerPolicy } from './csp.mjs'

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.gz': 'application/gzip',
  '.data': 'application/octet-stream',
}

const compressible = new Set([
  '.html',
  '.js',
  '.mjs',
  '.css',
  '.json',
  '.map',
  '.svg',
  '.txt',
  '.ttf',
  '.wasm',
  '.data',
])

const encoders = {
  br: (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (bytes) => gzipSync(bytes, { level: 6 }),
}

/** The file that a request's path names, or undefined when there is none within the folder. */
const fileOf = (folder, url) => {
  let path
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname)
  } catch {
    return undefined // not a path at all, as in `/%zz`
  }
  if (path.includes('\0')) return undefined
  const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path))
  if (!file.startsWith(folder + sep) || !existsSync(file)) return undefined
  return statSync(file).isFile() ? file : undefined
}

/** Vite names what it puts in assets/ by content, so those names never mean anything else. */
const cachingOf = (folder, file) =>
  file.startsWith(join(folder, 'assets') + sep) ? 'public, max-age=31536000, immutable' : 'no-cache'

const encodingOf = (request, extension) => {
  if (!compressible.has(extension)) return undefined
  const accepted = String(request.headers['accept-encoding'] ?? '')
  return Object.keys(encoders).find((name) => new RegExp(`\\b${name}\\b(?!;q=0)`).test(accepted))
}

const answerWith = (compressed, folder, request, response) => {
  response.setHeader('Content-Security-Policy', headerPolicy)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end()
    return
  }
  const file = fileOf(folder, request.url ?? '/')
  if (file === undefined) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n')
    return
  }
  const extension = extname(file)
  const { mtimeMs, size } = statSync(file)
  const tag = `"${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"`
  response.setHeader('Content-Type', types[extension] ?? 'application/octet-stream')
  response.setHeader('Cache-Control', cachingOf(folder, file))
  response.setHeader('ETag', tag)
  response.setHeader('Vary', 'Accept-Encoding')
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304).end()
    return
  }
  const encoding = encodingOf(request, extension)
  if (encoding === undefined) {
    response.writeHead(200, { 'Content-Length': size })
    if (request.method === 'HEAD') response.end()
    else
      createReadStream(file)
        .on('error', () => response.destroy())
        .pipe(response)
    return
  }
  const key = `${encoding} ${tag} ${file}`
  const body = compressed.get(key) ?? encoders[encoding](readFileSync(file))
  compressed.set(key, body)
  response.writeHead(200, { 'Content-Encoding': encoding, 'Content-Length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

const listen = (server, port) =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve(server.address().port)
    })
  })

/**
 * Serves a folder on loopback, on the port or, where it is taken, one of the next twenty; port 0 takes any.
 * @param {string} folder an absolute path
 * @param {number} port
 * @returns {Promise<{ url: string, port: number, close(): Promise<void> }>}
 */
export const serve = async (folder, port) => {
  const compressed = new Map()
  const server = createServer((request, response) => answerWith(compressed, folder, request, response))
  const last = port === 0 ? 0 : port + 20
  for (let wanted = port; ; wanted += 1) {
    try {
      const taken = await listen(server, wanted)
      const close = () =>
        new Promise((resolve) => {
          server.closeAllConnections()
          server.close(() => resolve(undefined))
        })
      return { url: `http://127.0.0.1:${taken}/`, port: taken, close }
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || wanted >= last) throw error
    }
  }
}
