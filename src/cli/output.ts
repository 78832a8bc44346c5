import type { Issue } from '../compile/index.ts'

/** Control characters, which could move a terminal's cursor, and marks that turn the text's direction. */
const unprintable = /[^\P{C}\n]+/gu

/** Text of the design for a terminal. */
export const printable = (text: string): string => text.replace(unprintable, '\ufffd')

/** A result. Nothing else is written to stdout. */
export const result = (text: string): void => {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}
export const jsonResult = (value: unknown): void => result(JSON.stringify(value, null, 2))

/** A word beside the result, for people or as JSON. */
export const say = (text: string, json = false): void => {
  const line = json ? JSON.stringify({ severity: 'info', code: 'cli/note', message: text }) : printable(text)
  process.stderr.write(`${line}\n`)
}

/** Issues on stderr: a line for each, for people or as JSON. */
export const tellIssues = (issues: readonly Issue[], json: boolean): void => {
  for (const { code, severity, message, objects, use, option } of issues)
    if (json) process.stderr.write(`${JSON.stringify({ severity, code, message, objects, use, option })}\n`)
    else say(`${severity}: ${message.replace(/\s+/g, ' ')} [${code}]`)
}

export const hasErrors = (issues: readonly Issue[]): boolean => issues.some((i) => i.severity === 'error')
