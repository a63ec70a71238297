import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { ControlClient } from '#adapters/network/pipeClient.ts'
import { runningControl } from '#cli/withControl.ts'
import { type Simulator, startSimulator, testVector } from '#simulator/simulator.ts'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'
import { makeFolder } from '#test/support/folder.ts'
import { clearFaults, keepSale, type SellingTill, sell, sellingClient } from '#test/support/keptSales.ts'
import { accessibilityViolationsOn, browserForTests, smallTargetsOn } from '#test/support/windowPage.ts'

const browser = browserForTests()
let agent: RunningAgent
let control: ControlClient
let cloud: Simulator
let till: SellingTill
let sales = 0

beforeAll(async () => {
  cloud = await startSimulator()
  const { till: name, password } = testVector
  agent = await startAgent({
    ui: true,
    vault: 'keychain',
    provisioning: {
      store: { name: 'Corner shop', country: 'IN' },
      upstreams: [
        { id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till: name, password, billNumbers: 'unique' },
      ],
      clients: [{ ...sellingClient, name: 'Checkout 4' }],
    },
  })
  const running = await runningControl(agent.dataDir)
  if (!running) throw new Error('no control socket')
  control = running
  till = { url: agent.url, key: agent.key('pos'), cloud }
})

afterAll(async () => {
  await agent?.end()
  await cloud?.close()
})

/** Of a customer of its own, so that no test waits for another's. */
function newSale() {
  sales += 1
  return { bill: `B-${sales}`, customer: `91980000${String(sales).padStart(4, '0')}` }
}

/** Also where what an earlier test did to the cloud has it kept for a moment. */
async function sellForGood(sale: ReturnType<typeof newSale>): Promise<void> {
  await sell(till, sale)
  await control.outbox.sendNow({})
  await expect.poll(() => cloud.effects()).toHaveProperty([`bill ${sale.bill}`], 1)
}

async function openOutbox(): Promise<Page> {
  const { url } = await control.webLink()
  const page = await browser.open(url)
  await page
    .getByRole('link', { name: /^Outbox/ })
    .first()
    .click()
  await page.getByRole('heading', { name: 'Outbox' }).waitFor()
  return page
}

const entryWith = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text })

/** How much of the dialog is reached by scrolling only, in pixels. */
function hiddenBelow(page: Page): Promise<number> {
  return page.getByRole('dialog').evaluate((dialog) => dialog.scrollHeight - dialog.clientHeight)
}

/** Sets the manager's PIN for one test. */
async function withPin(pin: string): Promise<void> {
  await control.pin.set({ pin })
  onTestFinished(async () => void (await control.pin.remove()))
}

async function enterPin(page: Page, pin: string): Promise<void> {
  const field = page.getByLabel('Enter the manager’s PIN')
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.type(pin)
  await page.keyboard.press('Enter')
}

test('a refused bill is corrected and sent, and what the checkout sent is kept', async () => {
  const first = newSale()
  expect((await sell(till, first)).status).toBe(200)
  const id = await keepSale(till, { ...newSale(), bill: first.bill, amount: 50 }, 'refused')
  const page = await openOutbox()
  const entry = entryWith(page, first.bill)
  await entry.getByRole('heading', { name: 'The cloud says this bill was recorded already.' }).waitFor()
  await entry.getByText('Checkout 4').waitFor()
  await entry.getByText('50.00').waitFor()
  expect(await page.content()).not.toContain('9198')

  await entry.getByRole('button', { name: 'Correct and send' }).click()
  await entry.getByRole('button', { name: 'Correct and send' }).click()
  await entry.getByText('Change at least one field.').waitFor()
  expect([...(await accessibilityViolationsOn(page)), ...(await smallTargetsOn(page))]).toEqual([])
  const bill = `${first.bill}-2`
  await entry.getByRole('textbox', { name: 'Bill number' }).fill(bill)
  await entry.getByRole('button', { name: 'Correct and send' }).click()
  await page.getByText('Corrected. It is being sent.').waitFor()
  await page.getByRole('tab', { name: 'Done' }).click()
  await entryWith(page, bill).getByRole('heading', { name: 'The cloud has recorded it.' }).waitFor()
  expect(cloud.effects()).toMatchObject({ [`bill ${bill}`]: 1 })
  expect((await control.outbox.export({ id })).original?.body).toContain(`"${first.bill}"`)
  const [row] = (await control.audit.list({ limit: 10 })).filter(({ event }) => event === 'outbox-corrected')
  expect(row).toMatchObject({ outcome: 'done', subject: `outbox/${id}`, detail: 'bill-number' })
})

