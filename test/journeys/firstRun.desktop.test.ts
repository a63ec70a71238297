import { expect, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { withPrivateKeyring } from '#test/support/keyring.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { has } from '#test/support/skips.ts'
import { browserForTests } from '#test/support/windowPage.ts'
import { setUpToPassword } from '#test/support/windowSteps.ts'

const browser = browserForTests()

// The guide took store, cloud and password, and refused at the end; Set up later led in circles.
test.runIf(has('linux'))(
  'a computer without a keychain says so in place of the first step, with what to do',
  async () => {
    await withPrivateKeyring('no-service', async (env) => {
      const agent = await startAgent({ ui: true, vault: 'keychain', env: { ...process.env, ...env } })
      const page = await browser.open(agent.link, { locale: 'en-GB' })
      await page.getByText('No Secret Service runs in this session.').first().waitFor()
      await page.getByRole('button', { name: 'Try again' }).waitFor()
      expect(await page.getByRole('textbox').count()).toBe(0)
      expect(await page.getByRole('combobox').count()).toBe(0)
      await agent.end()
    })
  },
)

test.runIf(has('linux'))(
  'where the keychain can be unlocked, the guide has a button for it, which says what to do where nothing opens',
  async () => {
    await withPrivateKeyring('locked', async (env) => {
      const agent = await startAgent({ ui: true, vault: 'keychain', env: { ...process.env, ...env } })
      const page = await browser.open(agent.link, { locale: 'en-GB' })
      // This machine has no desktop: the doctor offers the button where there is one.
      await page.route('**/rpc/doctor', async (route) => {
        const response = await route.fetch()
        const text = await response.text()
        await route.fulfill({ response, body: text.replace('"check-again"', '"open-keychain"') })
      })
      const unlock = page.getByRole('button', { name: 'Unlock the keychain' })
      expect(await unlock.count()).toBe(0)
      await page.getByRole('button', { name: 'Try again' }).click()
      await unlock.click()
      await page.getByText('Sign in to its desktop to unlock it.').waitFor()
      await agent.end()
    })
  },
)

test('a till without a program is almost ready, and says what is missing', async () => {
  const cloud = await startTestSimulator({
    tills: [{ till: canaryTill, password: canaries.password, organisation: 'Demo Retail' }],
  })
  const agent = await startAgent({ ui: true })
  const page = await browser.open(agent.link)
  await setUpToPassword(page, cloud.url)
  await page.getByLabel(/^Password/).fill(canaries.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Yes, this is our till' }).click()
  await page.getByRole('button', { name: 'Skip this for now' }).click()
  await page.getByRole('heading', { name: 'Almost ready' }).waitFor()
  expect(await page.getByText('This till is ready').count()).toBe(0)
})

// "The old one is kept, so the checkout goes on" was said where nothing went on.
test('a locked cloud: what is said about the old credential is true', async () => {
  const cloud = await startTestSimulator({
    tills: [{ till: canaryTill, password: canaries.password, organisation: 'Demo Retail' }],
  })
  const agent = await startAgent({
    ui: true,
    provisioning: {
      upstreams: [
        { id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till: canaryTill, password: canaries.password },
      ],
      clients: [{ id: 'pos', name: 'Checkout', grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }] }],
    },
  })
  cloud.injectFault({ fault: '401' })
  const path = '/via/loyalty/v2/customers/lookup?source=INSTORE&identifierName=mobile&identifierValue=919999999993'
  const call = async () => (await agent.call('pos', path)).headers.get('till-agent-fault')
  await expect.poll(call).toBe('UPSTREAM_LOCKED')
  await fetch(`${cloud.url}/_simulator/faults`, { method: 'DELETE' })
  const page = await browser.open(agent.link, { locale: 'en-GB' })
  await page.getByRole('link', { name: 'Clouds' }).click()
  await page.getByText('Locked').first().waitFor()
  await page
    .getByRole('link', { name: 'New credential' })
    .or(page.getByRole('button', { name: 'New credential' }))
    .click()
  await page.getByText('the checkout works again as soon as the new one does').waitFor()
  await page.getByLabel(/^Password/).fill('not the one')
  await page.getByRole('button', { name: 'Test and save' }).click()
  await page.getByText('Nothing was changed: the service stays locked.').waitFor()
  expect(await page.getByText('The old credential is still in use.').count()).toBe(0)
  await page.getByLabel(/^Password/).fill(canaries.password)
  await page.getByRole('button', { name: 'Test and save' }).click()
  await page.getByText('The new credential works and is in use.').waitFor()
})
