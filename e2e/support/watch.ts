import { expect, type Page } from '@playwright/test'

export interface Watch {
  /** Nothing foreign was asked for, nothing was refused by the policy, no dialog, no error, no planted script. */
  quiet(): Promise<void>
}

declare global {
  interface Window {
    __pwned?: unknown
  }
}

/** Watches a page for everything that hostile text or a careless build could cause. */
export const watch = async (page: Page, baseURL: string | undefined): Promise<Watch> => {
  const seen: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(String(baseURL)) && !/^(data|blob):/.test(url)) seen.push(`request to ${url}`)
  })
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) seen.push(`policy: ${message.text()}`)
  })
  return {
    quiet: async () => {
      expect(seen).toEqual([])
      expect(await page.evaluate(() => window.__pwned)).toBeUndefined()
    },
  }
}
