import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testVector } from '#simulator/simulator.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { run } from '#test/support/command.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { allSizes, layoutProblemsOf } from '#test/support/windowLayout.ts'
import { accessibilityViolationsOn, browserForTests } from '#test/support/windowPage.ts'

const browser = browserForTests()
const pin = '246810'
const small = allSizes.filter(([width]) => [320, 800, 1024].includes(width))

/** A till that records who serves, enrols customers and lets a manager confirm two a day, and its window. */
async function startScene() {
  const cloud = await startTestSimulator()
  const { till, password } = testVector
  const agent = await startAgent({
    ...{ ui: true, vault: 'memory' },
    provisioning: {
      store: { name: 'Corner shop', country: 'IN' },
      upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till, password }],
      clients: [{ id: 'pos', name: 'Checkout', grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }] }],
    },
  })
  const set = (name: string, value: string) => run(['setting', 'set', name, value, '--data-dir', agent.dataDir])
  await set('counter.asks', 'cashier, receipt')
  await set('counter.enrol', 'on')
  await set('codes.overridesPerDay', '2')
  const page = await browser.open(agent.link)
  const problems: string[] = []
  const check = async (name: string) => {
    problems.push(...(await layoutProblemsOf(page, name, small)), ...(await accessibilityViolationsOn(page)))
  }
  return { agent, page, problems, check }
}

async function enterPin(page: Page, entered: string): Promise<void> {
  await page.locator('input[autocomplete="one-time-code"][type="password"]').fill(entered)
  await page.keyboard.press('Enter')
}

test('people at the till: who serves, a new customer, a manager in place of a code, and the day', async () => {
  const { page, problems, check } = await startScene()
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Set a PIN' }).click()
  await enterPin(page, pin)
  await page.getByText('Enter it again').waitFor()
  await enterPin(page, pin)
  await page.getByText('The PIN is set.').first().waitFor()
  await page.getByRole('button', { name: 'Manager: lock' }).click()
  await page.getByText('The set-up is locked.').first().waitFor()

  await page.getByRole('link', { name: 'Customer' }).click()
  await page.getByRole('heading', { name: 'Who serves?' }).waitFor()
  await check('who serves')
  await page.keyboard.type('Anna')
  await page.keyboard.press('Enter')
  await page.getByText('Cashier Anna').waitFor()

  await page.getByRole('textbox', { name: 'Mobile number' }).fill('9999999000')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Enrol this customer' }).click()
  await page.getByRole('textbox', { name: 'First name' }).waitFor()
  await check('enrol')
  await page.getByRole('textbox', { name: 'First name' }).fill('Neha')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Neha' }).waitFor()

  await page.getByRole('button', { name: /^Send a code by SMS/ }).click()
  await page.getByText('Enter this first.').waitFor()
  await check('receipt')
  await page.getByRole('textbox', { name: 'Receipt number' }).fill('10042')
  await page.getByRole('button', { name: /^Send a code by SMS/ }).click()

  await page.getByRole('button', { name: 'No code? Ask the manager' }).click()
  await page.getByRole('radio', { name: 'The message did not arrive' }).check()
  await check('reason')
  await page.getByRole('button', { name: 'Next: manager PIN' }).click()
  await enterPin(page, '1111')
  await page.getByText('That is not the PIN.').waitFor()
  await enterPin(page, pin)
  await page.getByRole('heading', { name: 'Confirmed by the manager' }).waitFor()
  await check('confirmed by the manager')

  await page.getByRole('button', { name: 'Help' }).click()
  await page.getByRole('dialog', { name: 'Help: customers' }).getByRole('listitem').nth(4).waitFor()
  await check('help')
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: 'Status', exact: true }).click()
  await page.getByRole('link', { name: 'Doctor' }).waitFor()
  // A cashier is not shown what a shift lead may see.
  expect(await page.getByRole('link', { name: 'Today' }).count()).toBe(0)
  await page.evaluate(() => location.assign('#/status/day'))
  await page.getByRole('button', { name: 'Unlock' }).click()
  await enterPin(page, pin)
  await page.getByText('Confirmed by the manager').waitFor()
  await check('day')
  const figures = (await page.getByRole('main').locator('dl').allTextContents()).join(' ')
  expect(figures).toContain('Confirmed by the manager1')
  expect(problems).toEqual([])
})
