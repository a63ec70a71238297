import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testVector } from '#simulator/simulator.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { runJson } from '#test/support/command.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { browserForTests } from '#test/support/windowPage.ts'

const browser = browserForTests()
const silent = (page: Page) => page.getByText('Till Agent doesn’t answer.').first()
const customerField = (page: Page) => page.getByRole('textbox', { name: 'Mobile number, e-mail or card number' })

async function startScene() {
  const cloud = await startTestSimulator()
  const { till, password } = testVector
  const provisioning = {
    store: { country: 'IN' },
    upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till, password }],
    clients: [{ id: 'pos', name: 'Checkout', grants: [] }],
  }
  const agent = await startAgent({ ui: true, provisioning })
  const page = await browser.open(agent.link)
  await customerField(page).waitFor()
  /** Kills the agent, as a power cut or an update does, and starts it again on the same port. */
  const restart = async (whileAway: () => unknown = () => {}) => {
    await agent.end('SIGKILL')
    await silent(page).waitFor()
    await whileAway()
    const { dataDir, link } = agent
    return startAgent({ ui: true, provisioning, dataDir, uiPort: Number(new URL(link).port) })
  }
  return { agent, page, restart }
}

// The session was in memory alone: a browser window said that it would come back, and never did.
test('the window comes back by itself when the agent was killed and started again, the customer in hand kept', async () => {
  const { page, restart } = await startScene()
  await customerField(page).fill('9999999993')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
  await restart()
  await silent(page).waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
  await page.getByRole('link', { name: 'Status' }).first().click()
  await page.getByRole('heading', { name: 'Status' }).waitFor()
})

/** Takes a port and says yes to everything. Resolves with what it was asked, once a page has asked it twice. */
async function squatOn(port: number): Promise<string[]> {
  const heard: string[] = []
  const squatter = createServer((request, response) => {
    heard.push(`${request.url} ${JSON.stringify(request.headers)}`)
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"run":"r","proof":"p","json":{}}')
  }).listen(port, '127.0.0.1')
  await once(squatter, 'listening')
  await expect.poll(() => heard.length).toBeGreaterThanOrEqual(2)
  squatter.closeAllConnections()
  squatter.close()
  await once(squatter, 'close')
  return heard
}

// The open page went on asking, and gave a program that took the port both secrets of its session.
test('a program that takes the port while the agent is away is told nothing by the open page, and can read no key', async () => {
  const { agent, page, restart } = await startScene()
  const port = Number(new URL(agent.link).port)
  let heard: string[] = []
  await restart(async () => {
    heard = await squatOn(port)
    expect(await silent(page).count()).toBe(1)
  })
  await silent(page).waitFor({ state: 'detached' })
  await customerField(page).waitFor()
  expect(
    heard.filter((request) => !request.startsWith('/proof/') || request.includes('till-agent-page-token')),
  ).toEqual([])
  // Its own page would be of the same origin: it could use the key, and not take it away.
  const readable = await page.evaluate(async () => {
    const opening = indexedDB.open('page-key')
    await new Promise((resolve) => opening.addEventListener('success', resolve))
    const all = opening.result.transaction('keys').objectStore('keys').getAll()
    await new Promise((resolve) => all.addEventListener('success', resolve))
    const keys = all.result as CryptoKey[]
    return Promise.all(
      keys.map((key) =>
        crypto.subtle.exportKey('raw', key).then(
          () => 'read',
          () => 'kept',
        ),
      ),
    )
  })
  expect(readable).toEqual(['kept'])
})

test('a browser whose session is gone is told so on the whole page, and asks no more', async () => {
  const { agent, page, restart } = await startScene()
  await restart(() => rmSync(join(agent.dataDir, 'browser-sessions.json')))
  await page.getByRole('heading', { name: 'You’ve been signed out.' }).waitFor()
  expect(await silent(page).count()).toBe(0)
  expect(await page.getByRole('link').count()).toBe(0)
  const calls: string[] = []
  page.on('request', (request) => calls.push(request.url()))
  // Longer than the pause between two tries to connect.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_500)))
  expect(calls).toEqual([])
  await page.reload()
  await page.getByRole('heading', { name: 'You’ve been signed out.' }).waitFor()
})

test('a browser that is to stay signed in needs no link in its next tab, and any other does', async () => {
  const { agent, page } = await startScene()
  const stored = () => page.evaluate(() => Object.keys(localStorage).includes('page-key'))
  const cookieExpires = async () => (await page.context().cookies()).find(({ httpOnly }) => httpOnly)?.expires ?? 0
  const origin = new URL(agent.link).origin
  const nextTab = async () => {
    const tab = await page.context().newPage()
    await tab.goto(origin)
    return tab
  }
  expect(await stored()).toBe(false)
  await (await nextTab()).getByRole('heading', { name: 'You’ve been signed out.' }).waitFor()

  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Stay signed in' }).click()
  await page.getByText(/^Stays signed in until/).waitFor()
  await expect.poll(cookieExpires).toBeGreaterThan(Date.now() / 1_000 + 89 * 86_400)
  await customerField(await nextTab()).waitFor()

  // A new link clears what another program may have left in the browser, and lost language, colours and this with it.
  await page.getByRole('radiogroup', { name: 'Appearance' }).getByText('Dark').click()
  await page.getByRole('combobox', { name: 'Language', exact: true }).selectOption('de')
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor()
  const { answer } = await runJson(['ui', '--data-dir', agent.dataDir])
  await page.goto(String((answer as { url: string }).url))
  await page.getByRole('link', { name: 'Einstellungen' }).click()
  await page.getByRole('button', { name: 'Nicht angemeldet bleiben' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe('dark')
  await (await nextTab()).getByRole('link', { name: 'Einstellungen' }).waitFor()
  await page.getByRole('button', { name: 'Nicht angemeldet bleiben' }).click()
  await page.getByText(/^Angemeldet bis/).waitFor()
  expect(await stored()).toBe(false)
})
