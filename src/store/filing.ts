import { err, type Result } from '../base/index.ts'
import type { Design, DesignError } from '../design/index.ts'
import { readJson } from '../formats/json/index.ts'

const where = (e: DesignError): string => {
  if (e.line !== undefined) return `line ${e.line}${e.column === undefined ? '' : `, column ${e.column}`}: `
  return e.path === '' ? '' : `${e.path} `
}

const told = (fileName: string, errors: readonly DesignError[]): string => {
  const shown = errors.slice(0, 3).map((e) => where(e) + e.message)
  const more = errors.length > 3 ? `, and ${errors.length - 3} more` : ''
  return `${fileName} is no Damask design: ${shown.join('; ')}${more}.`
}

/** The design in a file's text, or what is wrong with it in words. */
export const readFile = (text: string, fileName: string): Result<Design, string> => {
  const read = readJson(text)
  return read.ok ? read : err(told(fileName, read.error))
}
