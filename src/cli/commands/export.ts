import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type BundleFile, bundleFiles, zipBundle } from '../../formats/bundle/index.ts'
import { loadBook } from '../../store/index.ts'
import { compiled } from '../design.ts'
import { designAt, neededOption, reasonOf, textOption, writeOutput } from '../input.ts'
import { hasErrors, jsonResult, result, tellIssues } from '../output.ts'
import { type Command, exit } from '../types.ts'
import { Unusable } from '../unusable.ts'

const makeFolder = async (path: string): Promise<void> => {
  try {
    await mkdir(path, { recursive: true })
  } catch (e) {
    throw new Unusable(`${path}: ${reasonOf(e)}`)
  }
}

const writeFolder = async (folder: string, files: readonly BundleFile[]): Promise<readonly string[]> => {
  const written: string[] = []
  for (const f of files) {
    const path = join(folder, f.path)
    await makeFolder(dirname(path))
    await writeOutput(path, f.text)
    written.push(path)
  }
  return written
}

export const exportCommand: Command = {
  name: 'export',
  usage: 'D --out DIR|FILE.zip [--name N] [--json]',
  summary: 'the design as a bundle: migrations, tests, decision records',
  details: ['Prints the paths it wrote. Files of the same name are replaced.'],
  options: {
    out: { type: 'string', short: 'o' },
    name: { type: 'string', short: 'n' },
    json: { type: 'boolean' },
  },
  async run(args) {
    const { design } = await designAt(args)
    const out = neededOption(args, 'out')
    const name = textOption(args, 'name')
    const json = args.options.json === true
    const c = compiled(design)
    const files = bundleFiles(c, await loadBook(), name === undefined ? {} : { name })
    if (/\.zip$/i.test(out)) await writeOutput(out, zipBundle(files))
    const written = /\.zip$/i.test(out) ? [out] : await writeFolder(out, files)
    if (json) jsonResult({ written, files: files.map((f) => f.path) })
    else result(written.join('\n'))
    tellIssues(c.issues, json)
    return hasErrors(c.issues) ? exit.wrong : exit.fine
  },
}
