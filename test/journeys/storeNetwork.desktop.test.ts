import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Finding } from '#contract/doctor.ts'
import { startServer } from '#test/adapters/network/startServer.ts'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { runJson } from '#test/support/command.ts'
import { byPacFile, byProxy, DesktopSettings } from '#test/support/desktopSettings.ts'
import { makeFolder } from '#test/support/folder.ts'
import { makePrivateCa } from '#test/support/privateCa.ts'
import { nameBehindProxy, startReSigningSquid, startSquid, startSquidWithPassword } from '#test/support/proxies.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { has } from '#test/support/skips.ts'
import { accessibilityViolationsOn, browserForTests } from '#test/support/windowPage.ts'
import { setUpToPassword } from '#test/support/windowSteps.ts'

// A till whose machine knows how its store reaches the network: nobody types a proxy, a file or a port.

const program = join(import.meta.dirname, '../support/trustingRun.mjs')
const passwordOfNetwork = 'open sesame & more'
const browser = browserForTests()
const desktop = new DesktopSettings()
const [cloudCa, filterCa] = ['Authority of the cloud', 'Filter of the store'].map((authority) =>
  makePrivateCa({ authority, names: `DNS:${nameBehindProxy}` }),
) as [ReturnType<typeof makePrivateCa>, ReturnType<typeof makePrivateCa>]
let agent: RunningAgent

beforeAll(async () => {
  if (!has('squid', 'root')) return
  const store = join(makeFolder(), 'store.crt')
  writeFileSync(store, [cloudCa, filterCa].map(({ caFile }) => readFileSync(caFile)).join(''))
  agent = await startAgent({ ui: true, program, env: { ...desktop.env, TEST_SYSTEM_STORE: store } })
})
afterAll(() => agent?.end())

/** A cloud at a name that only the store's proxies know. @returns its address */
async function startCloud(): Promise<string> {
  const tills = [{ till: canaryTill, password: canaries.password, organisation: 'Demo Retail' }]
  const { port } = await startTestSimulator({ tls: cloudCa, tills })
  return `https://${nameBehindProxy}:${port}`
}

