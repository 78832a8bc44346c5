import { expect, type Page, test } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { bytesOf, textOf } from './support/bundle.ts'
import { blank, engineMs, template, treeItem } from './support/canvas.ts'
import { chooseFile, dropFile, toldError } from './support/hostile.ts'

test.use({ actionTimeout: 30_000 })

const orders = (page: Page): Promise<void> => template(page, /Orders, multi-tenant/, 'orders')

const linkOf = async (page: Page): Promise<string> => {
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const link = await page.getByRole('dialog').getByRole('textbox').inputValue()
  await page.keyboard.press('Escape')
  return link
}

/** What leaves the page was run before: that takes its time. */
const toBundle = (page: Page) => page.waitForEvent('download', { timeout: engineMs })

test('a bundle is exported with the keyboard alone, time after time', async ({ page }) => {
  test.setTimeout(engineMs + 60_000)
  await orders(page)
  const opener = page.getByRole('button', { name: 'Export', exact: true })
  await opener.focus()
  await page.keyboard.press('Enter')
  const button = page.getByRole('button', { name: 'Download the bundle' })
  await expect(button).toBeFocused()
  const bundles: string[] = []
  for (let i = 0; i < 2; i++) {
    const downloading = toBundle(page)
    await page.keyboard.press('Enter')
    const files = unzipSync(await bytesOf(await downloading))
    bundles.push(
      Object.entries(files)
        .map(([path, bytes]) => path + strFromU8(bytes))
        .join(),
    )
    await expect(page.getByRole('dialog').getByRole('status')).toContainText('is downloaded')
    await expect(button).toBeFocused()
  }
  expect(bundles[1]).toBe(bundles[0])
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()
})

test('a saved file opened elsewhere is saved and exported the same, byte by byte', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(2 * engineMs + 60_000)
  const out = async (from: Page): Promise<readonly Buffer[]> => {
    const saving = from.waitForEvent('download')
    await from.keyboard.press('ControlOrMeta+s')
    const file = Buffer.from(await textOf(await saving))
    await from.getByRole('button', { name: 'Export', exact: true }).click()
    const exporting = toBundle(from)
    await from.getByRole('button', { name: 'Download the bundle' }).click()
    const zip = Buffer.from(await bytesOf(await exporting))
    await from.keyboard.press('Escape')
    return [file, zip]
  }
  await orders(page)
  const [file, zip] = await out(page)
  const other = await browser.newPage(baseURL ? { baseURL } : {})
  await other.goto('./')
  await chooseFile(other, 'orders.json', file ?? '')
  await expect(treeItem(other, 'orders')).toBeVisible()
  const again = await out(other)
  expect(again[0]?.equals(file ?? Buffer.of())).toBe(true)
  expect(again[1]?.equals(zip ?? Buffer.of())).toBe(true)
  await other.close()
})

test('one copy of a link is kept, however quickly it is asked for', async ({ page, browser, baseURL }) => {
  await orders(page)
  const link = await linkOf(page)
  const reader = await browser.newPage(baseURL ? { baseURL } : {})
  await reader.goto(`${link}&utm_source=chat`)
  await reader.getByRole('button', { name: 'Keep a copy' }).dblclick()
  await expect(reader.getByRole('region', { name: 'Read-only design' })).toBeHidden({ timeout: 30_000 })
  await reader.getByRole('button', { name: 'Damask' }).click()
  await expect(reader.locator('.recent-row')).toHaveCount(1)
  await reader.close()
})

test('a file held over the page says what dropping it does, until it is taken away', async ({ page }) => {
  await blank(page)
  const hand = await page.context().newCDPSession(page)
  const data = { items: [], files: ['/tmp/orders.json'], dragOperationsMask: 1 }
  const drag = (type: 'dragEnter' | 'dragOver' | 'dragCancel') =>
    hand.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
  const said = page.getByText('Drop the design file to open it')
  await drag('dragEnter')
  await drag('dragOver')
  await expect(said).toBeVisible()
  await drag('dragCancel')
  await page.mouse.move(420, 320)
  await expect(said).toHaveCount(0)
})

