import type { Page } from 'playwright-core'

// The pages of the certified provider (identityProvider.ts), as a person uses them.

/** Enters name and password. */
export async function logIn(page: Page, person: string): Promise<void> {
  await page.locator('input[name=login]').fill(person)
  await page.locator('input[name=password]').fill('any')
  await page.locator('button[type=submit]').click()
}

/** Agrees to what the page asks. */
export const consent = (page: Page): Promise<void> => page.getByRole('button', { name: 'Continue' }).click()

/** Waits for the agent's page, which the browser comes back to. */
export const isBack = (page: Page): Promise<void> => page.getByText('You can close this window').waitFor()

/** Signs a person in on a page that was opened by the agent's URL. */
export async function signInWithBrowser(page: Page, person: string): Promise<void> {
  await logIn(page, person)
  await consent(page)
  await isBack(page)
}

/** Signs a person in on a phone that has scanned the code. */
export async function signInOnPhone(phone: Page, verificationUriComplete: string, person: string): Promise<void> {
  await phone.goto(verificationUriComplete)
  await consent(phone)
  await logIn(phone, person)
  await consent(phone)
  await phone.getByText('Sign-in Success').waitFor()
}
