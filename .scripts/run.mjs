import { spawn } from 'node:child_process'
import { root } from './paths.mjs'

/**
 * Runs a command in the repository with its output on this terminal.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [environment] added to this process's own
 * @returns {Promise<number>} its exit code; 127 when it could not be started
 */
export const run = (command, args, environment = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
      shell: process.platform === 'win32',
    })
    child.on('error', () => resolve(127))
    child.on('exit', (code) => resolve(code ?? 1))
  })

/** Runs a package's own command, as `npx` would, without asking the network. */
export const tool = (name, args, environment = {}) =>
  run(process.execPath, [`node_modules/${bins[name]}`, ...args], environment)

const bins = {
  biome: '@biomejs/biome/bin/biome',
  tsc: 'typescript/bin/tsc',
  vite: 'vite/bin/vite.js',
  vitest: 'vitest/vitest.mjs',
  playwright: '@playwright/test/cli.js',
}
