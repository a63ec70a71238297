import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testVector } from '#simulator/simulator.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { keepSales, sellingClient } from '#test/support/keptSales.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { allSizes, layoutProblemsOf } from '#test/support/windowLayout.ts'
import { browserForTests } from '#test/support/windowPage.ts'

const browser = browserForTests()
const english = { locale: 'en-GB' }
/** Longer words than any language has, from right to left. */
const pseudo = { locale: 'ar-EG', colorScheme: 'dark', isPseudo: true } as const

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
  return { ...agent, cloud }
}

/** Where room is scarcest. */
const sizesFor = { en: allSizes.slice(), pseudo: allSizes.filter(([width]) => [320, 512, 800, 1366].includes(width)) }
const heading = (page: Page) => page.getByRole('heading', { level: 2 }).first()

// The button of the counter lay over the keys below 660 px, and the field was 83 px wide.
test.each([
  ['en', english],
  ['pseudo', pseudo],
] as const)(
  'no control overlaps another, sticks out or is cut, from 320 px to 2560 px: a till in use, in the language %s',
  async (language, look) => {
    const agent = await startSetUp()
    const page = await browser.open(agent.link, look)
    const problems: string[] = []
    const check = async (name: string) =>
      problems.push(...(await layoutProblemsOf(page, `${name}-${language}`, sizesFor[language], language === 'pseudo')))
    const field = page.getByRole('textbox').first()
    await field.waitFor()
    await check('counter')
    await field.fill('9999999000')
    await page.keyboard.press('Enter')
    await heading(page).waitFor()
    await check('unknown')
    await field.fill('9999999993')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
    await check('found')
    await page.keyboard.press('Enter')
    await page.locator('input[autocomplete="one-time-code"]').waitFor()
    await check('code')
    for (const screen of ['status', 'clients', 'upstreams', 'settings', 'doctor']) {
      await page.goto(`${new URL(agent.link).origin}/#/${screen}`)
      await page.locator('main h2').first().waitFor()
      await check(screen)
    }
    await page.goto(`${new URL(agent.link).origin}/#/settings`)
    await page.locator('main summary').click()
    await check('settings-unfolded')
    expect(problems).toEqual([])
  },
)

test.each([
  ['en', english],
  ['pseudo', pseudo],
] as const)('nor in the outbox, in the language %s', async (language, look) => {
  const agent = await startSetUp()
  await keepSales({ url: agent.url, key: agent.key('pos'), cloud: agent.cloud })
  const page = await browser.open(agent.link, look)
  const problems: string[] = []
  const check = async (name: string) =>
    problems.push(...(await layoutProblemsOf(page, `${name}-${language}`, sizesFor[language], language === 'pseudo')))
  await page.getByRole('main').getByRole('textbox').waitFor()
  const outboxButton = (index: number) => page.locator('article button').nth(index)
  await page.goto(`${new URL(agent.link).origin}/#/outbox`)
  await outboxButton(0).waitFor()
  await check('outbox')
  await outboxButton(1).click()
  await page.locator('article form').waitFor()
  await check('outbox-correct')
  await page.getByRole('tab').nth(1).click()
  await outboxButton(0).waitFor()
  await check('outbox-waiting')
  expect(problems).toEqual([])
})

test.each([
  ['en', english],
  ['pseudo', pseudo],
] as const)('nor in the first run, in the language %s', async (language, look) => {
  const agent = await startAgent({ ui: true })
  const page = await browser.open(agent.link, look)
  const problems: string[] = []
  const check = async (name: string) => {
    await page.getByRole('heading', { level: 1 }).waitFor()
    problems.push(...(await layoutProblemsOf(page, `${name}-${language}`, sizesFor[language], language === 'pseudo')))
  }
  const submit = page.locator('button[type=submit]')
  await page.locator('select[required]').selectOption('IN')
  await check('first-store')
  await submit.click()
  const scheme = page.locator('form button').first()
  await scheme.waitFor()
  await check('first-cloud')
  await scheme.click()
  await page.locator('input[type=password]').waitFor()
  await check('first-credential')
  expect(problems).toEqual([])
})
