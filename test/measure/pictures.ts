// Takes the README's pictures, from the demo: npm run pictures
import { execFile } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { startBrowser } from '#test/support/browser.ts'
import { type DemoFacts, startDemo } from './demo.ts'

const run = promisify(execFile)
const folder = join(import.meta.dirname, '../../docs/pictures')

/** The README's own size, a classic till and a small laptop. */
const sizes = [
  { suffix: '', width: 1024, height: 600 },
  { suffix: '-800', width: 800, height: 600 },
  { suffix: '-1366', width: 1366, height: 768 },
]
/** English is what the README shows. */
const languages = [
  { language: 'en', suffix: '' },
  { language: 'ar', suffix: '-ar' },
]

async function takePictures(page: Page, name: string, languageSuffix: string): Promise<void> {
  for (const { suffix, ...size } of sizes) {
    await page.setViewportSize(size)
    await page.evaluate(() =>
      Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
    )
    const file = `${name}${languageSuffix}${suffix}`
    const path = join(folder, `${file}.png`)
    await page.screenshot({ path, scale: 'device' })
    process.stdout.write(`${(statSync(path).size / 1_000).toFixed(0).padStart(4)} kB  docs/pictures/${file}.png\n`)
  }
}

/** Starts a pairing with curl, because the dialog shows the path of the program: curl's is the same on every machine. Returns the code. */
async function startPairing({ url }: DemoFacts): Promise<string> {
  const request = {
    name: 'Self-service kiosk',
    grants: [{ upstream: 'loyalty', allow: ['capillary:look-up', 'capillary:verify'] }],
    days: 365,
  }
  const json = ['-H', 'Content-Type: application/json', '-d', JSON.stringify(request)]
  const { stdout } = await run('curl', ['--silent', `${url}/v1/pairings`, ...json])
  const { comparisonCode } = JSON.parse(stdout) as { comparisonCode: string }
  return comparisonCode
}

type Chosen = (typeof languages)[number]

async function choose(page: Page, { language }: Chosen): Promise<void> {
  await page.evaluate((chosen) => localStorage.setItem('language', chosen), language)
  await page.reload()
}

/** The screens of a sale, and Status. @param origin of the window */
async function takeScreens(page: Page, origin: string, chosen: Chosen): Promise<void> {
  const { language, suffix } = chosen
  await page.goto(`${origin}/#/customer`)
  await choose(page, chosen)
  const take = (name: string) => takePictures(page, name, suffix)
  const field = page.getByRole('main').getByRole('textbox')
  await field.waitFor()
  await take('counter')
  await field.fill(language === 'en' ? '9999999993' : '9999999994')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 2 }).waitFor()
  await take('found')
  await page.keyboard.press('Enter')
  const code = page.locator('input[autocomplete="one-time-code"]')
  await code.waitFor()
  await take('code')
  await page.goto(`${origin}/#/status`)
  await page.locator('main h2').first().waitFor()
  await take('status')
}

mkdirSync(folder, { recursive: true })
const demo = await startDemo()
const browser = await startBrowser()
try {
  const { facts } = demo
  for (let sale = 0; sale < 12; sale += 1)
    await fetch(`${facts.url}/via/loyalty/v1.1/customer/get?format=json&mobile=91999999999${3 + (sale % 3)}`, {
      headers: { 'Till-Agent-Key': facts.key },
    })
  const page = await browser.newPage({ viewport: { width: 1024, height: 600 }, deviceScaleFactor: 0.75 })
  await page.goto(facts.ui.url)
  await page.getByRole('main').getByRole('textbox').waitFor()
  for (const chosen of languages) await takeScreens(page, new URL(facts.ui.url).origin, chosen)
  const code = await startPairing(facts)
  for (const chosen of languages) {
    await choose(page, chosen)
    await page.getByRole('dialog').getByText(code).waitFor()
    await takePictures(page, 'pairing', chosen.suffix)
  }
} finally {
  await browser.close()
  await demo.end()
}
