import { err, ok, type Result } from '../base/index.ts'
import { copyDesign, type Design } from '../design/index.ts'
import type { Collection } from './collection.ts'
import type { Engines } from './engines/index.ts'
import type { Library } from './library.ts'
import { fetched, parts } from './parts.ts'
import { loadBook, patternsIn } from './registry.ts'
import type { Seams } from './seams.ts'
import type { Store } from './state.ts'
import type { App } from './types.ts'

interface Tools {
  readonly store: Store
  readonly seams: Seams
  readonly collection: Collection
  readonly library: Library
  readonly engines: Engines
}

/** The ways in and out of the page. What only they need is loaded when it is asked for, before anything changes. */
export const createSharing = ({
  store,
  seams,
  collection,
  library,
  engines,
}: Tools): Pick<App, 'openFile' | 'openLink'> & {
  readonly link: App['shareLink']
  readonly bundle: App['exportBundle']
} => {
  const load = { ...parts, ...seams.parts }
  const withPatterns = (design: Design, needed: string) => fetched(load.patterns(patternsIn(design)), needed)
  return {
    openFile: async (text, fileName) => {
      const needed = `opening ${fileName}`
      const reader = await fetched(load.file(), needed)
      if (!reader.ok) return reader
      const read = reader.value.readFile(text, fileName)
      if (!read.ok) return read
      const ready = await withPatterns(read.value, needed)
      if (!ready.ok) return ready
      // A file never replaces what is here: where its document is known already, it opens as a copy.
      const known = await collection.knows(read.value.id)
      await library.addAndOpen(known ? copyDesign(read.value, seams.random) : read.value, { held: true })
      return ok(undefined)
    },
    openLink: async (fragment): Promise<Result<void, string>> => {
      const needed = 'opening a link'
      const reader = await fetched(load.link(), needed)
      if (!reader.ok) return reader
      const read = reader.value.decodeLink(fragment)
      if (!read.ok) return err(read.error.message)
      const ready = await withPatterns(read.value, needed)
      if (!ready.ok) return ready
      await library.show(read.value)
      return ok(undefined)
    },
    link: async () => {
      const writer = await fetched(load.link(), 'sharing by link')
      if (!writer.ok) return err({ lost: writer.error })
      return writer.value.linkTo(store.getState().open?.design, seams.address())
    },
    bundle: async () => {
      const { open } = store.getState()
      if (!open) return err('No design is open. Open or create one first.')
      const writer = await fetched(Promise.all([load.bundle(), loadBook()]), 'exporting')
      if (!writer.ok) return writer
      const [{ bundleOf }, book] = writer.value
      await engines.settled()
      return ok(bundleOf(open, store.getState().engines.pglite, book))
    },
  }
}
