import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testVector } from '#simulator/simulator.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { allSizes, layoutProblemsOf } from '#test/support/windowLayout.ts'
import { accessibilityViolationsOn, browserForTests, smallTargetsOn } from '#test/support/windowPage.ts'

const browser = browserForTests()
const asha = '9999999993'
const askButton = (page: Page) => page.getByRole('button', { name: 'Ask on the customer’s screen' })
const numberField = (page: Page) => page.getByRole('textbox', { name: 'We send a code there' })
const codeField = (page: Page) => page.getByRole('textbox', { name: 'Your code' })
const welcome = (page: Page) => page.getByRole('heading', { name: 'Welcome' })

/** A till with its window, and a customer display that was let in. */
async function startScene(locale = 'en-GB') {
  const cloud = await startTestSimulator({ assumptions: { otpTries: null } })
  const { till, password } = testVector
  const provisioning = {
    store: { name: 'Corner shop', country: 'IN' },
    upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till, password }],
    clients: [{ id: 'pos', name: 'Checkout', grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }] }],
  }
  const agent = await startAgent({ ui: true, provisioning })
  const page = await browser.open(agent.link)
  const customer = await browser.open(`${new URL(agent.link).origin}/display`, { locale })
  await customer.getByRole('button').click()
  const code = await customer.locator('output').innerText()
  await page.getByRole('dialog').getByText(code).waitFor()
  await page.getByRole('button', { name: 'Codes match: allow access' }).click()
  await customer.getByRole('heading', { level: 1 }).waitFor()
  await customer.getByRole('combobox').waitFor()
  const restart = async () => {
    await agent.end('SIGKILL')
    const { dataDir, link } = agent
    return startAgent({ ui: true, provisioning, dataDir, uiPort: Number(new URL(link).port) })
  }
  return { agent, page, customer, restart, latestCode: () => cloud.messages().at(-1)?.code ?? '' }
}

test('the customer types number and code, and the cashier only watches it turn green', async () => {
  const { page, customer, latestCode } = await startScene()
  await welcome(customer).waitFor()
  await customer.getByText('Corner shop').waitFor()
  await askButton(page).click()
  await page.getByText('It asks for the customer’s number').waitFor()
  await numberField(customer).waitFor()
  await customer.getByText('Asked by').getByText('Checkout').waitFor()
  for (const digit of asha) await customer.getByRole('button', { name: digit, exact: true }).click()
  await page.getByText('The customer is typing…').waitFor()
  expect(await page.locator('body').innerText()).not.toContain('99999')
  await customer.getByRole('button', { name: 'Send me a code' }).click()
  await codeField(customer).fill('WRONG1')
  await customer.keyboard.press('Enter')
  await customer.getByText('Wrong code.').waitFor()
  await codeField(customer).fill(latestCode())
  await customer.keyboard.press('Enter')
  await customer.getByRole('heading', { name: 'Thank you. Confirmed.' }).waitFor()
  await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
  await page.getByText('Asha Example').first().waitFor()
  // It forgets by itself.
  await welcome(customer).waitFor()
  expect(await customer.locator('body').innerText()).not.toMatch(/93|Asha/)
})

test('the cashier takes over, and a code that was sent can be typed on either screen', async () => {
  const { page, customer, latestCode } = await startScene()
  await askButton(page).click()
  await numberField(customer).fill('98')
  await page.getByRole('button', { name: 'Enter it here instead' }).click()
  await welcome(customer).waitFor()
  await page.getByRole('textbox', { name: 'Mobile number, e-mail or card number' }).fill(asha)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Send a code by SMS/ }).click()
  await page.getByRole('button', { name: 'Customer enters the code' }).click()
  await codeField(customer).waitFor()
  await page.getByText('The customer enters the code there.').waitFor()
  await page.getByRole('textbox', { name: 'Customer’s code' }).fill(latestCode())
  await page.keyboard.press('Enter')
  await customer.getByRole('heading', { name: 'Thank you. Confirmed.' }).waitFor()
})

test('a customer who declines brings the counter back', async () => {
  const { page, customer } = await startScene()
  await askButton(page).click()
  await customer.getByRole('button', { name: 'No, thank you' }).click()
  await welcome(customer).waitFor()
  await askButton(page).waitFor()
})

test('the display comes back by itself when the agent was started anew, and asks nothing', async () => {
  const { page, customer, restart } = await startScene()
  await askButton(page).click()
  await numberField(customer).fill('98')
  await restart()
  await welcome(customer).waitFor()
  await askButton(page).click()
  await numberField(customer).waitFor()
  expect(await numberField(customer).inputValue()).toBe('')
})

test('a customer chooses a language, and the next one finds the store’s again', async () => {
  const { page, customer } = await startScene()
  await askButton(page).click()
  await numberField(customer).waitFor()
  await customer.getByRole('combobox').selectOption('ar')
  await customer.getByText('رقم هاتفك المحمول').first().waitFor()
  expect(await customer.evaluate(() => document.documentElement.dir)).toBe('rtl')
  await page.getByRole('button', { name: 'Enter it here instead' }).click()
  await welcome(customer).waitFor()
})

test('a question in the place of another is for the next customer, and in the language of the store', async () => {
  const { page, customer } = await startScene()
  await askButton(page).click()
  await numberField(customer).waitFor()
  await customer.getByRole('combobox').selectOption('ar')
  await customer.getByText('رقم هاتفك المحمول').first().waitFor()
  // The window knows nothing of its question any more, and the display has not been idle.
  await page.reload()
  await askButton(page).click()
  await numberField(customer).waitFor()
})

test('a customer who chooses a language before the question is asked in it', async () => {
  const { page, customer } = await startScene()
  await welcome(customer).waitFor()
  await customer.getByRole('combobox').selectOption('ar')
  await welcome(customer).waitFor({ state: 'hidden' })
  await askButton(page).click()
  await customer.getByText('رقم هاتفك المحمول').first().waitFor()
})

test('a language that somebody chose and walked away from is forgotten', async () => {
  const { customer } = await startScene()
  await customer.clock.install()
  await customer.getByRole('combobox').selectOption('ar')
  await welcome(customer).waitFor({ state: 'hidden' })
  await customer.clock.fastForward('01:00')
  await welcome(customer).waitFor()
})

test('a display that a manager removes asks to be let in again', async () => {
  const { page, customer } = await startScene()
  await page.getByRole('link', { name: 'Settings' }).first().click()
  await page.getByRole('button', { name: 'Remove: Customer display 1' }).click()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByText('No customer display is connected.').waitFor()
  await customer.getByRole('button', { name: 'Connect this screen' }).waitFor()
})

test.each(['en-GB', 'ar-EG'])('everyone can use each screen of it, from 320 px to 1920 px, in %s', async (locale) => {
  const { page, customer } = await startScene(locale)
  const problems: string[] = []
  const check = async (name: string) => {
    const sizes = allSizes.filter(([width]) => [320, 512, 800, 1366, 1920].includes(width))
    problems.push(...(await layoutProblemsOf(customer, `display-${name}-${locale}`, sizes)))
    problems.push(...(await accessibilityViolationsOn(customer)), ...(await smallTargetsOn(customer)))
  }
  await check('idle')
  await askButton(page).click()
  await customer.getByRole('textbox').waitFor()
  await check('number')
  await customer.getByRole('textbox').fill(asha)
  await customer.keyboard.press('Enter')
  await customer.locator('input[autocomplete="one-time-code"]').waitFor()
  await check('code')
  await customer.getByRole('button').nth(2).click()
  expect(problems).toEqual([])
})
