import type { Catalog } from '../../catalog/index.ts'
import type { Gap } from '../types.ts'
import { extensionsOf } from './gaps.ts'
import type { Link } from './link.ts'

/** How often the database is started before pgcrypto is called unusable. */
const starts = 6

export const usesCrypto = (catalog: Catalog): boolean =>
  extensionsOf(catalog).some((x) => x.name === 'pgcrypto')

/** Asks for a digest, in an extension that is made for it where there is none. */
const finds = async (link: Link): Promise<boolean> => {
  await link.home()
  await link.must('begin')
  await link.must('create extension if not exists pgcrypto with schema public')
  const schema = await link.must(
    `select quote_ident(nspname) from pg_namespace n join pg_extension on extnamespace = n.oid where extname = 'pgcrypto'`,
  )
  const digest = await link.attempt(`select ${schema.rows[0]?.[0]}.digest('', 'sha256')`)
  await link.home()
  return digest.ok
}

/**
 * Whether pgcrypto works. OpenSSL in WebAssembly is set up on first use, and in some starts of PGlite 0.5.16 that
 * fails, one in several on a busy machine; from then on no digest or cipher is found ("Unsupported digest algorithm",
 * "Cipher cannot be initialized") until the database is another one. Where it worked once it goes on working. So a
 * database that is to hold pgcrypto is asked first, while it is empty, and started anew where it fails.
 */
export const ensureCrypto = async (link: Link, another: () => Promise<void>): Promise<boolean> => {
  for (let n = 1; n < starts; n++) {
    if (await finds(link)) return true
    await another()
  }
  return finds(link)
}

/** Said where no start helped: what rests on the extension is not judged. */
export const cryptoGaps = (catalog: Catalog): readonly Gap[] =>
  extensionsOf(catalog)
    .filter((x) => x.name === 'pgcrypto')
    .map((x) => ({
      object: x.id,
      feature: 'extension',
      message: `The in-page PostgreSQL was started ${starts} times, and its pgcrypto never found a digest: what needs it fails here.`,
    }))
