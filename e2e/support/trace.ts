import type { Page } from '@playwright/test'

/** What the browser itself did while `run` went on: how often, by the name of the event. */
export const traced = async (
  page: Page,
  categories: readonly string[],
  run: () => Promise<void>,
): Promise<ReadonlyMap<string, number>> => {
  const cdp = await page.context().newCDPSession(page)
  const seen = new Map<string, number>()
  cdp.on('Tracing.dataCollected', ({ value }) => {
    for (const { name } of value as readonly { readonly name?: string }[])
      if (name !== undefined) seen.set(name, (seen.get(name) ?? 0) + 1)
  })
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: [...categories] },
  })
  await run()
  const over = new Promise<void>((done) => {
    cdp.once('Tracing.tracingComplete', () => done())
  })
  await cdp.send('Tracing.end')
  await over
  await cdp.detach()
  return seen
}
