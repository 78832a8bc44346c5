#!/usr/bin/env node
// The command line: runs the bundle that `npm ci` made.
import { existsSync } from 'node:fs'

const bundle = new URL('../dist-cli/main.js', import.meta.url)
if (existsSync(bundle)) await import(bundle.href)
else {
  console.error('damask: the command line is not built; run `npm run prepare` in its folder.')
  process.exitCode = 2
}
