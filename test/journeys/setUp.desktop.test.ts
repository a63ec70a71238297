import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { readQrCode } from '#test/support/qrCode.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { layoutProblemsOf } from '#test/support/windowLayout.ts'
import { accessibilityViolationsOn, browserForTests } from '#test/support/windowPage.ts'
import {
  approvePairing,
  pairingDialog,
  pollPairing,
  sellGrant,
  setUpToPassword,
  startPairing,
} from '#test/support/windowSteps.ts'

const shell = promisify(exec)
const browser = browserForTests()

function startCloud() {
  return startTestSimulator({ tills: [{ till: canaryTill, password: canaries.password, organisation: 'Demo Retail' }] })
}

/** Types the PIN once its field has the focus, as the field takes it by itself. */
async function enterPin(page: Page, label: string, pin: string): Promise<void> {
  const field = page.getByLabel(label)
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.type(pin)
  await page.keyboard.press('Enter')
}

test('a cloud that stays silent can be given up, and a second window goes on where the first one came to', async () => {
  const cloud = await startCloud()
  const agent = await startAgent({ ui: true, vault: 'keychain' })
  const page = await browser.open(agent.link)
  await setUpToPassword(page, cloud.url)
  cloud.injectFault({ fault: 'slow', delayMs: 120_000, times: 1 })
  await page.getByLabel(/^Password/).fill(canaries.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' })
  expect(await page.getByRole('alert').count()).toBe(0)
  // A window that this one opened is signed in like it.
  const [second] = await Promise.all([page.waitForEvent('popup'), page.evaluate(() => void window.open('/'))])
  await setUpToPassword(second, cloud.url)
  await second.getByLabel(/^Password/).fill(canaries.password)

  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Is this your store?' }).waitFor()
  await second.getByRole('button', { name: 'Sign in' }).click()
  await second.getByText('This till was set up in another window.').waitFor()
  await second.getByRole('heading', { name: 'Is this your store?' }).waitFor()
  await second.getByRole('button', { name: 'Yes, this is our till' }).click()
  await second.getByText('Waiting for the checkout to ask…').waitFor()
  expect(await second.getByText('This till was set up in another window.').count()).toBe(0)
})

test('from nothing to a paired checkout whose curl works', async () => {
  const cloud = await startCloud()
  const agent = await startAgent({ ui: true, vault: 'keychain' })
  const page = await browser.open(agent.link)
  await setUpToPassword(page, cloud.url)

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
  // The question was skipped by a reload.
  await page.reload()
  await page.getByRole('heading', { name: 'Is this your store?' }).waitFor()
  await page.getByText('Demo Retail').waitFor()
  await page.getByRole('button', { name: 'Yes, this is our till' }).click()
  await page.getByText('Waiting for the checkout to ask…').waitFor()

  const pairing = await startPairing(agent, 'Checkout 4', sellGrant, 365)
  await pairingDialog(page).waitFor()
  await pairingDialog(page).getByText(pairing.comparisonCode).waitFor()
  await pairingDialog(page).getByText(process.execPath, { exact: false }).waitFor()
  expect(await pollPairing(agent, pairing)).toMatchObject({ state: 'pending' })
  await approvePairing(page)
  await page.getByText('Checkout 4 has access now.').waitFor()
  const { key } = await pollPairing(agent, pairing)
  expect(key).toMatch(/^ta_checkout-4_/)

  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('heading', { name: 'This till is ready' }).waitFor()
  await page.getByRole('button', { name: 'Start serving' }).click()
  await page.getByRole('textbox', { name: 'Mobile number, e-mail or card number' }).waitFor()

  const path = '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993'
  const { stdout } = await shell(`curl --silent -H 'Till-Agent-Key: ${key}' '${agent.url}${path}'`)
  expect(JSON.parse(stdout).response.customers.customer).toMatchObject([{ firstname: 'Asha' }])
  expect(await page.content()).not.toContain(canaries.password)
})

// The usual checkout cannot ask: its key was made on another screen, without address and user name, after leaving the guide.
test('a checkout that cannot ask is connected inside the guide, with everything that it needs on one card', async () => {
  const cloud = await startCloud()
  const agent = await startAgent({ ui: true })
  const page = await browser.open(agent.link)
  await setUpToPassword(page, cloud.url)
  await page.getByLabel(/^Password/).fill(canaries.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Yes, this is our till' }).click()
  await page.getByRole('button', { name: 'The checkout cannot ask' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Checkout 1')
  await page.getByRole('button', { name: 'Add and show the key' }).click()
  await page.getByText('Waiting for the first request…').waitFor()
  const [address = '', user = '', key = ''] = await page.locator('dd code').allInnerTexts()
  expect([address, user, key]).toEqual([
    `${agent.url}/via/loyalty`,
    'checkout-1',
    expect.stringMatching(/^ta_checkout-1_/),
  ])
  const problems = await layoutProblemsOf(page, 'key-card')
  expect(problems).toEqual([])
  await page.setViewportSize({ width: 1024, height: 600 })
  expect(await accessibilityViolationsOn(page)).toEqual([])
  await page.getByRole('button', { name: 'Show QR code' }).click()
  expect(JSON.parse(await readQrCode(page.getByRole('img', { name: /^QR code/ })))).toEqual({
    ...{ addresses: { loyalty: address }, user, key },
  })
  await page.getByRole('button', { name: 'Print' }).waitFor()
  // The key is shown once: nobody leaves it by mistake.
  await page.getByRole('button', { name: 'Set up later' }).click()
  await page.getByRole('dialog', { name: 'Leave without the key?' }).getByRole('button', { name: 'Stay' }).click()
  const headers = { authorization: `Basic ${btoa(`${user}:${key}`)}` }
  const called = await fetch(`${address}/v1.1/customer/get?format=json&mobile=919999999993`, { headers })
  expect(called.status).toBe(200)
  await page.getByText('It has called:').waitFor()
  await page.getByRole('button', { name: 'I’ve saved it' }).click()
  await page.getByRole('heading', { name: 'This till is ready' }).waitFor()
  // Everybody at the window could change it.
  await page.getByRole('button', { name: 'Start serving' }).click()
  await page.getByRole('link', { name: /Attention/ }).click()
  await page.getByText('No PIN is set: anyone at this window can change the set-up.').waitFor()
  await page.getByRole('link', { name: 'Set a PIN' }).click()
  await page.getByRole('button', { name: 'Do without a PIN' }).click()
  await page.getByRole('link', { name: /Ready/ }).waitFor()
})

describe('a pairing', () => {
  async function startSetUp() {
    const cloud = await startCloud()
    const agent = await startAgent({
      ui: true,
      provisioning: {
        upstreams: [
          {
            id: 'loyalty',
            scheme: 'capillary-till',
            baseUrl: cloud.url,
            till: canaryTill,
            password: canaries.password,
          },
        ],
        clients: [{ id: 'first', name: 'First', grants: [] }],
      },
    })
    return { agent, page: await browser.open(agent.link) }
  }

  test('of an impostor is refused, and the next one has to wait', async () => {
    const { agent, page } = await startSetUp()
    await page.getByRole('link', { name: /Customer/ }).waitFor()
    const impostor = await startPairing(agent, 'Checkout')
    await pairingDialog(page).getByText(impostor.comparisonCode).waitFor()
    await pairingDialog(page).getByRole('button', { name: 'Refuse' }).click()
    await page.getByText('Checkout was refused.').waitFor()
    expect(await pollPairing(agent, impostor)).toEqual({ state: 'refused' })
    const next = await fetch(`${agent.url}/v1/pairings`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Checkout', grants: sellGrant }),
    })
    expect(next.headers.get('till-agent-fault')).toBe('PAIRING_BUSY')
  })

  test('is not approved by a scanner or a hasty touch', async () => {
    const { agent, page } = await startSetUp()
    await page.getByRole('textbox').first().waitFor()
    const pairing = await startPairing(agent, 'Checkout')
    await pairingDialog(page).waitFor()
    await page.keyboard.type('700099999993')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    expect(await pollPairing(agent, pairing)).toMatchObject({ state: 'pending' })
    await pairingDialog(page).waitFor()
  })

  test('can be granted in part', async () => {
    const { agent, page } = await startSetUp()
    const pairing = await startPairing(agent, 'Kiosk', [
      { upstream: 'loyalty', allow: ['capillary:look-up', 'capillary:verify'] },
    ])
    await pairingDialog(page).waitFor()
    await pairingDialog(page)
      .getByRole('checkbox', { name: /Send and check codes/ })
      .uncheck()
    await approvePairing(page)
    await page.getByText('Kiosk has access now.').waitFor()
    expect((await pollPairing(agent, pairing)).grants).toEqual([{ upstream: 'loyalty', allow: ['capillary:look-up'] }])
  })

  test('needs the PIN where one is set', async () => {
    const { agent, page } = await startSetUp()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'Set a PIN' }).click()
    await enterPin(page, 'Choose a new PIN', '2468')
    await enterPin(page, 'Enter it again', '2468')
    await page.getByText('The PIN is set. It is needed to change the set-up.').waitFor()
    await page.getByRole('button', { name: 'Lock now' }).click()
    await page.getByText('The set-up is locked.').first().waitFor()
    for (const screen of ['Programs', 'Clouds', 'Settings'])
      await page.getByRole('link', { name: new RegExp(`^${screen}\\s*This part is for the manager`) }).waitFor()
    const pairing = await startPairing(agent, 'Checkout')
    await pairingDialog(page).waitFor()
    await approvePairing(page)
    await enterPin(page, 'Enter the manager’s PIN', '1111')
    await page
      .getByText(/not the PIN/i)
      .first()
      .waitFor()
    expect(await pollPairing(agent, pairing)).toMatchObject({ state: 'pending' })
    await enterPin(page, 'Enter the manager’s PIN', '2468')
    await page.getByText('Checkout has access now.').waitFor()
    expect(await pollPairing(agent, pairing)).toMatchObject({ state: 'granted' })
  })
})

test('no request fails while a credential is rotated in the window', async () => {
  const cloud = await startCloud()
  const agent = await startAgent({
    ui: true,
    provisioning: {
      limits: { requestsPerSecond: 10_000, burst: 10_000 },
      upstreams: [
        { id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till: canaryTill, password: canaries.password },
      ],
      clients: [{ id: 'pos', name: 'Checkout', grants: sellGrant }],
    },
  })
  const key = agent.newKeys[0]?.key ?? ''
  const page = await browser.open(agent.link)
  await page.getByRole('link', { name: 'Clouds' }).click()
  const statuses = new Map<number, number>()
  let isSelling = true
  const sellWhileOpen = async (mobile: string) => {
    while (isSelling) {
      const { status } = await agent.call(key, `/via/loyalty/v1.1/customer/get?format=json&mobile=${mobile}`)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  const selling = ['919999999993', '919999999994', '919999999995'].map(sellWhileOpen)
  onTestFinished(async () => {
    isSelling = false
    await Promise.allSettled(selling)
  })
  await page
    .getByRole('link', { name: 'New credential' })
    .or(page.getByRole('button', { name: 'New credential' }))
    .click()
  await page.getByLabel(/^Password/).fill('not the one')
  await page.getByRole('button', { name: 'Test and save' }).click()
  await page.getByText('The old credential is still in use.').waitFor()
  await page.getByLabel(/^Password/).fill(canaries.password)
  await page.getByRole('button', { name: 'Test and save' }).click()
  await page.getByText('The new credential works and is in use. The old one was deleted.').waitFor()
  const before = statuses.get(200) ?? 0
  await expect.poll(() => statuses.get(200) ?? 0).toBeGreaterThan(before + 20)
  isSelling = false
  await Promise.all(selling)
  expect([...statuses.keys()]).toEqual([200])
})
