import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { testVector } from '#simulator/simulator.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { keepSales, sellingClient } from '#test/support/keptSales.ts'
import { makeOfficeKey, packFor, packInput } from '#test/support/packs.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { type Look, looks, problemsOf } from '#test/support/windowLooks.ts'
import { browserForTests } from '#test/support/windowPage.ts'

const browser = browserForTests()
/** A screen and the steps that open it. They use no words, because words differ by language. */
interface Screen {
  name: string
  show(page: Page, till: Till): Promise<void>
}

interface Till {
  url: string
  key: string
  latestCode(): string
}

/** Goes to a screen, and waits until the heading is its own and no longer that of the screen before. */
async function openPath(page: Page, path: string): Promise<void> {
  const before = await page.getByRole('main').getByRole('heading').first().elementHandle()
  await page.evaluate((hash) => location.assign(`#${hash}`), path)
  await before?.waitForElementState('hidden')
  await heading(page)
}
const heading = (page: Page) => page.getByRole('main').getByRole('heading').first().waitFor()
const button = (page: Page, index: number) => page.getByRole('main').getByRole('button').nth(index)

const cashierScreens: Screen[] = [
  { name: 'customer', show: (page) => page.getByRole('main').getByRole('textbox').waitFor() },
  {
    name: 'customer-found',
    async show(page) {
      await page.getByRole('main').getByRole('textbox').fill('9999999993')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
    },
  },
  {
    name: 'code',
    async show(page) {
      await page.keyboard.press('Enter')
      await page.locator('input[autocomplete="one-time-code"]').waitFor()
    },
  },
  {
    name: 'code-wrong',
    async show(page) {
      await page.keyboard.type('WRONG1')
      await page.keyboard.press('Enter')
      await page
        .getByText(/\b4\b|٤/)
        .first()
        .waitFor()
    },
  },
  {
    name: 'confirmed',
    async show(page, { latestCode }) {
      await page.locator('input[autocomplete="one-time-code"]').fill(latestCode())
      await page.keyboard.press('Enter')
      await page.locator('input[autocomplete="one-time-code"]').waitFor({ state: 'detached' })
      await heading(page)
    },
  },
]

const screens: Screen[] = [
  { name: 'status', show: (page) => openPath(page, '/status') },
  {
    name: 'doctor',
    async show(page) {
      await openPath(page, '/doctor')
      await page.getByRole('main').getByRole('listitem').first().waitFor()
    },
  },
  { name: 'bundle', show: (page) => page.getByRole('tab').nth(1).click() },
  {
    name: 'audit',
    async show(page) {
      await page.getByRole('tab').nth(2).click()
      await page.getByRole('table').waitFor()
    },
  },
  { name: 'clients', show: (page) => openPath(page, '/clients') },
  {
    name: 'client-add',
    async show(page) {
      await button(page, 0).click()
      await page.getByRole('textbox').first().waitFor()
    },
  },
  { name: 'upstreams', show: (page) => openPath(page, '/upstreams') },
  {
    name: 'settings',
    show: (page) => openPath(page, '/settings'),
  },
  {
    name: 'pairing',
    async show(page, { url }) {
      const answer = await fetch(`${url}/v1/pairings`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          name: 'Self-service kiosk',
          grants: [{ upstream: 'loyalty', allow: ['capillary:look-up', 'capillary:verify'] }],
          days: 365,
        }),
      })
      const { comparisonCode } = (await answer.json()) as { comparisonCode: string }
      await page.getByRole('dialog').getByText(comparisonCode).waitFor()
    },
  },
]

const outboxScreens: Screen[] = [
  {
    name: 'outbox',
    async show(page) {
      await openPath(page, '/outbox')
      await page.getByRole('article').first().waitFor()
    },
  },
  {
    name: 'outbox-correct',
    async show(page) {
      await page.getByRole('article').first().getByRole('button').nth(1).click()
      await page.getByRole('form').waitFor()
    },
  },
  {
    name: 'outbox-waiting',
    async show(page) {
      await page.getByRole('tab').nth(1).click()
      await page.getByRole('article').first().waitFor()
    },
  },
  {
    name: 'outbox-discard',
    async show(page) {
      await page.getByRole('article').first().getByRole('button').last().click()
      await page.getByRole('form').waitFor()
    },
  },
]

describe.each(Object.entries(looks) as [Look, (typeof looks)[Look]][])('in %s everyone can use', (look, options) => {
  async function walk(page: Page, steps: Screen[], till: Till): Promise<string[]> {
    const problems: string[] = []
    for (const { name, show } of steps) {
      await show(page, till)
      problems.push(...(await problemsOf(page, look, name)))
    }
    return problems
  }

  async function startSetUp() {
    const cloud = await startTestSimulator()
    const { till, password } = testVector
    const agent = await startAgent({
      ui: true,
      vault: 'keychain',
      provisioning: {
        store: { name: 'Corner shop', country: 'IN' },
        upstreams: [
          { id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till, password, billNumbers: 'unique' },
        ],
        clients: [sellingClient],
      },
    })
    const key = agent.newKeys[0]?.key ?? ''
    for (let sale = 0; sale < 5; sale += 1)
      await agent.call(key, '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999994')
    const page = await browser.open(agent.link, options)
    return { page, till: { url: agent.url, key, cloud, latestCode: () => cloud.messages().at(-1)?.code ?? '' } }
  }

  test('the cashier’s screen', async () => {
    const { page, till } = await startSetUp()
    expect(await walk(page, cashierScreens, till)).toEqual([])
  })

  test('the screens that show and change how the till is set up', async () => {
    const { page, till } = await startSetUp()
    await page.getByRole('main').getByRole('textbox').waitFor()
    expect(await walk(page, screens, till)).toEqual([])
  })

  test('the outbox', async () => {
    const { page, till } = await startSetUp()
    await keepSales(till)
    await page.getByRole('main').getByRole('textbox').waitFor()
    expect(await walk(page, outboxScreens, till)).toEqual([])
  })

  test('the first run', async () => {
    const agent = await startAgent({ ui: true })
    const page = await browser.open(agent.link, options)
    const steps: Screen[] = [
      // The counter's heading stands there until the page knows that the till is new.
      { name: 'first-store', show: (firstRun) => firstRun.locator('main select[required]').waitFor() },
      {
        name: 'first-pack',
        async show(firstRun) {
          const { text } = await packFor(packInput('https://127.0.0.1:9'), makeOfficeKey())
          const file = { name: 'till.pack.json', mimeType: 'application/json', buffer: Buffer.from(text) }
          await firstRun.locator('input[type=file]').setInputFiles(file)
          await firstRun.locator('main code').waitFor()
        },
      },
      {
        name: 'first-upstream',
        async show(firstRun) {
          await button(firstRun, 0).click()
          // No country is preset in the time zone of a test.
          await firstRun.locator('main select[required]').selectOption('IN')
          await firstRun.locator('main button[type=submit], main button').last().click()
          await firstRun.getByRole('main').getByRole('textbox').first().waitFor({ state: 'detached' })
          await heading(firstRun)
        },
      },
      {
        name: 'first-credential',
        async show(firstRun) {
          await button(firstRun, 0).click()
          await firstRun.locator('input[type=password]').waitFor()
        },
      },
    ]
    expect(await walk(page, steps, { url: agent.url, key: '', latestCode: () => '' })).toEqual([])
  })
})
