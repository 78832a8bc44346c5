import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../../.scripts/serve.mjs'

let top: string
let server: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  top = mkdtempSync(join(tmpdir(), 'damask-serve-'))
  mkdirSync(join(top, 'dist/assets'), { recursive: true })
  writeFileSync(join(top, 'secret.txt'), 'secret')
  writeFileSync(join(top, 'dist/index.html'), '<title>page</title>')
  writeFileSync(join(top, 'dist/assets/a-1.js'), 'export const a = 1')
  writeFileSync(join(top, 'dist/assets/a-1.wasm'), '\0asm')
  writeFileSync(join(top, 'dist/assets/s-1.tar.gz'), 'zipped')
  server = await serve(join(top, 'dist'), 0)
})
afterAll(async () => {
  await server.close()
  rmSync(top, { recursive: true, force: true })
})

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** Sends the path as written: fetch would resolve `..` before sending. */
const ask = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: server.port, path, headers, method }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
    call.on('error', reject)
    call.end()
  })

test.each([
  ['/', 'text/html; charset=utf-8', 'no-cache'],
  ['/assets/a-1.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['/assets/a-1.wasm', 'application/wasm', 'public, max-age=31536000, immutable'],
  ['/assets/s-1.tar.gz', 'application/gzip', 'public, max-age=31536000, immutable'],
])('%s has its type, its caching and the policy', async (path, type, caching) => {
  const { status, headers } = await ask(path)
  expect(status).toBe(200)
  expect(headers).toMatchObject({ 'content-type': type, 'cache-control': caching })
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/,
  )
})

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets',
  '/none.js',
  '/%zz',
  '/%00',
])('%s is not found, and carries the policy all the same', async (path) => {
  const { status, headers, body } = await ask(path)
  expect(status).toBe(404)
  expect(String(body)).not.toContain('secret')
  expect(headers['content-security-policy']).toBeDefined()
})

test('text is compressed as the browser accepts it, archives never', async () => {
  const br = await ask('/assets/a-1.js', { 'accept-encoding': 'gzip, deflate, br' })
  expect(br.headers['content-encoding']).toBe('br')
  expect(String(brotliDecompressSync(br.body))).toBe('export const a = 1')
  const gzip = await ask('/assets/a-1.js', { 'accept-encoding': 'gzip, br;q=0' })
  expect(String(gunzipSync(gzip.body))).toBe('export const a = 1')
  const archive = await ask('/assets/s-1.tar.gz', { 'accept-encoding': 'gzip, br' })
  expect(archive.headers['content-encoding']).toBeUndefined()
  expect(String(archive.body)).toBe('zipped')
})

test('an unchanged file is not sent twice, and only reading is allowed', async () => {
  const first = await ask('/')
  expect((await ask('/', { 'if-none-match': String(first.headers.etag) })).status).toBe(304)
  expect((await ask('/', {}, 'POST')).status).toBe(405)
  const head = await ask('/', {}, 'HEAD')
  expect([head.status, head.body.length]).toEqual([200, 0])
})

test('a taken port is passed over for the next one', async () => {
  const second = await serve(join(top, 'dist'), server.port)
  expect(second.port).toBeGreaterThan(server.port)
  await second.close()
})
