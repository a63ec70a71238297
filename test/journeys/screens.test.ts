import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { testVector } from '../../simulator/simulator.ts'
import { startAgent } from '../support/agentProcess.ts'
import { startTestSimulator } from '../support/simulator.ts'
import { barriersOn, browserForTests, smallTargetsOn } from '../support/windowPage.ts'

const browser = browserForTests()
/** To be looked at: out/pictures/<look>/<screen>-<width>.png */
const pictures = join(import.meta.dirname, '../../out/pictures')
const sizes = [
  { width: 1024, height: 600 },
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
]
const looks = {
  light: { colorScheme: 'light', locale: 'en-GB' },
  dark: { colorScheme: 'dark', locale: 'en-GB' },
  'right-to-left': { colorScheme: 'light', locale: 'ar-EG' },
} as const

/** Screens are found by their place in the page: words differ from language to language. */
interface Screen {
  name: string
  show(page: Page, till: SetUpTill): Promise<void>
}

interface SetUpTill {
  url: string
  key: string
  latestCode(): string
}

const goTo = (page: Page, path: string) => page.evaluate((hash) => location.assign(`#${hash}`), path)
const heading = (page: Page) => page.getByRole('main').getByRole('heading').first().waitFor()
const button = (page: Page, at: number) => page.getByRole('main').getByRole('button').nth(at)

const counterScreens: Screen[] = [
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
  { name: 'status', show: (page) => goTo(page, '/status').then(() => heading(page)) },
  {
    name: 'doctor',
    async show(page) {
      await goTo(page, '/doctor')
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
  { name: 'programs', show: (page) => goTo(page, '/programs').then(() => heading(page)) },
  {
    name: 'program-add',
    async show(page) {
      await button(page, 0).click()
      await page.getByRole('textbox').first().waitFor()
    },
  },
  { name: 'clouds', show: (page) => goTo(page, '/upstreams').then(() => heading(page)) },
  {
    name: 'settings',
    async show(page) {
      await goTo(page, '/settings')
      await heading(page)
    },
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

/** Everything that keeps somebody from using a screen, in any of the sizes. */
async function troublesOf(page: Page, look: string, name: string): Promise<string[]> {
  const troubles: string[] = []
  // What differs between looks is not the size.
  for (const size of look === 'light' ? sizes : sizes.slice(0, 1)) {
    await page.setViewportSize(size)
    // Nothing half faded in is judged.
    await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))))
    const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    if (isWider) troubles.push(`${name} at ${size.width}: wider than the screen`)
    await page.screenshot({ path: join(pictures, look, `${name}-${size.width}.png`) })
  }
  await page.setViewportSize({ width: 1024, height: 600 })
  const found = [...(await barriersOn(page)), ...(await smallTargetsOn(page))]
  return [...troubles, ...found.map((one) => `${name}: ${one}`)]
}

describe.each(Object.entries(looks))('in %s everybody can use', (look, options) => {
  mkdirSync(join(pictures, look), { recursive: true })

  async function walk(page: Page, steps: Screen[], till: SetUpTill): Promise<string[]> {
    const troubles: string[] = []
    for (const { name, show } of steps) {
      await show(page, till)
      troubles.push(...(await troublesOf(page, look, name)))
    }
    return troubles
  }

  async function startSetUp() {
    const cloud = await startTestSimulator()
    const { till, password } = testVector
    const agent = await startAgent({
      ui: true,
      provisioning: {
        store: { name: 'Corner shop', country: 'IN' },
        upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till, password }],
        clients: [{ id: 'pos', name: 'Checkout', grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }] }],
      },
    })
    const key = agent.newKeys[0]?.key ?? ''
    for (let sale = 0; sale < 5; sale += 1)
      await agent.call(key, '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999994')
    const page = await browser.open(agent.link, options)
    return { page, till: { url: agent.url, key, latestCode: () => cloud.messages().at(-1)?.code ?? '' } }
  }

  test('the counter', async () => {
    const { page, till } = await startSetUp()
    expect(await walk(page, counterScreens, till)).toEqual([])
  }, 120_000)

  test('what shows how the till is, and sets it up', async () => {
    const { page, till } = await startSetUp()
    await page.getByRole('main').getByRole('textbox').waitFor()
    expect(await walk(page, screens, till)).toEqual([])
  }, 180_000)

  test('the first run', async () => {
    const agent = await startAgent({ ui: true })
    const page = await browser.open(agent.link, options)
    const steps: Screen[] = [
      { name: 'first-store', show: heading },
      {
        name: 'first-cloud',
        async show(one) {
          await one.locator('main button[type=submit], main button').last().click()
          await one.getByRole('main').getByRole('textbox').first().waitFor({ state: 'detached' })
          await heading(one)
        },
      },
      {
        name: 'first-credential',
        async show(one) {
          await button(one, 0).click()
          await one.locator('input[type=password]').waitFor()
        },
      },
    ]
    expect(await walk(page, steps, { url: agent.url, key: '', latestCode: () => '' })).toEqual([])
  }, 120_000)
})
