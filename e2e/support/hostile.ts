import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'

/** Sets the sentinel if anything ever runs it. */
export const planted = `"><img src=x onerror="window.__pwned=1"><script>window.__pwned=1</script>`

/** Names that are legal in PostgreSQL and awkward everywhere else; none is longer than 63 bytes. */
export const awkward: readonly string[] = [
  `"><img src=x onerror=window.__pwned=1>`,
  `'); drop table x; --`,
  '🧵 smörgås 表',
  'abc\u202Edef\u200F',
  'select',
  'a'.repeat(63),
  '{{constructor}}',
  'javascript:window.__pwned=1',
]

/** Gives the page a file as if it had been chosen. */
export const chooseFile = async (page: Page, name: string, text: string | Buffer): Promise<void> => {
  const choosing = page.waitForEvent('filechooser')
  // The browser is told to hand choosers over; it has heard that once it has answered this.
  await page.evaluate(() => undefined)
  await page.keyboard.press('ControlOrMeta+o')
  const buffer = typeof text === 'string' ? Buffer.from(text) : text
  await (await choosing).setFiles({ name, mimeType: 'application/json', buffer })
}

/** Drops a file on the page. */
export const dropFile = async (page: Page, name: string, text: string): Promise<void> => {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([String(content)], String(fileName), { type: 'application/json' }))
      return transfer
    },
    [name, text],
  )
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('.workspace, main', type, { dataTransfer: data })
}

/** An error in words, in a notice that stays. Closes it. */
export const toldError = async (page: Page, words: RegExp): Promise<void> => {
  const told = page.locator('.toast.error').filter({ hasText: words })
  await expect(told).toBeVisible()
  await told.getByRole('button', { name: 'Dismiss' }).click()
  await expect(told).toBeHidden()
}

/** Saves the open design to a file and opens that: nothing of it is run before it is asked for. */
export const reopened = async (page: Page): Promise<void> => {
  const download = page.waitForEvent('download')
  await page.keyboard.press('ControlOrMeta+s')
  const chunks: Buffer[] = []
  for await (const chunk of await (await download).createReadStream()) chunks.push(Buffer.from(chunk))
  await page.getByRole('button', { name: 'Damask' }).click()
  await chooseFile(page, 'reopened.json', Buffer.concat(chunks))
}
