import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { canaryTill } from './canaries.ts'

/** What store staff and checkouts do with a window, whichever host it belongs to. */

export const patience = { timeout: 30_000 }
export const sell = [{ upstream: 'loyalty', allow: ['capillary:sell'] }]

export interface Asked {
  pairingId: string
  pollSecret: string
  comparisonCode: string
}

export async function ask(
  { url }: { url: string },
  name: string,
  grants: object[] = sell,
  days?: number,
): Promise<Asked> {
  const answer = await fetch(`${url}/v1/pairings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, grants, ...(days !== undefined && { days }) }),
  })
  expect(answer.status).toBe(201)
  return (await answer.json()) as Asked
}

export async function outcome({ url }: { url: string }, { pairingId, pollSecret }: Asked) {
  const answer = await fetch(`${url}/v1/pairings/${pairingId}`, { headers: { Authorization: `Bearer ${pollSecret}` } })
  return (await answer.json()) as { state: string; key?: string; grants?: unknown }
}

export const dialog = (page: Page) => page.getByRole('dialog', { name: 'A program wants to be let in' })

export async function approve(page: Page): Promise<void> {
  const button = dialog(page).getByRole('button', { name: /let it in/ })
  await expect.poll(() => button.isEnabled(), patience).toBe(true)
  await button.click()
}

/** As store staff would, from the first screen to the one that asks for the checkout. */
export async function setUp(page: Page, baseUrl: string): Promise<void> {
  await page.getByRole('heading', { name: 'Welcome. Which store is this?' }).waitFor()
  await page.getByRole('textbox', { name: 'Name of the store' }).fill('Corner shop')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: /Capillary, with till and password/ }).click()
  await page.getByLabel('Region').selectOption('custom')
  await page.getByRole('textbox', { name: 'Address of the cloud' }).fill(baseUrl)
  await page.getByRole('textbox', { name: 'Till' }).fill(canaryTill)
}
