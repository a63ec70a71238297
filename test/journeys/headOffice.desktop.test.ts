import { expect, test } from 'vitest'
import { runningControl } from '#cli/withControl.ts'
import { testVector } from '#simulator/simulator.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { signDirectives, startHost } from '#test/support/directives.ts'
import { sellingClient } from '#test/support/keptSales.ts'
import { makeOfficeKey } from '#test/support/packs.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { accessibilityViolationsOn, browserForTests, smallTargetsOn } from '#test/support/windowPage.ts'

const browser = browserForTests()
const office = makeOfficeKey()

/** A till that sells, and looks at a host of releases whose files head office signs. */
async function prepare() {
  const cloud = await startTestSimulator()
  const { till, password } = testVector
  const agent = await startAgent({
    ui: true,
    vault: 'keychain',
    provisioning: {
      store: { name: 'Corner shop', country: 'IN' },
      upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till, password }],
      clients: [sellingClient],
    },
  })
  const control = await runningControl(agent.dataDir)
  if (!control) throw new Error('no control socket')
  const host = await startHost()
  await control.settings.set({ name: 'fleet.keys', value: office.key })
  await control.settings.set({ name: 'updates.feed', value: host.url })
  const { installation } = await control.directives.status()
  const publish = (counter: number, given: Parameters<typeof signDirectives>[2]) => {
    host.text = signDirectives(office, counter, given)
    return control.directives.look()
  }
  return { agent, publish, installation }
}

test('the person at the till reads what head office asked for and what came of it, and then why the till is barred', async () => {
  const { agent, publish, installation: till } = await prepare()
  const page = await browser.open(agent.link)
  await page.getByRole('main').getByRole('textbox').waitFor()
  await publish(1, { asks: [{ id: 'proof-1', till, kind: 'credential-proof' }] })
  const notice = page.getByRole('status').filter({ hasText: 'Head office asked' })
  await notice.getByText('Every cloud confirmed them.').waitFor()
  const uploadTo = 'https://support.example/tills/'
  const bundle = { id: 'bundle-1', till, kind: 'support-bundle', sealTo: office.key, uploadTo } as const
  await publish(2, { asks: [bundle] })
  // One thing a minute: the second one's turn comes with the next look.
  await notice.getByText('a support bundle, to be sent to support.example').waitFor()
  await notice.getByText('this till sends nothing there').waitFor()
  expect(await accessibilityViolationsOn(page)).toEqual([])
  expect(await smallTargetsOn(page)).toEqual([])
  await notice.getByRole('button', { name: 'Close' }).click()
  await notice.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Status' }).click()
  const asked = page.getByRole('region', { name: 'Asked by head office' })
  await asked.waitFor()
  expect(await asked.getByRole('listitem').allTextContents()).toEqual([
    expect.stringContaining('It was not sent: this till sends nothing there.'),
    expect.stringContaining('Every cloud confirmed them.'),
  ])
  expect(await accessibilityViolationsOn(page)).toEqual([])
  await publish(3, { barred: [{ till, since: Date.now(), reason: 'reported stolen' }] })
  await page.getByText('reported stolen', { exact: true }).waitFor()
  expect(await page.getByRole('navigation').count()).toBe(0)
  expect(await accessibilityViolationsOn(page)).toEqual([])
})
