import { createServer } from 'node:net'
import { defineConfig } from '@playwright/test'
import { findChromium } from './.scripts/chromium.mjs'

const freePort = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(String(address !== null && typeof address === 'object' ? address.port : 0)))
    })
  })

// Playwright reads this file once more in every worker: the first reading settles the port for all.
process.env.DAMASK_E2E_PORT ??= await freePort()
const baseURL = `http://127.0.0.1:${process.env.DAMASK_E2E_PORT}/`

const executablePath = await findChromium()

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // For machines that are busy besides; how fast things are is measured in the bench.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    baseURL,
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    // Recording costs a fifth of every test; `--trace retain-on-failure` asks for it.
    trace: 'off',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Pages live for seconds: optimizing PostgreSQL's code would take longer than it saves. The bench has it on.
        '--js-flags=--liftoff-only',
      ],
    },
  },
  webServer: {
    command: 'node .scripts/serve-dist.mjs',
    url: baseURL,
    env: { PORT: process.env.DAMASK_E2E_PORT },
    reuseExistingServer: false,
  },
})
