import type { Command } from './types.ts'

const width = (commands: readonly Command[]): number => Math.max(...commands.map((c) => c.name.length))

export const overview = (commands: readonly Command[]): string =>
  [
    'damask: designs of PostgreSQL schemas, with patterns that are proved',
    '',
    ...commands.map((c) => `  ${c.name.padEnd(width(commands))}  ${c.summary}`),
    '',
    'D is a design file, or - for stdin. Results go to stdout, everything else to stderr.',
    'Exit status: 0 fine, 1 error issues or failed proofs, 2 input that cannot be used.',
    '`damask COMMAND --help` says more; --version gives the version.',
  ].join('\n')

export const helpOf = (c: Command): string =>
  [`damask ${c.name} ${c.usage}`, '', `  ${c.summary}`, ...(c.details ?? []).map((d) => `  ${d}`)].join('\n')
