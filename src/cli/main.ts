import { type ParseArgsConfig, parseArgs } from 'node:util'
import { version } from '../../package.json'
import { loadPatterns } from '../store/index.ts'
import { commands } from './commands/index.ts'
import { helpOf, overview } from './help.ts'
import { reasonOf } from './input.ts'
import { printable, result } from './output.ts'
import { suggestion } from './suggest.ts'
import { type Args, type Command, type Exit, exit } from './types.ts'
import { Unusable } from './unusable.ts'

const parsed = (command: Command, argv: readonly string[]): Args => {
  const options: ParseArgsConfig['options'] = { ...command.options, help: { type: 'boolean', short: 'h' } }
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    return { options: values as Args['options'], positionals }
  } catch (e) {
    throw new Unusable(
      e instanceof Error ? e.message : String(e),
      `usage: damask ${command.name} ${command.usage}`,
    )
  }
}

const commandOf = (name: string): Command => {
  const command = commands.find((c) => c.name === name)
  if (command) return command
  throw new Unusable(
    `there is no command ${name}.${suggestion(
      name,
      commands.map((c) => c.name),
    )}`,
    '`damask --help` lists the commands',
  )
}

const runCommand = async (name: string, argv: readonly string[]): Promise<Exit> => {
  const command = commandOf(name)
  const args = parsed(command, argv)
  if (!args.options.help) {
    await loadPatterns()
    return command.run(args)
  }
  result(helpOf(command))
  return exit.fine
}

const run = async (argv: readonly string[]): Promise<Exit> => {
  const [name, ...rest] = argv
  if (name === undefined) throw new Unusable('give a command', overview(commands))
  if (name === '--version' || name === '-v') result(version)
  else if (name === '--help' || name === '-h' || name === 'help') {
    result(rest[0] === undefined ? overview(commands) : helpOf(commandOf(rest[0])))
  } else return runCommand(name, rest)
  return exit.fine
}

/** The lines that went wrong, for people or, under --json, as JSON. */
const tell = (lines: readonly string[], json: boolean): void => {
  for (const [i, message] of lines.entries()) {
    const text = json
      ? JSON.stringify({ severity: 'error', code: 'cli/unusable', message })
      : printable(i === 0 ? `damask: ${message}` : message)
    process.stderr.write(`${text}\n`)
  }
}

/** Whoever reads the output may stop reading, as `head` does: that is no failure. A full disk is one. */
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (e: NodeJS.ErrnoException) => {
    if (e.code === 'EPIPE') process.exit()
    if (stream === process.stdout) tell([`stdout: ${reasonOf(e)}`], process.argv.includes('--json'))
    process.exit(exit.unusable)
  })

const argv = process.argv.slice(2)
try {
  process.exitCode = await run(argv)
} catch (e) {
  const lines =
    e instanceof Unusable
      ? e.lines
      : [`this is a fault of Damask: ${e instanceof Error ? e.message : String(e)}`]
  tell(lines, argv.includes('--json'))
  process.exitCode = exit.unusable
}
