import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createKeytarVault } from '#adapters/keychain/keytarVault.ts'
import { canaries } from '#test/support/canaries.ts'
import { oidcClient, startIdentityProvider } from '#test/support/identityProvider.ts'
import { launch } from './driver.ts'
import { runApp } from './host.ts'
import { openTill } from './testTill.ts'

test('the window shows the state of the agent in the same process, which serves clients meanwhile', async () => {
  const { app, simulator, checkout } = await openTill()
  const page = await app.page()
  await page.getByRole('textbox', { name: 'Mobile number' }).waitFor()
  expect(await page.getByRole('link', { name: 'State of this till' }).getAttribute('aria-label')).toContain('Ready')
  expect(await app.window()).toMatchObject({
    isVisible: true,
    isKiosk: false,
    url: expect.stringMatching(/^app:\/\/bundle\//),
  })

  const answer = await checkout.lookUp()
  expect([answer.status, answer.headers.get('till-agent-fault')]).toEqual([200, null])
  expect(await answer.text()).toContain('Asha')
  expect(simulator.seen().at(-1)).toMatchObject({ path: expect.stringContaining('/v1.1/customer/get') })
})

test('a cashier looks a customer up and verifies them with the cloud', async () => {
  const { app, simulator } = await openTill()
  const page = await app.page()
  await page.getByRole('textbox', { name: 'Mobile number' }).fill('9999999993')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Send a code by SMS' }).click()
  await expect.poll(() => simulator.messages().length).toBe(1)
  const code = simulator.messages().at(-1)?.code ?? ''
  // The field of the look-up is there until the cloud has answered.
  const field = page.locator('input[autocomplete="one-time-code"]')
  await field.fill(code)
  await page.keyboard.press('Enter')
  await page
    .getByText(/confirmed|verified/i)
    .first()
    .waitFor()
})

test('the secret is in the keychain and in no file', async () => {
  const { app } = await openTill()
  const settings = readFileSync(join(app.dataDir, 'settings.json'), 'utf8')
  const { installation } = JSON.parse(settings)
  const sealed = await createKeytarVault().read(`${installation}/loyalty`)
  // Never the text itself, which a failure would print.
  expect(sealed?.reveal().includes(canaries.md5)).toBe(true)
  expect(settings.includes(canaries.md5)).toBe(false)
  expect(statSync(join(app.dataDir, 'settings.json')).mode & 0o777).toBe(0o600)
})

test('the command line of the same program finds the agent of the window', async () => {
  const { app } = await openTill()
  const { code, stdout } = await runApp(['status', '--json', '--data-dir', app.dataDir])
  expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ running: true, condition: 'ready' })])
})

test('a command opens no window, and ends with its own exit code', async () => {
  expect(await runApp(['--version'])).toMatchObject({ code: 0, stdout: '0.1.0\n' })
  expect(await runApp(['upstream', 'nonsense'])).toMatchObject({ code: 2, stdout: '' })
})

test('a sign-in URL opens in the browser only after the agent has named it', async () => {
  const identity = await startIdentityProvider()
  const upstream = { id: 'sso', scheme: 'oidc', baseUrl: identity.issuer, issuer: identity.issuer }
  const app = await launch({
    provisioning: { upstreams: [{ ...upstream, clientId: oidcClient.client_id }], clients: [] },
    args: [],
  })
  const page = await app.page()
  await page.evaluate("location.hash = '#/upstreams/sso/sign-in'")
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  const link = page.getByRole('link', { name: /open/i })
  const href = await link.getAttribute('href')
  await link.click()
  await expect.poll(() => app.opened()).toHaveLength(1)
  const [opened = ''] = await app.opened()
  // On Linux a file of this user alone leads there: arguments of programs are in every user's sight.
  const read = opened.startsWith('file:') ? readFileSync(new URL(opened), 'utf8') : opened
  expect(read.replaceAll('&#38;', '&')).toContain(href)
  expect(href).toContain(identity.issuer)
  // Somebody who had the page in hand could lead a person anywhere else.
  await page.evaluate("window.open('https://evil.example/')")
  await page.evaluate(`window.open(${JSON.stringify(`${href}&more`)})`)
  expect(await app.opened()).toEqual([opened])
})
