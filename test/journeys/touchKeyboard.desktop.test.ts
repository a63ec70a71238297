import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testVector } from '#simulator/simulator.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { allSizes, layoutProblemsOf } from '#test/support/windowLayout.ts'
import { accessibilityViolationsOn, browserForTests } from '#test/support/windowPage.ts'

const browser = browserForTests()
const keyboard = (page: Page, name = 'On-screen keyboard') => page.getByRole('region', { name })
const field = (page: Page) => page.getByRole('main').getByRole('textbox').first()

async function startCounter(locale = 'en-GB') {
  const cloud = await startTestSimulator()
  const { till, password } = testVector
  const agent = await startAgent({
    ui: true,
    provisioning: {
      store: { country: 'IN' },
      upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till, password }],
      clients: [],
    },
  })
  const page = await browser.open(agent.link, { locale })
  await field(page).waitFor()
  // A screen that is touched. Playwright's own touches need a context that is made for them.
  const touch = () => field(page).dispatchEvent('pointerdown', { pointerType: 'touch', bubbles: true })
  return { page, touch }
}

/** Presses the keys that have these letters. */
async function press(page: Page, letters: string): Promise<void> {
  for (const letter of letters) await keyboard(page).getByRole('button', { name: letter, exact: true }).click()
}

test('a cashier types an e-mail address by touch, and a real keyboard takes the keys away', async () => {
  const { page, touch } = await startCounter()
  await field(page).click()
  expect(await keyboard(page).count()).toBe(0)
  await touch()
  await press(page, 'asha@exaample.com')
  expect(await field(page).inputValue()).toBe('asha@exaample.com')
  await field(page).evaluate((element: HTMLInputElement) => element.setSelectionRange(8, 8))
  await keyboard(page).getByRole('button', { name: 'Delete' }).click()
  expect(await field(page).inputValue()).toBe('asha@example.com')
  await keyboard(page).getByRole('button', { name: 'Digits and signs' }).click()
  await press(page, '_-7')
  await keyboard(page).getByRole('button', { name: 'Digits and signs' }).click()
  await keyboard(page).getByRole('button', { name: 'Capital letters' }).click()
  await press(page, 'Qw')
  expect(await field(page).inputValue()).toBe('asha@ex_-7Qwample.com')
  await page.keyboard.press('x')
  await keyboard(page).waitFor({ state: 'detached' })
  expect(await field(page).inputValue()).toBe('asha@ex_-7Qwxample.com')
})

test('the keys cover no control, and leave with the field', async () => {
  const { page, touch } = await startCounter()
  const problems: string[] = []
  await touch()
  await keyboard(page).waitFor()
  const sizes = allSizes.filter(([width]) => [320, 800, 1366].includes(width))
  problems.push(...(await layoutProblemsOf(page, 'keyboard', sizes)), ...(await accessibilityViolationsOn(page)))
  expect(problems).toEqual([])
  await keyboard(page).getByRole('button', { name: 'Hide the keyboard' }).click()
  await keyboard(page).waitFor({ state: 'detached' })
  await touch()
  await keyboard(page).waitFor()
  await page.evaluate(() => location.assign('#/status'))
  await page.getByRole('heading', { name: 'Status' }).waitFor()
  await page.getByRole('main').click()
  await keyboard(page).waitFor({ state: 'detached' })
})

test('a language with letters of its own has them, beside Latin ones for addresses', async () => {
  const { page, touch } = await startCounter('ar-EG')
  const keys = keyboard(page, 'لوحة مفاتيح على الشاشة')
  await touch()
  await keys.getByRole('button', { name: 'ش', exact: true }).click()
  expect(await field(page).inputValue()).toBe('ش')
  await keys.getByRole('button', { name: 'أبجدية أخرى' }).click()
  await keys.getByRole('button', { name: 'a', exact: true }).click()
  expect(await field(page).inputValue()).toBe('شa')
})
