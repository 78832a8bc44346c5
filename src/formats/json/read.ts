import { err, ok, type Result } from '../../base/index.ts'
import { type Design, type DesignError, limits } from '../../design/index.ts'
import { readDesign } from './text.ts'

const decoded = (bytes: Uint8Array): Result<string, string> => {
  if (bytes.length > limits.text) return err(`the file is larger than ${limits.text / 1024 / 1024} MB`)
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return err('the file is no UTF-8 text: a Damask design is a JSON file')
  }
}

/** A design file as text, or as bytes of which nothing is known yet. Never throws: an error says where and what. */
export const readJson = (file: string | Uint8Array): Result<Design, readonly DesignError[]> => {
  const text = typeof file === 'string' ? ok(file) : decoded(file)
  return text.ok ? readDesign(text.value) : err([{ path: '', message: text.error }])
}
