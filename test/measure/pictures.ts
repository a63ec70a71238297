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

async function takePicture(page: Page, name: string): Promise<void> {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
  )
  const path = join(folder, `${name}.png`)
  await page.screenshot({ path, scale: 'device' })
  process.stdout.write(`${(statSync(path).size / 1_000).toFixed(0).padStart(4)} kB  docs/pictures/${name}.png\n`)
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
  await page.getByRole('main').getByRole('textbox').fill('9999999993')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
  await takePicture(page, 'found')
  await page.keyboard.press('Enter')
  await page.locator('input[autocomplete="one-time-code"]').waitFor()
  await takePicture(page, 'code')
  await page.getByRole('link', { name: 'Status', exact: true }).click()
  await page.getByText('Everything the till needs is working.').waitFor()
  await takePicture(page, 'status')
  const code = await startPairing(facts)
  await page.getByRole('dialog').getByText(code).waitFor()
  await page.getByRole('button', { name: /allow access/, disabled: false }).waitFor()
  await takePicture(page, 'pairing')
} finally {
  await browser.close()
  await demo.end()
}
