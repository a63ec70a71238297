import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Simulator } from '#simulator/simulator.ts'
import type { RunningAgent } from '#test/support/agentProcess.ts'
import { runJson } from '#test/support/command.ts'
import { startCounterTill } from '#test/support/counterTill.ts'
import { browserForTests } from '#test/support/windowPage.ts'

// What the window looks like where it matters to whoever works with it. One agent for the file.
const browser = browserForTests()
let cloud: Simulator
let agent: RunningAgent

beforeAll(async () => {
  ;({ cloud, agent } = await startCounterTill())
})

afterAll(() => agent.end())

const field = (page: Page) => page.getByRole('main').getByRole('textbox').first()
const styleOf = (element: Locator, property: string) =>
  element.evaluate((found, name) => getComputedStyle(found).getPropertyValue(name), property)

async function openWindow(): Promise<Page> {
  const { answer } = await runJson(['ui', '--data-dir', agent.dataDir])
  const page = await browser.open(answer.url, { locale: 'en-GB' })
  await field(page).waitFor()
  return page
}

/** Where it is drawn, from left to right. */
async function placeOf(element: Locator): Promise<{ x: number; width: number }> {
  const box = await element.boundingBox()
  if (!box) throw new Error('It is not drawn')
  return { x: box.x, width: box.width }
}

describe('in forced colours', () => {
  test('the current screen is marked by a line, at the side and at the bottom, and no other is', async () => {
    const page = await openWindow()
    await page.emulateMedia({ forcedColors: 'active' })
    for (const size of [
      { width: 1024, height: 600 },
      { width: 480, height: 800 },
    ]) {
      await page.setViewportSize(size)
      const links = page.getByRole('navigation').getByRole('link')
      const marked = async (link: Locator) => [
        await styleOf(link, 'outline-style'),
        (await styleOf(link, 'text-decoration-line')).includes('underline'),
      ]
      expect(await marked(links.first())).toEqual(['solid', true])
      expect(await marked(links.nth(1))).toEqual(['none', false])
    }
  })
})

test('letters are the product’s own, and the rail has one bold thing: where one is', async () => {
  const page = await openWindow()
  expect(await styleOf(page.locator('body'), 'font-family')).toMatch(/Noto Sans/)
  const loaded = () =>
    page.evaluate(() => [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family))
  await expect.poll(loaded).toContainEqual(expect.stringContaining('Noto Sans'))
  const links = await page.getByRole('navigation').getByRole('link').all()
  const weights = await Promise.all(links.map((link) => styleOf(link, 'font-weight')))
  expect([weights[0], new Set(weights.slice(1)).size]).toEqual(['600', 1])
  expect(Number(weights[1])).toBeLessThan(600)
})

test.each([
  [1366, '9999999993', 'Asha Example'],
  [1920, '9999999994', 'Bruno Muster'],
])(
  'at %i px the counter stands in the middle, and keeps its place from look-up to code',
  async (width, mobile, name) => {
    const page = await openWindow()
    await page.setViewportSize({ width, height: 900 })
    const main = await placeOf(page.getByRole('main'))
    const work = page.locator('main [class*=work], main [class*=screen]').first()
    const before = await placeOf(work)
    expect(Math.abs(before.x + before.width / 2 - (main.x + main.width / 2))).toBeLessThan(main.width / 10)
    await field(page).fill(mobile)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name }).waitFor()
    expect(await placeOf(work)).toEqual(before)
    await page.keyboard.press('Enter')
    await page.locator('input[autocomplete="one-time-code"]').waitFor()
    expect(await placeOf(work)).toEqual(before)
  },
)

test('the product and the store are named, and nothing in the header is without words but its question mark', async () => {
  const page = await openWindow()
  await page.setViewportSize({ width: 1366, height: 768 })
  const header = page.getByRole('banner')
  await header.getByText('Corner shop').waitFor()
  await page.getByRole('navigation').getByText('Till Agent').waitFor()
  const controls = await header.locator('button, a').all()
  const wordless: (string | null)[] = []
  for (const control of controls)
    if ((await control.innerText()).trim() === '') wordless.push(await control.getAttribute('aria-label'))
  expect(wordless).toEqual(['Help'])
  for (const name of ['Language', 'Appearance']) expect(await header.getByLabel(name).count()).toBe(0)
})

test('a fraud warning comes before the customer’s name, and Enter sends nothing then', async () => {
  const page = await openWindow()
  // No simulated customer is marked.
  await page.route('**/rpc/customers/lookUp', async (route) => {
    const response = await route.fetch()
    const text = await response.text()
    await route.fulfill({ response, body: text.replace('"marks":[]', '"marks":["fraud"]') })
  })
  const sent = cloud.messages().length
  await field(page).fill('9999999993')
  await page.keyboard.press('Enter')
  const warning = page.getByText('Fraud warning on this account.')
  await warning.waitFor()
  const name = page.getByRole('heading', { name: 'Asha Example' })
  const [above, below] = [await warning.boundingBox(), await name.boundingBox()]
  expect(above?.y).toBeLessThan(below?.y ?? 0)
  await page.keyboard.press('Enter')
  await name.waitFor({ state: 'detached' })
  expect(cloud.messages().length).toBe(sent)
})

test('status names the checkout, the counter and the cloud, and folded settings leave a shopkeeper alone', async () => {
  const page = await openWindow()
  const key = agent.key('pos')
  expect((await agent.call(key, '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993')).status).toBe(200)
  await field(page).fill('9999999993')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
  await page.evaluate(() => location.assign('#/status'))
  const rows = page.getByRole('table').getByRole('row')
  await rows.filter({ hasText: 'Counter' }).first().waitFor()
  const row = rows.filter({ hasText: 'Checkout 5' }).first()
  await row.filter({ hasText: 'Capillary' }).waitFor()
  expect(await row.getByText('loyalty', { exact: true }).count()).toBe(0)
  await page.evaluate(() => location.assign('#/settings'))
  await page.getByText('Corner shop').first().waitFor()
  expect(await page.getByText('Requests that may wait for a cloud').isVisible()).toBe(false)
})
