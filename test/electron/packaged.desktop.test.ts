import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { extractAll } from '@electron/asar'
import { beforeAll, expect, test } from 'vitest'
import { buildMissingParts, runNode } from '#test/support/builtParts.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import {
  approvePairing,
  pairingDialog,
  pollPairing,
  sellGrant,
  setUpToPassword,
  startPairing,
} from '#test/support/windowSteps.ts'

const output = join(import.meta.dirname, '../../out/package-window')

/** What a customer's machine would run: taken out of the archive that electron-builder made. */
beforeAll(() => {
  buildMissingParts()
  runNode('build/package.mjs', '--skip-build', `--output=${output}`, 'linux')
  const app = join(output, 'app')
  extractAll(join(output, 'linux-unpacked/resources/app.asar'), app)
  process.env.TILL_TEST_APP = app
})

test('the packaged program: set-up, pairing, a sale, a verification, diagnostics', async () => {
  const { launch } = await import('./driver.ts')
  const simulator = await startTestSimulator({
    tills: [{ till: canaryTill, password: canaries.password, organisation: 'Demo Retail' }],
  })
  const app = await launch()
  const page = await app.page()
  expect(existsSync(join(process.env.TILL_TEST_APP ?? '', 'out/main/main.js'))).toBe(true)

  await setUpToPassword(page, simulator.url)
  await page.getByLabel(/^Password/).fill(canaries.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Is this your store?' }).waitFor()
  await page.getByText('Demo Retail').waitFor()
  await page.getByRole('button', { name: 'Yes, this is our till' }).click()

  const pairing = await startPairing(app, 'Checkout 4', sellGrant)
  await pairingDialog(page).getByText(pairing.comparisonCode).waitFor()
  await approvePairing(page)
  await page.getByText('Checkout 4 has access now.').waitFor()
  const { key = '' } = await pollPairing(app, pairing)
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Start serving' }).click()

  const customer = '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993'
  const sold = await fetch(app.url + customer, { headers: { 'Till-Agent-Key': key } })
  expect(sold.status).toBe(200)

  await page.getByRole('textbox', { name: 'Mobile number' }).fill('+919999999993')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Send a code by SMS/ }).click()
  await expect.poll(() => simulator.messages().length).toBe(1)
  await page.getByRole('textbox', { name: 'Customer’s code' }).fill(simulator.messages()[0]?.code ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Confirmed' }).waitFor()

  await page.getByRole('link', { name: 'Status', exact: true }).click()
  await page.getByRole('link', { name: 'Set a PIN' }).click()
  await page.getByRole('button', { name: 'Do without a PIN' }).click()
  await page.getByRole('link', { name: 'Status', exact: true }).click()
  await page.getByText('Everything the till needs is working.').waitFor()
  await page.getByRole('link', { name: 'Doctor' }).click()
  await page.getByText('The keychain keeps and returns secrets.').waitFor()
  await page.getByText('The checkout can reach the agent.').waitFor()
})
