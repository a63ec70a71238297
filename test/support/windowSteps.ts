import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { canaryTill } from './canaries.ts'

// What store staff and checkouts do with the window, in the browser and in Electron alike.

/** For `expect.poll`. */
export const sellGrant = [{ upstream: 'loyalty', allow: ['capillary:sell'] }]

interface StartedPairing {
  pairingId: string
  pollSecret: string
  comparisonCode: string
}

/** Asks for access, as a checkout does. @param agent its POS API @param name the name of the checkout */
export async function startPairing(
  agent: { url: string },
  name: string,
  grants: object[] = sellGrant,
  days?: number,
): Promise<StartedPairing> {
  const response = await fetch(`${agent.url}/v1/pairings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, grants, ...(days !== undefined && { days }) }),
  })
  expect(response.status).toBe(201)
  return (await response.json()) as StartedPairing
}

/** The pairing as its checkout sees it. */
export async function pollPairing({ url }: { url: string }, { pairingId, pollSecret }: StartedPairing) {
  const response = await fetch(`${url}/v1/pairings/${pairingId}`, {
    headers: { Authorization: `Bearer ${pollSecret}` },
  })
  return (await response.json()) as { state: string; key?: string; grants?: unknown }
}

export const pairingDialog = (page: Page) => page.getByRole('dialog', { name: 'A program asks for access' })

/** Presses the button that allows access, once it is enabled. */
export async function approvePairing(page: Page): Promise<void> {
  const button = pairingDialog(page).getByRole('button', { name: /allow access/ })
  await expect.poll(() => button.isEnabled()).toBe(true)
  await button.click()
}

/** Goes through the first run up to the password, with the till name filled in. */
export async function setUpToPassword(page: Page, baseUrl: string): Promise<void> {
  await page.getByRole('heading', { name: 'Welcome. Which store is this?' }).waitFor()
  await page.getByRole('textbox', { name: 'Name of the store' }).fill('Corner shop')
  // Where the simulated customers' numbers belong: codes abroad are off until a setting allows them.
  await page.getByLabel('Country').selectOption('IN')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: /Capillary, with till and password/ }).click()
  await page.getByLabel('Region').selectOption('custom')
  await page.getByRole('textbox', { name: 'Address of the cloud' }).fill(baseUrl)
  await page.getByRole('textbox', { name: 'Till' }).fill(canaryTill)
}
