import { err, ok, type Result } from '../base/index.ts'
import { loadPatterns } from './registry.ts'

/** What the page loads when it is asked for: each rejects where it cannot be fetched. */
export const parts = {
  file: () => import('./filing.ts'),
  link: () => import('./linking.ts'),
  bundle: () => import('./bundling.ts'),
  patterns: loadPatterns,
}
export type Parts = typeof parts

/** A part, or what to tell the person: a browser may refuse to ask again for what it could not fetch once. */
export const fetched = async <T>(part: Promise<T>, needed: string): Promise<Result<T, string>> => {
  try {
    return ok(await part)
  } catch {
    return err(
      `The page could not load what ${needed} needs. Check your connection, reload the page and try again.`,
    )
  }
}