test('an amount is read as the language of the window writes it', async () => {
  const first = newSale()
  expect((await sell(till, first)).status).toBe(200)
  const id = await keepSale(till, { ...newSale(), bill: first.bill, amount: 50.5 }, 'refused')
  const { url } = await control.webLink()
  const page = await browser.open(url, { locale: 'de-DE' })
  await page.getByRole('main').getByRole('textbox').waitFor()
  await page.goto(`${new URL(url).origin}/#/outbox`)
  const entry = entryWith(page, first.bill)
  await entry.getByText('50,50').waitFor()
  await entry.getByRole('button', { name: 'Korrigieren und senden' }).click()
  const amount = entry.getByRole('textbox', { name: 'Betrag' })
  expect(await amount.inputValue()).toBe('50,5')
  await entry.getByRole('textbox', { name: 'Bonnummer' }).fill(`${first.bill}-2`)
  await amount.fill('1.250.5')
  await entry.getByRole('button', { name: 'Korrigieren und senden' }).click()
  await entry.getByText('Geben Sie eine Zahl ein.').waitFor()
  await amount.fill('1.250')
  await entry.getByRole('button', { name: 'Korrigieren und senden' }).click()
  await expect.poll(async () => (await control.outbox.show({ id })).state).toBe('sent')
  expect(await control.outbox.show({ id })).toMatchObject({ amount: 1_250 })
})

test('what nobody knows of is decided by a person, who has looked in the cloud', async () => {
  // Its first sending is lost, and the second refused: the first may count all the same.
  const sale = { ...newSale(), amount: -5 }
  const id = await keepSale(till, sale, 'unknown')
  const page = await openOutbox()
  const entry = entryWith(page, sale.bill)
  await entry.getByText('Nobody knows whether the cloud has recorded this.', { exact: false }).waitFor()
  await entry.getByRole('button', { name: 'Send it again' }).click()
  await entry.getByText('It may be recorded twice. Send it again?').waitFor()
  await entry.getByRole('button', { name: 'Cancel' }).click()
  await entry.getByRole('button', { name: 'It is there: done' }).click()
  await page.getByText('Marked as recorded.').waitFor()
  expect(await control.outbox.show({ id })).toMatchObject({ state: 'sent', proof: 'person' })
})

test('a manager approves by PIN, on the cashier’s screen, that sales are kept while the cloud is down', async () => {
  await withPin('2468')
  await control.settings.set({ name: 'outbox.approval', value: 'outage' })
  onTestFinished(async () => {
    await control.settings.set({ name: 'outbox.approval' })
    await clearFaults(cloud)
  })
  const { url } = await control.webLink()
  const page = await browser.open(url)
  await page.getByRole('link', { name: 'Customer' }).waitFor()
  cloud.injectFault({ fault: '429' })
  const sale = newSale()
  expect((await sell(till, sale)).status).toBe(503)
  const question = page.getByRole('region', { name: 'Sell without the cloud' })
  await question
    .getByText('A manager decides whether sales are kept here until it is back.', { exact: false })
    .waitFor()
  expect([...(await accessibilityViolationsOn(page)), ...(await smallTargetsOn(page))]).toEqual([])

  await question.getByRole('button', { name: 'Approve' }).click()
  await enterPin(page, '0000')
  await page.getByText('That is not the PIN.', { exact: false }).waitFor()
  // On the smallest till everything is in view, the way out too.
  await expect.poll(() => hiddenBelow(page)).toBe(0)
  expect((await sell(till, sale)).status).toBe(503)
  await enterPin(page, '2468')
  await question.waitFor({ state: 'detached' })
  expect((await sell(till, sale)).status).toBe(202)

  await page
    .getByRole('link', { name: /^Outbox/ })
    .first()
    .click()
  const given = page.getByText('A manager has approved sales without the cloud', { exact: false })
  await given.waitFor()
  await page.getByRole('button', { name: 'End this' }).click()
  await given.waitFor({ state: 'detached' })
  expect((await sell(till, newSale())).status).toBe(503)
  await question.getByRole('button', { name: 'No', exact: true }).click()
  await question.waitFor({ state: 'detached' })
})