/** One address, behind which the store puts another proxy. */
async function startSwitch(proxy: string) {
  let port = Number(new URL(proxy).port)
  const server = createServer((caller) => {
    const socket = connect(port, '127.0.0.1')
    caller.pipe(socket).pipe(caller)
    for (const end of [caller, socket]) end.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const leadTo = (next: string) => {
    port = Number(new URL(next).port)
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, leadTo }
}

async function openWindow(): Promise<Page> {
  const { answer } = await runJson(['ui', '--data-dir', agent.dataDir])
  return browser.open(answer.url)
}

/** Adds one more cloud, as a person types it. */
async function addCloud(page: Page, id: string, address: string): Promise<void> {
  await page.getByRole('link', { name: 'Clouds' }).click()
  await page.getByRole('link', { name: 'Add a cloud' }).click()
  await page.getByLabel('Short name').fill(id)
  await page.getByLabel('Region').selectOption('custom')
  await page.getByRole('textbox', { name: 'Address of the cloud' }).fill(address)
  await page.getByRole('textbox', { name: 'Till' }).fill(canaryTill)
  await page.getByLabel(/^Password/).fill(canaries.password)
  await page.getByRole('button', { name: 'Test and add' }).click()
  await page.getByText('Demo Retail').waitFor()
}

/** What the doctor says of a cloud, by check. */
async function findingsOf(id: string): Promise<Record<string, Finding>> {
  const { answer } = await runJson(['doctor', '--data-dir', agent.dataDir])
  const own = answer.findings.filter(({ upstream }: Finding) => upstream === id)
  return Object.fromEntries(own.map((finding: Finding) => [finding.check, finding]))
}

test.runIf(has('squid', 'root'))(
  'behind a proxy that wants a password, set-up asks for user name and password alone',
  async () => {
    const squid = await startSquidWithPassword('till 7', passwordOfNetwork)
    desktop.set(byProxy(squid.url))
    const page = await browser.open(agent.link)
    await setUpToPassword(page, await startCloud())
    await page.getByLabel(/^Password/).fill(canaries.password)
    await page.getByRole('button', { name: 'Sign in' }).click()

    await page.getByText('The store’s network wants a user name and a password first. Nothing was saved.').waitFor()
    expect(await accessibilityViolationsOn(page)).toEqual([])
    const password = page.getByLabel('Password for the store’s network')
    await page.getByLabel('User name for the store’s network').fill('till 7')
    await password.fill('a wrong one')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('The store’s network wants a user name and a password first. Nothing was saved.').waitFor()
    await password.fill(passwordOfNetwork)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Is this your store?' }).waitFor()
    await page.getByText('Demo Retail').waitFor()
    await page.getByRole('button', { name: 'Yes, this is our till' }).click()

    const { proxy, credential } = await findingsOf('loyalty')
    expect(proxy).toMatchObject({ outcome: 'fine', sentence: expect.stringContaining(squid.url) })
    expect(credential).toMatchObject({ outcome: 'fine' })
    const kept = readFileSync(join(agent.dataDir, 'settings.json'), 'utf8')
    expect(kept).toContain('till%207@')
    expect(kept).not.toContain('sesame')
  },
)

test.runIf(has('squid', 'root'))(
  'behind a proxy that begins to ask for a password later, the window asks for user name and password alone',
  async () => {
    const way = await startSwitch((await startSquid()).url)
    desktop.set(byProxy(way.url))
    const page = await openWindow()
    await addCloud(page, 'later', await startCloud())
    way.leadTo((await startSquidWithPassword('till 7', passwordOfNetwork)).url)
    await page.getByRole('link', { name: 'Clouds' }).first().click()
    await page.getByRole('link', { name: 'Network: later' }).click()
    await page.getByRole('button', { name: 'Test and save' }).click()
    await page.getByText('The way of before is still in use.').waitFor()
    expect(await accessibilityViolationsOn(page)).toEqual([])
    await page.getByLabel('User name for the store’s network').fill('till 7')
    await page.getByLabel('Password for the store’s network').fill(passwordOfNetwork)
    await page.getByRole('button', { name: 'Test and save' }).click()
    await page.getByText('The cloud is reached this way from now on.').waitFor()
    const { proxy, credential } = await findingsOf('later')
    expect([proxy?.outcome, credential?.outcome]).toEqual(['fine', 'fine'])
  },
)

test.runIf(has('squid', 'root'))(
  'behind a filter that signs answers anew, set-up asks for nothing, and the filter is named',
  async () => {
    const filter = await startReSigningSquid(filterCa)
    desktop.set(byProxy(filter.url))
    const page = await openWindow()
    await addCloud(page, 'filtered', await startCloud())
    await page.getByRole('link', { name: 'Status' }).click()
    await page.getByRole('link', { name: 'Doctor' }).click()
    await page.getByText('Answers of the cloud are re-signed by “Filter of the store”').waitFor()
    const { proxy, tls } = await findingsOf('filtered')
    expect(proxy).toMatchObject({
      outcome: 'fine',
      sentence: `The way to "filtered" leads through ${filter.url}, as the desktop's settings say.`,
    })
    expect(tls).toMatchObject({ outcome: 'attention', sentence: expect.stringContaining('"Filter of the store"') })
  },
)

test.runIf(has('squid', 'root'))('with a PAC file, set-up asks for nothing, and file and proxy are named', async () => {
  const squid = await startSquid()
  const pac = await startServer((_, response) => {
    response.end(`function FindProxyForURL(url, host) {
      return host === '${nameBehindProxy}' ? 'PROXY ${new URL(squid.url).host}' : 'DIRECT'
    }`)
  })
  desktop.set(byPacFile(`${pac.url}/proxy.pac`))
  const page = await openWindow()
  await addCloud(page, 'by-pac', await startCloud())
  await page.getByRole('link', { name: 'Status' }).click()
  await page.getByRole('link', { name: 'Doctor' }).click()
  await page.getByText(`the desktop’s settings (PAC file ${pac.url}/proxy.pac)`, { exact: false }).waitFor()
  const { proxy } = await findingsOf('by-pac')
  expect(proxy).toMatchObject({ outcome: 'fine', sentence: expect.stringContaining(squid.url) })
  expect(proxy?.sentence).toContain(`${pac.url}/proxy.pac`)
})
