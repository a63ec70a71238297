import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { has } from '#test/support/skips.ts'
import { type Launched, launch } from './driver.ts'
import type { ElectronMain } from './host.ts'
import { asha, openTill } from './testTill.ts'

const two = JSON.stringify([
  { x: 0, y: 0, width: 1280, height: 800 },
  { x: 1280, y: 0, width: 1024, height: 600 },
])
const env = { STANDIN_DISPLAYS: two }
const label = 'Customer’s screen'

/** The page that faces the customer, once it shows something. */
async function customerPage(app: Launched): Promise<Page> {
  const context = (await app.page()).context()
  const find = () => context.pages().find((page) => new URL(page.url()).pathname.startsWith('/display'))
  await expect.poll(() => find() !== undefined).toBe(true)
  const page = find() as Page
  await page.getByText('Welcome').waitFor()
  return page
}

const second = (app: Launched) =>
  app.main(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[1]
    return window && { bounds: window.getBounds(), isFullScreen: window.isFullScreen(), isFocused: window.isFocused() }
  })

test('a customer types number and code on the second screen, which nobody has to let in, and the cashier sees it', async () => {
  const { app, simulator } = await openTill({ env })
  await app.clickTray(label)
  const customer = await customerPage(app)
  const staff = await app.page()
  await staff.getByRole('button', { name: 'Ask on the customer’s screen' }).click()
  await customer.getByRole('textbox').fill(asha)
  await customer.getByRole('button', { name: 'Send me a code' }).click()
  await expect.poll(() => simulator.messages().length).toBe(1)
  await customer.getByText('Your code').first().waitFor()
  await customer.getByRole('textbox').fill(simulator.messages().at(-1)?.code ?? '')
  await customer.keyboard.press('Enter')
  await customer.getByText('Thank you. Confirmed.').waitFor()
  await staff
    .getByText(/confirmed|verified/i)
    .first()
    .waitFor()
})

test('it fills the other screen without taking the keys, is there again after a restart, and gone once it was closed', async () => {
  const first = await launch({ env })
  expect(await second(first)).toBeUndefined()
  await first.clickTray(label)
  await customerPage(first)
  if (has('stand-in for Electron'))
    expect(await second(first)).toEqual({
      ...{ bounds: { x: 1280, y: 0, width: 1024, height: 600 }, isFullScreen: true, isFocused: false },
    })
  expect(await first.close()).toMatchObject({ code: 0, stderr: '' })

  const again = await launch({ dataDir: first.dataDir, env })
  await customerPage(again)
  await again.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[1]?.close())
  await expect.poll(() => second(again)).toBeUndefined()
  await again.close()

  const last = await launch({ dataDir: first.dataDir, env })
  await last.page()
  expect(await second(last)).toBeUndefined()
})

test('staff open and close it in the settings', async () => {
  const { app } = await openTill({ env })
  const page = await app.page()
  await page.getByRole('textbox', { name: 'Mobile number' }).waitFor()
  await page.evaluate("location.hash = '#/settings'")
  await page.getByRole('button', { name: 'Open the customer’s screen' }).click()
  await customerPage(app)
  await page.getByRole('button', { name: 'Close the customer’s screen' }).click()
  await expect.poll(() => second(app)).toBeUndefined()
})

test.runIf(has('stand-in for Electron'))('it follows screens that come and go', async () => {
  const app = await launch()
  await app.clickTray(label)
  await customerPage(app)
  expect(await second(app)).toMatchObject({ isFullScreen: false })
  await app.main(({ screen }) => (screen as never as Screens).connect({ x: 1280, y: 0, width: 800, height: 480 }))
  expect(await second(app)).toMatchObject({ isFullScreen: true, bounds: { x: 1280, y: 0, width: 800, height: 480 } })
  await app.main(({ screen }) => (screen as never as Screens).disconnect())
  expect(await second(app)).toMatchObject({ isFullScreen: false })
})

// attacks.md T33: strangers have it in hand.
test('it can make no call of the staff, go nowhere, and open and load nothing', async () => {
  const { app, checkout } = await openTill({ env })
  await app.clickTray(label)
  const customer = await customerPage(app)
  const { host } = new URL(customer.url())
  const revoke = JSON.stringify({ i: 'x', p: { u: '/clients/revoke', b: { json: { id: 'canary' } } } })
  const tried = await customer.evaluate(`(async () => {
    window.tillAgent.send(${JSON.stringify(revoke)})
    return {
      own: Object.keys(window.tillAgent),
      storage: localStorage.length,
      staffPage: await fetch('app://bundle/').then(() => 'reached', () => 'refused'),
      staffFile: await fetch('/index.html').then(({ status }) => status, () => 'refused'),
      foreign: await fetch('https://evil.example/').then(() => 'reached', () => 'refused'),
      popup: window.open('https://evil.example/') === null ? 'refused' : 'opened',
    }
  })()`)
  expect(tried).toMatchObject({ own: ['send', 'onMessage'], staffPage: 'refused', staffFile: 404, foreign: 'refused' })
  for (const address of ['app://bundle/', 'https://evil.example/', 'app://customer/'])
    await customer.evaluate(`setTimeout(() => { location.href = '${address}' })`)
  await customer.evaluate('new Promise((resolve) => setTimeout(resolve, 500))')
  expect(new URL(customer.url()).host).toBe(host)
  expect([await app.opened(), (await checkout.lookUp()).status]).toEqual([[], 200])
  expect(await app.main(preferences)).toMatchObject({
    ...{ sandbox: true, contextIsolation: true, nodeIntegration: false, partition: 'customer-screen' },
  })
})

interface Screens {
  connect(area: object): void
  disconnect(): void
}

function preferences({ BrowserWindow }: ElectronMain): object {
  const [, window] = BrowserWindow.getAllWindows()
  const { webContents, options } = window as never as {
    options?: { webPreferences: object }
    webContents: { getLastWebPreferences?(): object }
  }
  return options?.webPreferences ?? webContents.getLastWebPreferences?.() ?? {}
}
