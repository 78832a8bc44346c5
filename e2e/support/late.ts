import type { Page } from '@playwright/test'

/** Keeps the files back that the page asks for, until what is given is called. */
export const keepBack = async (page: Page, files: string): Promise<() => void> => {
  let go: (() => void) | undefined
  const held = new Promise<void>((done) => {
    go = done
  })
  await page.route(files, async (route) => {
    await held
    await route.continue()
  })
  return () => go?.()
}
