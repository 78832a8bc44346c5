import { expect, test } from '@playwright/test'

test('the built page opens, asks no other host, and breaks no policy', async ({ page, baseURL }) => {
  const foreign: string[] = []
  const refused: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(String(baseURL)) && !/^(data|blob):/.test(request.url()))
      foreign.push(request.url())
  })
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text())
  })
  const response = await page.goto('./')
  expect(response?.headers()['content-security-policy']).toContain("frame-ancestors 'none'")
  await expect(page.locator('#root > *').first()).toBeVisible()
  expect(foreign).toEqual([])
  expect(refused).toEqual([])
})

test('the page paints in the stored theme at once', async ({ page }) => {
  // Without the app's own script: the first paint has only the small one.
  await page.route(/assets\/.*\.js$/, (route) => route.abort())
  await page.addInitScript(() => localStorage.setItem('damask.theme', 'dark'))
  await page.goto('./')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})
