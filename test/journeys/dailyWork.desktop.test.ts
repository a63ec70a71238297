import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Simulator } from '#simulator/simulator.ts'
import type { RunningAgent } from '#test/support/agentProcess.ts'
import { runJson } from '#test/support/command.ts'
import { startCounterTill } from '#test/support/counterTill.ts'
import { browserForTests } from '#test/support/windowPage.ts'

// One agent for the file: each test opens a window of its own by a new link.
const browser = browserForTests()
let cloud: Simulator
let agent: RunningAgent
let key: string

beforeAll(async () => {
  ;({ cloud, agent } = await startCounterTill())
  key = agent.newKeys[0]?.key ?? ''
})

afterAll(() => agent.end())

async function openWindow(locale = 'en-US'): Promise<Page> {
  const { answer } = await runJson(['ui', '--data-dir', agent.dataDir])
  const page = await browser.open(answer.url, { locale })
  await field(page).waitFor()
  return page
}

const field = (page: Page) => page.getByRole('main').getByRole('textbox').first()
const codeField = (page: Page) => page.locator('input[autocomplete="one-time-code"]')
const hasFocus = (page: Page) => field(page).evaluate((element) => element === document.activeElement)

async function lookUp(page: Page, what: string): Promise<void> {
  await field(page).fill(what)
  await page.keyboard.press('Enter')
}

// It said "query: must be a whole e-mail address" twice, in English on an Arabic screen.
test.each([
  ['en-US', 'asha@', 'This is not a whole e-mail address, such as name@example.com.'],
  ['en-US', '+', 'This is no mobile number, e-mail address or card number. Check it with the customer.'],
  ['ar-EG', 'asha@', 'هذا ليس عنوان بريد كاملًا، مثل name@example.com.'],
])('in %s, %j is said to be wrong in one line at the field, which has the focus', async (locale, typed, sentence) => {
  const page = await openWindow(locale)
  await lookUp(page, typed)
  await page.getByText(sentence).waitFor()
  expect(await page.getByText('query').count()).toBe(0)
  expect(await page.getByRole('alert').filter({ hasText: /\S/ }).count()).toBe(0)
  await expect.poll(() => hasFocus(page)).toBe(true)
  await field(page).fill('9')
  await expect.poll(() => page.getByText(sentence).count()).toBe(0)
})

test('Enter on an empty field or code says what to type, and Escape leads back to the counter', async () => {
  const page = await openWindow()
  await page.keyboard.press('Enter')
  await page.getByText('Type or scan a number, an e-mail address or a card first.').waitFor()
  await lookUp(page, '9999999994')
  await page.getByRole('heading', { name: 'Bruno Muster' }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('heading', { name: 'Bruno Muster' }).count()).toBe(0)
  await lookUp(page, '9999999994')
  await page.getByRole('button', { name: /^Send a code by SMS/ }).click()
  await codeField(page).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Type the code that the customer reads out.').waitFor()
  // Nothing is lost by it: the code in the customer's hand can be gone on with.
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Go on with this code' }).click()
  await codeField(page).waitFor()
})

test('the customer in hand outlasts a look at the status', async () => {
  const page = await openWindow()
  await lookUp(page, '9999999993')
  await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
  await page.getByRole('link', { name: 'Status', exact: true }).click()
  await page.getByRole('heading', { name: 'Status' }).waitFor()
  // An American browser in India: as the store's country writes it.
  const years = new Intl.DateTimeFormat('en-IN', { dateStyle: 'medium' }).format(Date.now())
  expect(await page.locator('time').first().getAttribute('title')).toContain(years)
  await page.getByRole('link', { name: 'Customer', exact: true }).click()
  await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
})

test('the green screen says who was confirmed, with level, points and coupons', async () => {
  const page = await openWindow()
  await lookUp(page, '9999999993')
  await page.getByRole('button', { name: /^Send a code by SMS/ }).click()
  await codeField(page).waitFor()
  await codeField(page).fill(cloud.messages().at(-1)?.code ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
  const shown = await page.getByRole('main').innerText()
  for (const text of ['This number belongs to the customer.', 'Asha Example', 'Gold', '1,250', 'Coupons'])
    expect(shown).toContain(text)
})

test('the green screen says what a checkout asked for: its name, the purpose and the amount', async () => {
  const page = await openWindow()
  const started = await fetch(`${agent.url}/v1/verifications`, {
    method: 'POST',
    headers: { 'Till-Agent-Key': key, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      ...{ upstream: 'loyalty', identifier: { type: 'mobile', value: '9999999995' } },
      ...{ purpose: 'redeem-points', amount: { minor: 125_000, currency: 'INR' } },
    }),
  })
  expect(started.status).toBe(201)
  await codeField(page).waitFor()
  await codeField(page).fill(cloud.messages().at(-1)?.code ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
  const shown = await page.getByRole('main').innerText()
  for (const text of ['Checkout 5', 'redeem points', '₹1,250.00']) expect(shown).toContain(text)
})

// The form asked for an id with a spelling rule, and had no right chosen.
test('a program is added by hand with its name alone, and may do what a checkout does', async () => {
  const page = await openWindow()
  await page.evaluate(() => location.assign('#/clients'))
  await page.getByRole('button', { name: 'Add by hand' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Checkout Süd 7')
  expect(await page.getByRole('textbox', { name: 'ID' }).inputValue()).toBe('checkout-sud-7')
  await page.locator('main button[type=submit]').click()
  await page.getByText(/^ta_checkout-sud-7_/).waitFor()
  const { answer } = await runJson(['client', 'list', '--data-dir', agent.dataDir])
  const added = answer.find(({ id }: { id: string }) => id === 'checkout-sud-7')
  expect(added.grants).toEqual([{ upstream: 'loyalty', allow: ['capillary:sell'] }])
})

// The card said *Ready* in green beside a headline that said *Offline*. The last test of the file: its cloud is gone.
test('a cloud that cannot be reached is not called ready on its own card', async () => {
  const page = await openWindow()
  await page.getByRole('link', { name: 'Status' }).first().click()
  const card = page.getByRole('main').getByRole('region', { name: 'loyalty' })
  await card.getByText('Ready').waitFor()
  await cloud.close()
  await agent.call(key, '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999994')
  await card.getByText('Offline').waitFor()
  expect(await card.getByText('Ready').count()).toBe(0)
  await page.evaluate(() => location.assign('#/upstreams'))
  await page.getByRole('heading', { name: 'Clouds', level: 1 }).waitFor()
  await card.getByText('Offline').waitFor()
})
