import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startAgent } from '../support/agentProcess.ts'
import { canaries, canaryTill } from '../support/canaries.ts'
import { startTestSimulator } from '../support/simulator.ts'
import { browserForTests } from '../support/windowPage.ts'
import { approve, ask, dialog, outcome, patience, sell, setUp } from '../support/windowSteps.ts'

const shell = promisify(exec)
const browser = browserForTests()

function startCloud() {
  return startTestSimulator({ tills: [{ till: canaryTill, password: canaries.password, organisation: 'Demo Retail' }] })
}

test('from nothing to a paired checkout whose curl works', async () => {
  const cloud = await startCloud()
  const agent = await startAgent({ ui: true, vault: 'keychain' })
  const page = await browser.open(agent.link)
  await setUp(page, cloud.url)

  await page.getByLabel(/^Password/).fill('a wrong one')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('textbox', { name: 'Till' }).inputValue()).toBe(canaryTill)

  await page.getByLabel(/^Password/).fill(canaries.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Is this your store?' }).waitFor()
  await page.getByText('Demo Retail').waitFor()
  await page.getByText(canaryTill).waitFor()
  await page.getByText('The clock of this computer is right.').waitFor()
  await page.getByRole('button', { name: 'Yes, that is us' }).click()
  await page.getByText('Waiting for the checkout to ask…').waitFor()

  const asked = await ask(agent, 'Checkout 4', sell, 365)
  await dialog(page).waitFor()
  await dialog(page).getByText(asked.comparisonCode).waitFor()
  await dialog(page).getByText(process.execPath, { exact: false }).waitFor()
  expect(await outcome(agent, asked)).toMatchObject({ state: 'pending' })
  await approve(page)
  await page.getByText('Checkout 4 was let in.').waitFor()
  const { key } = await outcome(agent, asked)
  expect(key).toMatch(/^ta_checkout-4_/)

  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('heading', { name: 'This till is ready' }).waitFor()
  await page.getByRole('button', { name: 'To the counter' }).click()
  await page.getByRole('textbox', { name: 'Mobile number, e-mail or card number' }).waitFor()

  const path = '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993'
  const { stdout } = await shell(`curl --silent -H 'Till-Agent-Key: ${key}' '${agent.url}${path}'`)
  expect(JSON.parse(stdout).response.customers.customer).toMatchObject([{ firstname: 'Asha' }])
  expect(await page.content()).not.toContain(canaries.password)
}, 60_000)

describe('pairing', () => {
  async function startReady() {
    const cloud = await startCloud()
    const agent = await startAgent({
      ui: true,
      provisioning: {
        upstreams: [
          ...[{ id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url }].map((one) => ({
            ...one,
            till: canaryTill,
            password: canaries.password,
          })),
        ],
        clients: [{ id: 'first', name: 'First', grants: [] }],
      },
    })
    return { agent, page: await browser.open(agent.link) }
  }

  test('of an impostor is refused, and the next one has to wait', async () => {
    const { agent, page } = await startReady()
    await page.getByRole('link', { name: /Customer/ }).waitFor()
    const impostor = await ask(agent, 'Checkout')
    await dialog(page).getByText(impostor.comparisonCode).waitFor()
    await dialog(page).getByRole('button', { name: 'Refuse' }).click()
    await page.getByText('Checkout was refused.').waitFor()
    expect(await outcome(agent, impostor)).toEqual({ state: 'refused' })
    const again = await fetch(`${agent.url}/v1/pairings`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Checkout', grants: sell }),
    })
    expect(again.headers.get('till-agent-fault')).toBe('PAIRING_BUSY')
  })

  test('is not approved by a scanner or a hasty touch', async () => {
    const { agent, page } = await startReady()
    await page.getByRole('textbox').first().waitFor()
    const asked = await ask(agent, 'Checkout')
    await dialog(page).waitFor()
    await page.keyboard.type('700099999993')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    expect(await outcome(agent, asked)).toMatchObject({ state: 'pending' })
    await dialog(page).waitFor()
  })

  test('can give less than was asked for', async () => {
    const { agent, page } = await startReady()
    const asked = await ask(agent, 'Kiosk', [{ upstream: 'loyalty', allow: ['capillary:look-up', 'capillary:verify'] }])
    await dialog(page).waitFor()
    await dialog(page)
      .getByRole('checkbox', { name: /Send and check codes/ })
      .uncheck()
    await approve(page)
    await page.getByText('Kiosk was let in.').waitFor()
    expect((await outcome(agent, asked)).grants).toEqual([{ upstream: 'loyalty', allow: ['capillary:look-up'] }])
  })

  test('needs the PIN where one is set', async () => {
    const { agent, page } = await startReady()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'Set a PIN' }).click()
    for (let time = 0; time < 2; time += 1) {
      await page.keyboard.type('2468')
      await page.keyboard.press('Enter')
    }
    await page.getByText('The PIN is set. Setting up will ask for it.').waitFor()
    await page.getByRole('button', { name: 'Lock now' }).click()
    await page.getByText('Setting up is locked').first().waitFor()
    const asked = await ask(agent, 'Checkout')
    await dialog(page).waitFor()
    await approve(page)
    await page.getByRole('button', { name: 'Digit 1' }).waitFor()
    await page.keyboard.type('1111')
    await page.keyboard.press('Enter')
    await page
      .getByText(/not the PIN/i)
      .first()
      .waitFor()
    expect(await outcome(agent, asked)).toMatchObject({ state: 'pending' })
    await page.keyboard.type('2468')
    await page.keyboard.press('Enter')
    await page.getByText('Checkout was let in.').waitFor()
    expect(await outcome(agent, asked)).toMatchObject({ state: 'granted' })
  }, 60_000)
})

test('a credential is rotated in the window while the checkout sells, and no request fails', async () => {
  const cloud = await startCloud()
  const agent = await startAgent({
    ui: true,
    provisioning: {
      limits: { requestsPerSecond: 10_000, burst: 10_000 },
      upstreams: [
        { id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till: canaryTill, password: canaries.password },
      ],
      clients: [{ id: 'pos', name: 'Checkout', grants: sell }],
    },
  })
  const key = agent.newKeys[0]?.key ?? ''
  const page = await browser.open(agent.link)
  await page.getByRole('link', { name: 'Clouds' }).click()
  const statuses = new Map<number, number>()
  let isSelling = true
  const sellOn = async (mobile: string) => {
    while (isSelling) {
      const { status } = await agent.call(key, `/via/loyalty/v1.1/customer/get?format=json&mobile=${mobile}`)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  const selling = ['919999999993', '919999999994', '919999999995'].map(sellOn)
  onTestFinished(async () => {
    isSelling = false
    await Promise.allSettled(selling)
  })
  await page
    .getByRole('link', { name: 'New credential' })
    .or(page.getByRole('button', { name: 'New credential' }))
    .click()
  await page.getByLabel(/^Password/).fill('not the one')
  await page.getByRole('button', { name: 'Try it and keep it' }).click()
  await page.getByText('The old credential was kept.').waitFor()
  await page.getByLabel(/^Password/).fill(canaries.password)
  await page.getByRole('button', { name: 'Try it and keep it' }).click()
  await page.getByText('The new credential works and is in use. The old one is gone.').waitFor()
  const before = statuses.get(200) ?? 0
  await expect.poll(() => statuses.get(200) ?? 0, patience).toBeGreaterThan(before + 20)
  isSelling = false
  await Promise.all(selling)
  expect([...statuses.keys()]).toEqual([200])
}, 60_000)
