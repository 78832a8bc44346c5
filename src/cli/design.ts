import { newAuthor, type Random } from '../base/index.ts'
import { type Compiled, compile } from '../compile/index.ts'
import { applyChanges, type Design, idSource } from '../design/index.ts'
import { writeJson } from '../formats/json/index.ts'
import { type Attempt, type Context, createCommands, registry } from '../store/index.ts'
import { textOption, writeOutput } from './input.ts'
import { hasErrors, result, tellIssues } from './output.ts'
import { type Args, type Exit, exit } from './types.ts'
import { Unusable } from './unusable.ts'

export const random: Random = (n) => crypto.getRandomValues(new Uint8Array(n))

export const compiled = (design: Design): Compiled => compile(design, registry)

type Commands = ReturnType<typeof createCommands>

/** The design after one command; a refusal is input that cannot be used. */
export const after = (design: Design, build: (commands: Commands) => Attempt): Design => {
  const author = design.authors[0] ?? newAuthor(random)
  const context: Context = {
    design,
    compiled: compiled(design),
    registry,
    clock: () => Date.now(),
    newId: idSource(design, author),
  }
  const attempt = build(createCommands(() => context))
  if (!attempt.ok) throw new Unusable(attempt.error.message)
  return applyChanges(design, attempt.value.changes).design
}

/** Options of every command that answers with a design. */
export const designOptions = {
  out: { type: 'string', short: 'o' },
  json: { type: 'boolean' },
} as const

/** Writes a design to `--out` or to stdout, and tells what is wrong with it. */
export const putDesign = async (
  design: Design,
  args: Args,
  path = textOption(args, 'out'),
): Promise<Exit> => {
  const text = writeJson(design)
  if (path === undefined || path === '-') result(text)
  else await writeOutput(path, text)
  const { issues } = compiled(design)
  tellIssues(issues, args.options.json === true)
  return hasErrors(issues) ? exit.wrong : exit.fine
}