test('discarding asks for a reason and for the PIN', async () => {
  await withPin('2468')
  const first = newSale()
  await sellForGood(first)
  const id = await keepSale(till, { ...newSale(), bill: first.bill, amount: 50 }, 'refused')
  const page = await openOutbox()
  const entry = entryWith(page, first.bill)
  await entry.getByRole('button', { name: 'Discard' }).click()
  const submit = entry.getByRole('button', { name: 'Discard for good' })
  expect(await submit.isDisabled()).toBe(true)
  await entry.getByRole('textbox', { name: 'Reason' }).fill('Entered by hand at head office')
  await submit.click()
  await page.getByRole('dialog', { name: 'Manager PIN' }).waitFor()
  expect(await control.outbox.show({ id })).toMatchObject({ state: 'refused' })
  await enterPin(page, '2468')
  await page.getByText('Discarded.', { exact: true }).waitFor()
  expect(await control.outbox.show({ id })).toMatchObject({ state: 'discarded' })
  const [row] = (await control.audit.list({ limit: 10 })).filter(({ event }) => event === 'outbox-discarded')
  expect(row).toMatchObject({ outcome: 'done', detail: 'Entered by hand at head office' })
})

test('what waits is held, released and sent now', async () => {
  const sale = newSale()
  const id = await keepSale(till, sale, 'waiting')
  onTestFinished(() => clearFaults(cloud))
  const page = await openOutbox()
  await page.getByRole('link', { name: /^Outbox: \d+ waiting/ }).waitFor()
  await page.getByRole('tab', { name: /^Waiting/ }).click()
  const entry = entryWith(page, sale.bill)
  await entry.getByRole('button', { name: 'Hold' }).click()
  await entry.getByRole('heading', { name: /^Held back\./ }).waitFor()
  await clearFaults(cloud)
  await page.getByRole('button', { name: 'Send all now' }).click()
  await page.getByText('Everything that waits is tried now.').waitFor()
  expect(await control.outbox.show({ id })).toMatchObject({ state: 'held' })
  await entry.getByRole('button', { name: 'Release' }).click()
  await page.getByRole('tab', { name: 'Done' }).click()
  await entryWith(page, sale.bill).getByRole('heading', { name: 'The cloud has recorded it.' }).waitFor()
  expect(cloud.effects()).toMatchObject({ [`bill ${sale.bill}`]: 1 })
})

test('staff set for how long look-ups are kept, and switch it off again', async () => {
  const page = await openOutbox()
  const path = '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993'
  const cacheStatus = async () => {
    const response = await fetch(agent.url + path, { headers: { 'Till-Agent-Key': till.key } })
    return response.headers.get('cache-status')
  }
  const save = async (fresh: string, done: RegExp) => {
    await page.getByRole('link', { name: 'Clouds' }).first().click()
    await page.getByRole('link', { name: 'Keep look-ups: loyalty' }).click()
    await page.getByLabel(/^Seconds that a customer’s data is shown again/).fill(fresh)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(done).waitFor()
  }
  await save('300', /^Look-ups are kept from now on/)
  for (const status of ['till-agent; fwd=miss; stored', expect.stringMatching(/^till-agent; hit/)])
    expect(await cacheStatus()).toEqual(status)
  await save('', /^No look-up is kept from now on/)
  expect(await cacheStatus()).toBe(null)
})

test('files of a folder are shown with what became of each, and why they wait', async () => {
  const folder = makeFolder()
  onTestFinished(async () => void (await control.drops.remove({ name: 'sales', force: true })))
  const page = await openOutbox()
  expect(await page.getByRole('heading', { name: 'Folders for files' }).count()).toBe(0)
  writeFileSync(join(folder, 'sales-1.csv'), 'bill;amount')
  symlinkSync('/etc/hostname', join(folder, 'link.csv'))
  const to = 'sftp://till@127.0.0.1:9/incoming'
  const entry = {
    name: 'sales',
    folder,
    to,
    fingerprint: `SHA256:${'A'.repeat(43)}`,
    password: 'of nobody',
    stableSeconds: 1,
  }
  await control.drops.add({ entry, probe: false })
  const panel = page.getByRole('region', { name: 'sales', exact: true })
  await panel.getByRole('row', { name: /^sales-1\.csv Waiting to be sent\./ }).waitFor()
  await panel.getByText('Files of the checkout software are not sent.').waitFor()
  await expect.poll(async () => (await control.drops.list())[0]?.refused).toBe(1)
  await panel.getByText(/^Refused/).waitFor()
  expect([...(await accessibilityViolationsOn(page)), ...(await smallTargetsOn(page))]).toEqual([])
  await panel.getByRole('button', { name: 'Send all now: sales' }).click()
})