test('a dialog goes with its design: by Back, and by a file that is dropped', async ({ page }) => {
  await orders(page)
  const saving = page.waitForEvent('download')
  await page.keyboard.press('ControlOrMeta+s')
  const text = await textOf(await saving)
  const share = page.getByRole('dialog', { name: 'Share by link' })
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await expect(share).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Blank design' })).toBeVisible()
  await expect(share).toBeHidden()
  await page.goForward()
  await expect(treeItem(page, 'orders')).toBeVisible()
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await expect(share).toBeVisible()
  const before = page.url()
  await dropFile(page, 'orders.json', text)
  await expect.poll(() => page.url()).not.toBe(before)
  await expect(share).toBeHidden()
})

/** Of letters in no order, which no packing makes shorter. */
const long = (n: number): string => {
  let seed = 7
  return Array.from({ length: n }, () => {
    seed = (seed * 48271) % 2147483647
    return String.fromCharCode(97 + (seed % 26))
  }).join('')
}

test('a design too large for a link is saved as a file from where the link would be copied', async ({
  page,
}) => {
  await orders(page)
  const saving = page.waitForEvent('download')
  await page.keyboard.press('ControlOrMeta+s')
  const text = await textOf(await saving)
  const large = text.replaceAll(/"comment": "[^"]*"/g, `"comment": "${long(60_000)}"`)
  await dropFile(page, 'large.json', large.replaceAll('Orders, multi-tenant', 'Large'))
  await expect(page.getByRole('textbox', { name: 'Name of the design' })).toHaveValue('Large')
  await page.getByRole('button', { name: 'Share', exact: true }).focus()
  await page.keyboard.press('Enter')
  const share = page.getByRole('dialog', { name: 'Share by link' })
  await expect(share.getByRole('alert')).toContainText('Save it as a file')
  await expect(share.getByRole('button', { name: 'Copy the link' })).toHaveCount(0)
  const save = share.getByRole('button', { name: 'Save as a file' })
  await expect(save).toHaveCount(1)
  await expect(save).toBeFocused()
  const again = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  expect(await textOf(await again)).toContain(long(60_000))
})

test('a design is renamed in the list with the keyboard alone', async ({ page }) => {
  await orders(page)
  await page.getByRole('button', { name: 'Damask' }).click()
  const renamed = async (typed: string, key: string): Promise<void> => {
    await page.getByRole('button', { name: /^More for/ }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    const input = page.getByRole('textbox', { name: 'Name of the design' })
    await expect(input).toBeFocused()
    await input.fill(typed)
    await page.keyboard.press(key)
    await expect(input).toBeHidden()
  }
  const row = page.locator('.recent-open')
  await renamed('Dropped', 'Escape')
  await expect(row).toBeFocused()
  await expect(row).toContainText('Orders, multi-tenant')
  await renamed('Shop', 'Enter')
  await expect(row).toContainText('Shop')
  await expect(row).toBeFocused()
})

test('a dialog whose code does not come leaves the page as it is, and opens when it comes', async ({
  page,
}) => {
  const code = /\/assets\/share-dialog-.*\.js$/
  await page.route(code, (route) => route.abort())
  await orders(page)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await toldError(page, /did not open.*reload the page/)
  await expect(treeItem(page, 'orders')).toBeVisible()
  await page.unroute(code)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Share by link' })).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  test('a bundle is exported by touch', async ({ page }) => {
    test.setTimeout(engineMs + 60_000)
    await page.goto('./')
    await page.getByRole('button', { name: /Orders, multi-tenant/ }).tap()
    await page.getByRole('button', { name: 'Design menu' }).tap()
    await page.getByRole('menuitem', { name: 'Export migration bundle' }).tap()
    const downloading = toBundle(page)
    await page.getByRole('button', { name: 'Download the bundle' }).tap()
    expect(Object.keys(unzipSync(await bytesOf(await downloading)))).toContain('README.md')
    await expect(page.getByRole('dialog').getByRole('status')).toContainText('promises held')
  })
})
