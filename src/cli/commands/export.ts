import { existsSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type BundleFile, bundleFiles, zipBundle } from '../../formats/bundle/index.ts'
import { loadBook } from '../../store/index.ts'
import { compiled } from '../design.ts'
import { codeOf, designAt, neededOption, reasonOf, textOption, writeOutput } from '../input.ts'
import { hasErrors, jsonResult, result, tellIssues } from '../output.ts'
import { type Command, exit } from '../types.ts'
import { Unusable } from '../unusable.ts'

const isFolder = async (path: string): Promise<boolean> => (await stat(path)).isDirectory()

/** Folder by folder: Node's own `recursive` never returns where a folder takes no others, as in /proc. */
const makeFolders = async (path: string): Promise<void> => {
  try {
    await mkdir(path)
  } catch (e) {
    if (codeOf(e) === 'EEXIST' && (await isFolder(path))) return
    if (codeOf(e) !== 'ENOENT' || existsSync(dirname(path))) throw e
    await makeFolders(dirname(path))
    await mkdir(path)
  }
}

const makeFolder = async (path: string): Promise<void> => {
  try {
    await makeFolders(path)
  } catch (e) {
    throw new Unusable(`${path}: ${codeOf(e) === 'ENOENT' ? 'no folder can be made there' : reasonOf(e)}`)
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
    if (out === '-')
      throw new Unusable('a bundle does not go to stdout: give --out FILE.zip or a folder, such as ./-')
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
